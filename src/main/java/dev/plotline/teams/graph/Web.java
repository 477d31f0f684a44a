package dev.plotline.teams.graph;

import dev.plotline.chat.adapter.Pause;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import okhttp3.Call;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;

/// The HTTP client for Graph and for the bytes of files. It follows no redirect, and asks again
/// when it is told to wait or the other side is in trouble.
final class Web implements AutoCloseable {
  private static final int ATTEMPTS = 4;
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(2);

  private final Pause pause;
  private final OkHttpClient client =
      new OkHttpClient.Builder()
          .followRedirects(false)
          .followSslRedirects(false)
          .retryOnConnectionFailure(false)
          .connectTimeout(Duration.ofSeconds(10))
          .readTimeout(Duration.ofSeconds(30))
          .writeTimeout(Duration.ofSeconds(30))
          .build();

  Web(Pause pause) {
    this.pause = pause;
  }

  /// How much a request is worth when nothing answers.
  ///
  /// @param attempts how often it is sent
  /// @param limit how long one may take in all, zero for no limit but those of its parts
  record Patience(int attempts, Duration limit) {
    static final Patience NORMAL = new Patience(ATTEMPTS, Duration.ZERO);

    /// For what is probably worth nothing.
    static final Patience LITTLE = new Patience(2, Duration.ofSeconds(5));
  }

  /// Sends a request that may be sent again; the caller closes the response.
  ///
  /// @throws IOException when nothing answers, or the wait is too long
  Response send(Request request) throws IOException {
    return send(request, Patience.NORMAL);
  }

  /// The same, with patience for a service that can't be reached. One that asks to wait is waited
  /// for all the same.
  Response send(Request request, Patience patience) throws IOException {
    for (int attempt = 1; ; attempt++) {
      Response response;
      try {
        response = once(request, patience.limit());
      } catch (InterruptedIOException e) {
        throw e;
      } catch (IOException e) {
        if (attempt >= patience.attempts()) {
          throw e;
        }
        pause.of(Duration.ofSeconds(attempt));
        continue;
      }
      boolean again = response.code() == 429 || response.code() >= 500;
      if (!again || attempt == ATTEMPTS) {
        return response;
      }
      Duration wait = retryAfter(response, attempt);
      response.close();
      pause.of(wait);
    }
  }

  private Response once(Request request, Duration limit) throws IOException {
    try {
      Call call = client.newCall(request);
      call.timeout().timeout(limit.toMillis(), TimeUnit.MILLISECONDS);
      return call.execute();
    } catch (InterruptedIOException e) {
      // A time-out is one of these too, and is no interruption.
      if (Thread.currentThread().isInterrupted()) {
        throw e;
      }
      throw new IOException("timeout", e);
    }
  }

  private static Duration retryAfter(Response response, int otherwise) {
    String asked = header(response, "Retry-After");
    boolean number = asked.matches("\\d{1,5}");
    var wait = Duration.ofSeconds(number ? Math.max(1, Integer.parseInt(asked)) : otherwise);
    return wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait;
  }

  /// A header, empty when it is missing.
  static String header(Response response, String name) {
    String value = response.header(name);
    return value == null ? "" : value.strip();
  }

  @Override
  public void close() {
    client.dispatcher().executorService().shutdown();
    client.connectionPool().evictAll();
  }
}
