package dev.plotline.local.code;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.http.HttpServletRequest;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Collections;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/// Checks the signature (AWS Signature Version 4) of a request with this one pair of keys.
///
/// Source: IAM User Guide, "Create a signed AWS API request". Paths are encoded twice, as for every
/// service but S3.
record Signature(String accessKey, String secretKey) {
  private static final String ALGORITHM = "AWS4-HMAC-SHA256";
  private static final String SERVICE = "bedrock-agentcore";
  private static final Duration SKEW = Duration.ofMinutes(15);
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'");
  private static final Pattern AUTHORIZATION =
      Pattern.compile(
          ALGORITHM
              + " Credential=([^/]+)/(\\d{8})/([^/]+)/([^/]+)/aws4_request,"
              + " *SignedHeaders=([^,]+), *Signature=([0-9a-f]{64})");

  /// Returns when the request is signed well, refuses it otherwise.
  void check(HttpServletRequest request, byte[] body) {
    var header = request.getHeader("Authorization");
    if (header == null) {
      throw denied("Missing Authentication Token");
    }
    var parts = AUTHORIZATION.matcher(header);
    if (!parts.matches()) {
      throw denied("The Authorization header is not of Signature Version 4");
    }
    if (!parts.group(4).equals(SERVICE)) {
      throw denied("Credential should be scoped to the service '" + SERVICE + "'");
    }
    if (!parts.group(1).equals(accessKey)) {
      throw denied("The security token included in the request is invalid");
    }
    var time = time(request.getHeader("X-Amz-Date"), parts.group(2));
    var scope = String.join("/", parts.group(2), parts.group(3), SERVICE, "aws4_request");
    var canonical = canonical(request, parts.group(5), payload(request, body));
    var toSign = String.join("\n", ALGORITHM, time, scope, sha256(canonical.getBytes(UTF_8)));
    byte[] expected = sign(parts.group(2), parts.group(3), toSign);
    if (!MessageDigest.isEqual(expected, HexFormat.of().parseHex(parts.group(6)))) {
      throw denied("The request signature does not match the signature you provided");
    }
  }

  private static String time(@Nullable String header, String day) {
    try {
      var time = LocalDateTime.parse(String.valueOf(header), TIME).toInstant(ZoneOffset.UTC);
      if (Duration.between(time, Instant.now()).abs().compareTo(SKEW) > 0) {
        throw denied("Signature expired: " + header);
      }
    } catch (DateTimeException e) {
      throw denied("X-Amz-Date is missing or no date");
    }
    if (!String.valueOf(header).startsWith(day)) {
      throw denied("The date of the credential is not that of the request");
    }
    return String.valueOf(header);
  }

  private static String payload(HttpServletRequest request, byte[] body) {
    var actual = sha256(body);
    var claimed = request.getHeader("x-amz-content-sha256");
    if (claimed != null && !claimed.equals(actual)) {
      throw denied("The body is not the one that was signed");
    }
    return actual;
  }

  private static String canonical(HttpServletRequest request, String signed, String payload) {
    var headers =
        Stream.of(signed.split(";"))
            .map(name -> name + ":" + value(request, name) + "\n")
            .collect(Collectors.joining());
    return String.join(
        "\n",
        request.getMethod(),
        encode(request.getRequestURI()).replace("%2F", "/"),
        query(request.getParameterMap()),
        headers,
        signed,
        payload);
  }

  private static String value(HttpServletRequest request, String name) {
    return Collections.list(request.getHeaders(name)).stream()
        .map(value -> value.strip().replaceAll(" +", " "))
        .collect(Collectors.joining(","));
  }

  private static String query(Map<String, String[]> parameters) {
    var sorted = new TreeMap<String, String>();
    parameters.forEach((name, values) ->
        sorted.put(
            encode(name),
            Stream.of(values)
                .map(value -> encode(name) + "=" + encode(value))
                .sorted()
                .collect(Collectors.joining("&"))));
    return String.join("&", sorted.values());
  }

  /// Percent-encodes all but the characters that RFC 3986 leaves free.
  private static String encode(String text) {
    var out = new StringBuilder();
    for (byte b : text.getBytes(UTF_8)) {
      char c = (char) (b & 0xff);
      if (c < 128 && (Character.isLetterOrDigit(c) || "-._~".indexOf(c) >= 0)) {
        out.append(c);
      } else {
        out.append('%').append(HexFormat.of().withUpperCase().toHexDigits(b));
      }
    }
    return out.toString();
  }

  private byte[] sign(String day, String region, String toSign) {
    byte[] key = ("AWS4" + secretKey).getBytes(UTF_8);
    for (String step : new String[] {day, region, SERVICE, "aws4_request", toSign}) {
      key = hmac(key, step);
    }
    return key;
  }

  private static byte[] hmac(byte[] key, String text) {
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac.doFinal(text.getBytes(UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Refusal denied(String message) {
    return Refusal.of(Refusal.Type.ACCESS_DENIED, message);
  }
}
