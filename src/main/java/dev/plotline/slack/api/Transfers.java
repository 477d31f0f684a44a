package dev.plotline.slack.api;

import com.slack.api.util.http.SlackHttpClient;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.Proxy;
import java.net.URI;
import java.time.Duration;
import java.util.Objects;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/// The HTTP client for the bytes of files. It follows no redirect, because the token would go
/// along, and goes to Slack's file host and the Web API's own host only, whatever address an answer
/// names.
final class Transfers {
  private static final String FILE_HOST = "files.slack.com";

  private final URI base;
  private final OkHttpClient client;

  Transfers(URI base) {
    this.base = base;
    client =
        SlackHttpClient.buildOkHttpClient(WebApi.config(base))
            .newBuilder()
            .followRedirects(false)
            .followSslRedirects(false)
            .build();
  }

  /// The proxy that is gone through, null for none.
  @Nullable Proxy proxy() {
    return client.proxy();
  }

  /// Whether bytes may be sent to, and fetched from, this address.
  boolean isAllowed(String address) {
    try {
      var uri = URI.create(address);
      boolean slack =
          "https".equals(uri.getScheme())
              && FILE_HOST.equals(uri.getHost())
              && (uri.getPort() == -1 || uri.getPort() == 443);
      boolean own =
          base.getScheme().equals(uri.getScheme())
              && Objects.equals(base.getHost(), uri.getHost())
              && base.getPort() == uri.getPort();
      return (slack || own) && uri.getUserInfo() == null;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /// Sends a request; the caller closes the response.
  Response send(Request request) throws IOException {
    try {
      return client.newCall(request).execute();
    } catch (InterruptedIOException e) {
      // A time-out is one of these too, and is no interruption.
      if (Thread.currentThread().isInterrupted()) {
        throw e;
      }
      throw new IOException("timeout", e);
    }
  }

  /// A header, empty when it is missing.
  static String header(Response response, String name) {
    String value = response.header(name);
    return value == null ? "" : value.strip();
  }

  /// How long Slack asks to wait.
  static Duration retryAfter(Response response, int otherwise) {
    String asked = header(response, "Retry-After");
    boolean number = asked.matches("\\d{1,5}");
    return Duration.ofSeconds(number ? Math.max(1, Integer.parseInt(asked)) : otherwise);
  }

  void close() {
    client.dispatcher().executorService().shutdown();
    client.connectionPool().evictAll();
  }
}
