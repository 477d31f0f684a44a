package dev.plotline.aws;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/// What a browser is told about an object. Names and types come from people, so nothing of them
/// reaches a header as it is.
final class Disposition {
  /// Shown in the browser; everything else, scripts in SVG and HTML above all, is only saved.
  private static final Set<String> SHOWN =
      Set.of("image/png", "image/jpeg", "image/gif", "image/webp", "application/pdf");

  private static final Pattern MEDIA_TYPE =
      Pattern.compile("[\\w!#$&^.+-]{1,100}/[\\w!#$&^.+-]{1,100}(; ?charset=[\\w-]{1,40})?");
  private static final String UNRESERVED = "!#$&+-.^_`|~";
  private static final int LONGEST = 120;

  private Disposition() {}

  /// The type when it has the form of one.
  static String mediaType(String given) {
    return MEDIA_TYPE.matcher(given).matches() ? given : "application/octet-stream";
  }

  /// The header's value: RFC 6266, with the name once in ASCII and once in full (RFC 8187).
  static String of(String mediaType, String name) {
    String kind = SHOWN.contains(mediaType.toLowerCase(Locale.ROOT)) ? "inline" : "attachment";
    String clean = shorten(clean(name));
    return "%s; filename=\"%s\"; filename*=UTF-8''%s".formatted(kind, ascii(clean), encode(clean));
  }

  /// Without folders, line ends and what turns the direction of writing.
  private static String clean(String name) {
    var clean = new StringBuilder();
    name.codePoints()
        .filter(c -> !Character.isISOControl(c) && Character.getType(c) != Character.FORMAT)
        .map(c -> c == '/' || c == '\\' || Character.getType(c) == Character.SURROGATE ? '_' : c)
        .forEach(clean::appendCodePoint);
    return clean.toString().isBlank() ? "file" : clean.toString().strip();
  }

  /// Cuts the middle, because the end says what kind of file it is.
  private static String shorten(String name) {
    int[] points = name.codePoints().toArray();
    return points.length <= LONGEST
        ? name
        : new String(points, 0, LONGEST - 20) + "…" + new String(points, points.length - 19, 19);
  }

  private static String ascii(String name) {
    var ascii = new StringBuilder();
    name.codePoints()
        .map(c -> c < 0x20 || c > 0x7e || c == '"' || c == '%' ? '_' : c)
        .forEach(ascii::appendCodePoint);
    return ascii.toString();
  }

  private static String encode(String name) {
    var encoded = new StringBuilder();
    for (byte b : name.getBytes(UTF_8)) {
      boolean plain = b > 0 && (Character.isLetterOrDigit(b) || UNRESERVED.indexOf(b) >= 0);
      encoded.append(plain ? String.valueOf((char) b) : "%%%02X".formatted(b));
    }
    return encoded.toString();
  }
}
