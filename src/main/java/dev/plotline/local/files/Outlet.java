package dev.plotline.local.files;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Opens signed links of the local files to people elsewhere, who can't reach loopback: GET, one
/// object at a time, and only what the S3 endpoint itself finds signed and not expired.
///
/// The object's path travels as a parameter, so that no proxy in between changes what was signed.
public final class Outlet extends HttpServlet {
  /// Where it is served.
  public static final String PATH = "/files";

  private static final long serialVersionUID = 1L;
  private static final Pattern QUERY = Pattern.compile("at=([^&]*)&(.*)");
  private static final List<String> HEADERS =
      List.of(
          "Content-Type",
          "Content-Length",
          "Content-Disposition",
          "Content-Range",
          "Accept-Ranges",
          "ETag",
          "Last-Modified");

  private final URI files;
  private final transient HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .proxy(HttpClient.Builder.NO_PROXY)
          .build();

  /// An outlet of the endpoint at this address.
  public Outlet(URI files) {
    this.files = files;
  }

  /// The link by which people elsewhere open what a signed link opens on this machine.
  ///
  /// @param outside how the outside reaches the server that has the outlet
  public static URI link(URI outside, URI signed) {
    return URI.create(
        outside.toString().replaceFirst("/*$", "")
            + PATH
            + "?at="
            + URLEncoder.encode(signed.getRawPath(), UTF_8)
            + "&"
            + signed.getRawQuery());
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    URI signed = signed(request.getQueryString());
    if (signed == null) {
      response.sendError(HttpServletResponse.SC_NOT_FOUND);
      return;
    }
    var get = HttpRequest.newBuilder(signed);
    String range = request.getHeader("Range");
    if (range != null) {
      get.header("Range", range);
    }
    try {
      HttpResponse<InputStream> object = http.send(get.build(), BodyHandlers.ofInputStream());
      try (InputStream in = object.body()) {
        answer(object, in, response);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    }
  }

  private static void answer(HttpResponse<?> object, InputStream in, HttpServletResponse response)
      throws IOException {
    if (object.statusCode() >= 400) {
      // What S3 says of it is of no use to a person.
      response.sendError(object.statusCode());
      return;
    }
    response.setStatus(object.statusCode());
    for (String header : HEADERS) {
      object.headers().firstValue(header).ifPresent(value -> response.setHeader(header, value));
    }
    // Code made it: nothing in it may act in this server's name.
    response.setHeader("Content-Security-Policy", "sandbox; default-src 'none'; img-src data:");
    response.setHeader("X-Content-Type-Options", "nosniff");
    in.transferTo(response.getOutputStream());
  }

  /// @return null for what is no signed link
  private @Nullable URI signed(@Nullable String query) {
    Matcher parts = QUERY.matcher(query == null ? "" : query);
    if (!parts.matches() || !parts.group(2).contains("X-Amz-Signature=")) {
      return null;
    }
    try {
      String path = URLDecoder.decode(parts.group(1), UTF_8);
      URI signed = URI.create(files + path + "?" + parts.group(2));
      return path.startsWith("/") && signed.getAuthority().equals(files.getAuthority())
          ? signed
          : null;
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  @Override
  public void destroy() {
    http.shutdownNow();
  }
}
