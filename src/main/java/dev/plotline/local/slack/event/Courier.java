package dev.plotline.local.slack.event;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plotline.local.slack.world.Json;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Brings parcels to the app's address, signed, and again when that fails: at once, after a minute
/// and after five. Interactions and commands are brought once, for somebody waits.
final class Courier implements Carrier, AutoCloseable {
  private static final Duration FIRST = Duration.ofSeconds(30);

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(3))
          .build();
  private final String secret;
  private final Supplier<@Nullable URI> address;
  private final Sockets sockets;
  private final Schedule schedule;
  private final Clock clock;
  private final Deliveries deliveries;
  private final ScheduledExecutorService timer;

  /// When a delivery has failed and when it is tried again.
  ///
  /// @param timeout the app must answer within this time
  /// @param retries how long to wait before each further attempt
  record Schedule(Duration timeout, List<Duration> retries) {
    static final Schedule SLACKS =
        new Schedule(
            Duration.ofSeconds(3),
            List.of(Duration.ZERO, Duration.ofMinutes(1), Duration.ofMinutes(5)));
  }

  Courier(
      String secret,
      Supplier<@Nullable URI> address,
      Sockets sockets,
      Schedule schedule,
      Clock clock,
      Deliveries deliveries,
      ScheduledExecutorService timer) {
    this.secret = secret;
    this.address = address;
    this.sockets = sockets;
    this.schedule = schedule;
    this.clock = clock;
    this.deliveries = deliveries;
    this.timer = timer;
  }

  /// What the app answered: a missing node when it didn't, or with nothing or no JSON.
  ///
  /// @param text as it came
  /// @param mayRepeat whether the app wants it again when it hasn't taken it
  record Answer(int status, JsonNode body, String text, boolean mayRepeat) {
    boolean isTaken() {
      return status >= 200 && status < 300;
    }
  }

  /// Brings an event; the first attempt is over when this returns.
  @Override
  public void bring(Parcel parcel) {
    attempt(parcel, 0, "");
  }

  /// Brings something that is answered at once or not at all.
  @Override
  public Answer ask(Parcel parcel) {
    try {
      Answer answer = send(parcel, 0, "");
      note(parcel, 0, answer.status());
      return answer;
    } catch (IOException e) {
      note(parcel, 0, 0);
      return new Answer(0, Json.MAPPER.missingNode(), "", true);
    }
  }

  /// Sends Slack's challenge to an address, which has to send it back.
  ///
  /// @throws IllegalStateException when it doesn't
  void challenge(URI to, String challenge) {
    var payload =
        Json.object()
            .put("token", "local-verification-token")
            .put("challenge", challenge)
            .put("type", "url_verification");
    var parcel = new Parcel(Parcel.Kind.EVENT, "url_verification", challenge, payload);
    try {
      // An app that has just started may take its time for the first request of all.
      Answer answer = post(to, parcel, 0, "", FIRST);
      // As it is, in a form or in JSON.
      if (answer.status() == 200 && answer.text().contains(challenge)) {
        return;
      }
      throw new IllegalStateException(
          "the app did not answer the challenge, but HTTP " + answer.status() + ": " + to);
    } catch (IOException e) {
      throw new IllegalStateException("the app did not answer the challenge: " + to, e);
    }
  }

  private void attempt(Parcel parcel, int number, String reason) {
    boolean again = true;
    String why;
    try {
      Answer answer = send(parcel, number, reason);
      note(parcel, number, answer.status());
      if (answer.isTaken()) {
        return;
      }
      again = answer.mayRepeat();
      why = "http_error";
    } catch (HttpTimeoutException e) {
      note(parcel, number, 0);
      why = "http_timeout";
    } catch (ConnectException e) {
      note(parcel, number, 0);
      why = "connection_failed";
    } catch (IOException e) {
      note(parcel, number, 0);
      why = "unknown_error";
    }
    if (again && number < schedule.retries().size() && !timer.isShutdown()) {
      long wait = schedule.retries().get(number).toMillis();
      String reasonNow = why;
      var _ =
          timer.schedule(
              () -> Thread.startVirtualThread(() -> attempt(parcel, number + 1, reasonNow)),
              wait,
              TimeUnit.MILLISECONDS);
    }
  }

  private void note(Parcel parcel, int attempt, int status) {
    deliveries.add(
        new Deliveries.Delivery(
            parcel.type(),
            parcel.id(),
            attempt,
            status,
            new String(parcel.body(), StandardCharsets.UTF_8)));
  }

  /// Through a socket when the app has opened one, else to its address.
  private Answer send(Parcel parcel, int attempt, String reason) throws IOException {
    if (sockets.isOpen()) {
      return sockets.send(parcel, attempt, reason, schedule.timeout());
    }
    URI to = address.get();
    if (to == null) {
      throw new ConnectException("the app has no address");
    }
    return post(to, parcel, attempt, reason, schedule.timeout());
  }

  private Answer post(URI to, Parcel parcel, int attempt, String reason, Duration timeout)
      throws IOException {
    byte[] body = parcel.body();
    long seconds = clock.instant().getEpochSecond();
    var request =
        HttpRequest.newBuilder(to)
            .timeout(timeout)
            .header("Content-Type", parcel.kind().contentType())
            .header("User-Agent", "Slackbot 1.0 (+https://api.slack.com/robots)")
            .header("X-Slack-Request-Timestamp", Long.toString(seconds))
            .header("X-Slack-Signature", Signing.of(secret, seconds, body))
            .POST(BodyPublishers.ofByteArray(body));
    if (attempt > 0) {
      request
          .header("X-Slack-Retry-Num", Integer.toString(attempt))
          .header("X-Slack-Retry-Reason", reason);
    }
    try {
      HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString());
      boolean last = response.headers().firstValue("X-Slack-No-Retry").orElse("").equals("1");
      return new Answer(response.statusCode(), Json.parse(response.body()), response.body(), !last);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
