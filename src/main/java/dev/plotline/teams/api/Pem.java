package dev.plotline.teams.api;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.microsoft.aad.msal4j.ClientCredentialFactory;
import com.microsoft.aad.msal4j.IClientCertificate;
import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A certificate and its private key as text.
final class Pem {
  private static final Pattern BLOCK =
      Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([A-Za-z0-9+/=\\s]+)-----END \\1-----");
  private static final String WANTED =
      "MICROSOFT_APP_CERTIFICATE must hold the certificate and its RSA key, unencrypted, as"
          + " `-----BEGIN CERTIFICATE-----` and `-----BEGIN PRIVATE KEY-----`; `openssl pkcs8 -topk8"
          + " -nodes -in key.pem` writes a key so";

  private Pem() {}

  /// @throws IllegalArgumentException that says what is missing
  static IClientCertificate credential(String pem) {
    @Nullable PrivateKey key = null;
    List<X509Certificate> chain = new ArrayList<>();
    var blocks = BLOCK.matcher(pem);
    try {
      var certificates = CertificateFactory.getInstance("X.509");
      while (blocks.find()) {
        byte[] bytes = Base64.getMimeDecoder().decode(blocks.group(2).getBytes(US_ASCII));
        switch (blocks.group(1)) {
          case "CERTIFICATE" -> {
            if (certificates.generateCertificate(new ByteArrayInputStream(bytes))
                instanceof X509Certificate certificate) {
              chain.add(certificate);
            }
          }
          case "PRIVATE KEY" ->
              key = KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(bytes));
          default -> {}
        }
      }
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw new IllegalArgumentException(WANTED, e);
    }
    if (key == null || chain.isEmpty()) {
      throw new IllegalArgumentException(WANTED);
    }
    return ClientCredentialFactory.createFromCertificateChain(key, chain);
  }
}
