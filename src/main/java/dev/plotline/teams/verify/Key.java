package dev.plotline.teams.verify;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.RSAPublicKeySpec;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/// A key that tokens are signed with.
///
/// @param key RSA of at least 2,048 bits
/// @param endorsements the channels that it may speak for
record Key(PublicKey key, Set<String> endorsements) {
  private static final int LEAST_BITS = 2_048;

  /// Reads an entry of a key set; empty for one that is of no use here.
  static Optional<Key> read(JsonNode entry) {
    try {
      var modulus = number(entry.path("n").asText());
      if (!entry.path("kty").asText().equals("RSA") || modulus.bitLength() < LEAST_BITS) {
        return Optional.empty();
      }
      var spec = new RSAPublicKeySpec(modulus, number(entry.path("e").asText()));
      Set<String> endorsements =
          StreamSupport.stream(entry.path("endorsements").spliterator(), false)
              .map(JsonNode::asText)
              .collect(Collectors.toUnmodifiableSet());
      return Optional.of(new Key(KeyFactory.getInstance("RSA").generatePublic(spec), endorsements));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static BigInteger number(String base64) {
    return new BigInteger(1, Base64.getUrlDecoder().decode(base64));
  }

  /// Whether bytes were signed with RS256 and this key's other half.
  boolean hasSigned(byte[] signed, byte[] signature) {
    try {
      var check = Signature.getInstance("SHA256withRSA");
      check.initVerify(key);
      check.update(signed);
      return check.verify(signature);
    } catch (GeneralSecurityException e) {
      return false; // A signature of another length, for one.
    }
  }
}
