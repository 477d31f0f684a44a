package dev.plotline.local.model;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.http.HttpServletRequest;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Checks Signature Version 4 over a request and its body, as every AWS service does.
final class Signature {
  private static final Pattern HEADER =
      Pattern.compile(
          "AWS4-HMAC-SHA256 Credential=([^/]+)/(\\d{8})/([^/]+)/([^/]+)/aws4_request,"
              + " ?SignedHeaders=([^,]+), ?Signature=([0-9a-f]{64})");
  private final String accessKey;
  private final String secretKey;

  Signature(String accessKey, String secretKey) {
    this.accessKey = accessKey;
    this.secretKey = secretKey;
  }

  /// Refuses a request that is unsigned, or signed by others, or changed on the way.
  void check(HttpServletRequest request, byte[] body) throws Refusal {
    String header = request.getHeader("Authorization");
    if (header == null) {
      throw new Refusal(403, "MissingAuthenticationTokenException", "Missing Authentication Token");
    }
    Matcher parts = HEADER.matcher(header);
    if (!parts.matches()) {
      throw new Refusal(
          403, "IncompleteSignatureException", "Authorization header is not in the expected form.");
    }
    if (!parts.group(1).equals(accessKey)) {
      throw new Refusal(
          403,
          "UnrecognizedClientException",
          "The security token included in the request is invalid.");
    }
    String expected = sign(parts, request, body);
    if (!MessageDigest.isEqual(expected.getBytes(UTF_8), parts.group(6).getBytes(UTF_8))) {
      throw new Refusal(
          403,
          "InvalidSignatureException",
          "The request signature we calculated does not match the signature you provided. Check"
              + " your AWS Secret Access Key and signing method.");
    }
  }

  private String sign(Matcher parts, HttpServletRequest request, byte[] body) {
    try {
      String date = parts.group(2);
      String region = parts.group(3);
      String service = parts.group(4);
      String canonical = canonical(request, parts.group(5), body);
      String toSign =
          String.join(
              "\n",
              "AWS4-HMAC-SHA256",
              String.valueOf(request.getHeader("X-Amz-Date")),
              String.join("/", date, region, service, "aws4_request"),
              hash(canonical.getBytes(UTF_8)));
      byte[] key = ("AWS4" + secretKey).getBytes(UTF_8);
      for (String part : new String[] {date, region, service, "aws4_request"}) {
        key = hmac(key, part);
      }
      return HexFormat.of().formatHex(hmac(key, toSign));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no HmacSHA256", e);
    }
  }

  private static String canonical(HttpServletRequest request, String signed, byte[] body)
      throws GeneralSecurityException {
    var lines = new ArrayList<String>();
    lines.add(request.getMethod());
    lines.add(encoded(request.getRequestURI()));
    lines.add(request.getQueryString() == null ? "" : request.getQueryString());
    for (String name : signed.split(";", -1)) {
      var values = new ArrayList<String>();
      request
          .getHeaders(name)
          .asIterator()
          .forEachRemaining(v -> values.add(v.strip().replaceAll(" +", " ")));
      lines.add(name.toLowerCase(Locale.ROOT) + ":" + String.join(",", values));
    }
    lines.add("");
    lines.add(signed);
    lines.add(hash(body));
    return String.join("\n", lines);
  }

  /// The path is encoded once more for the signature, by every service but S3.
  private static String encoded(String path) {
    var encoded = new StringBuilder();
    for (byte b : path.getBytes(UTF_8)) {
      char c = (char) (b & 0xff);
      if (c < 128 && (Character.isLetterOrDigit(c) || "-._~/".indexOf(c) >= 0)) {
        encoded.append(c);
      } else {
        encoded.append(String.format(Locale.ROOT, "%%%02X", b & 0xff));
      }
    }
    return encoded.toString();
  }

  private static byte[] hmac(byte[] key, String data) throws GeneralSecurityException {
    var mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(key, "HmacSHA256"));
    return mac.doFinal(data.getBytes(UTF_8));
  }

  private static String hash(byte[] data) throws GeneralSecurityException {
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(data));
  }
}
