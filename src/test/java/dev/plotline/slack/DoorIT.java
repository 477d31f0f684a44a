package dev.plotline.slack;

import static dev.plotline.slack.Rig.ANN;
import static dev.plotline.slack.Rig.SALES;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.plotline.local.slack.world.World;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What is let in: signed, fresh, small; and what Bolt alone would answer with an error.
class DoorIT {
  @TempDir private Path folder;
  private final HttpClient http = HttpClient.newHttpClient();
  private Rig rig;

  @BeforeEach
  void start() {
    rig = new Rig(folder);
  }

  @AfterEach
  void stop() {
    rig.close();
    http.close();
  }

  private static String mention(String more) {
    return """
    {"type":"event_callback","team_id":"%s","event_id":"Ev1",
     "authorizations":[{"team_id":"%s","user_id":"%s","is_bot":true}],
     "event":{"type":"app_mention","user":"%s","channel":"%s","ts":"1700000000.000100",
              "text":"<@%s> sum?","event_ts":"1700000000.000100"%s}}\
    """
        .formatted(World.TEAM, World.TEAM, World.BOT, ANN, SALES, World.BOT, more);
  }

  private int send(String body) throws Exception {
    return send(body, 0, "");
  }

  private int send(String body, long seconds, String spoilt) throws Exception {
    String time = "" + (Instant.now().getEpochSecond() + seconds);
    byte[] bytes = body.getBytes(UTF_8);
    String signature =
        new Signature(rig.slack.app().signingSecret(), Clock.systemUTC()).sign(bytes, time);
    var request =
        HttpRequest.newBuilder(rig.url())
            .header("Content-Type", "application/json")
            .header("X-Slack-Request-Timestamp", time)
            .header("X-Slack-Signature", signature + spoilt)
            .POST(BodyPublishers.ofByteArray(bytes))
            .build();
    return http.send(request, BodyHandlers.ofString()).statusCode();
  }

  @Test
  void aForgedSignatureIsRefused() throws Exception {
    assertThat(send(mention(""), 0, "0")).isEqualTo(401);
    assertThat(rig.turns.open()).isZero();
  }

  @ParameterizedTest
  @ValueSource(longs = {-400, 400, 86_400})
  void timesThatAreNotNowAreRefused(long seconds) throws Exception {
    assertThat(send(mention(""), seconds, "")).isEqualTo(401);
  }

  @Test
  void theRawBytesAreWhatIsSigned() throws Exception {
    assertThat(send(mention("") + "\r\n")).isEqualTo(200);
    assertThat(rig.next().text()).isEqualTo("sum?");
  }

  @Test
  void unsignedJsonIsNotEvenRead() throws Exception {
    var request =
        HttpRequest.newBuilder(rig.url())
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString("{\"type\":\"event_callback\"}"))
            .build();
    assertThat(http.send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(401);
  }

  @Test
  void twentyMegabytesAreRefusedUnread() throws Exception {
    try (var socket = new Socket(rig.url().getHost(), rig.url().getPort())) {
      String head =
          String.join(
              "\r\n",
              "POST /slack/events HTTP/1.1",
              "Host: localhost",
              "Content-Type: application/json",
              "Content-Length: 20000000",
              "",
              "");
      socket.getOutputStream().write(head.getBytes(UTF_8));
      assertThat(firstLine(socket)).contains("413");
    }
  }

  private static String firstLine(Socket socket) throws IOException {
    var reader =
        new java.io.BufferedReader(new java.io.InputStreamReader(socket.getInputStream(), UTF_8));
    return String.valueOf(reader.readLine());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"type\":\"event_callback\"}",
        "{\"type\":\"event_callback\",\"event\":7}",
        "{\"type\":\"event_callback\",\"event\":{\"type\":\"message\",\"subtype\":{}}}",
        "{\"type\":\"event_callback\",\"authorizations\":\"x\",\"event\":{\"type\":\"new_kind\"}}",
        "{\"type\":\"event_callback\",\"event\":{\"type\":\"file_shared\",\"file_id\":\"F1\"}}",
        "{\"type\":\"app_rate_limited\",\"minute_rate_limited\":1518467820}",
        "{\"type\":\"something_new\"}"
      })
  void whatBoltFailsOnIsAcknowledged(String body) throws Exception {
    assertThat(send(body)).isEqualTo(200);
  }

  @Test
  void shapesThatBoltCannotParseAreAnsweredAllTheSame() throws Exception {
    String odd =
        ",\"files\":[{\"id\":\"F1\",\"name\":\"a.csv\",\"initial_comment\":\"text\",\"size\":6000000000}]"
            + ",\"blocks\":[{\"type\":\"new\",\"elements\":[{\"type\":\"file\",\"file_id\":\"F2\"}]}]"
            + ",\"channel_id\":{\"odd\":true},\"assistant_thread\":7";
    assertThat(send(mention(odd))).isEqualTo(200);

    var message = rig.next();
    assertThat(message.files()).extracting(f -> f.id()).containsExactly("F1", "F2");
    assertThat(message.files().getFirst().size()).isEqualTo(6_000_000_000L);
  }

  @Test
  void whatIsNotAsciiArrivesAsItIsWithoutACharset() throws Exception {
    assertThat(send(mention("").replace("sum?", "Umsätze 売上 👩‍👩‍👧 ∑?"))).isEqualTo(200);
    assertThat(rig.next().text()).isEqualTo("Umsätze 売上 👩‍👩‍👧 ∑?");
  }

  @Test
  void thatTheAppIsTakenOutIsAcknowledged() {
    rig.slack.events().uninstalled();

    assertThat(rig.slack.deliveries().await(2, d -> d.isTaken(), Duration.ofMinutes(3)))
        .extracting(d -> d.type())
        .containsExactlyInAnyOrder("tokens_revoked", "app_uninstalled");
  }

  @Test
  void slackIsAskedToComeAgainWhenNothingCanBeTaken() throws Exception {
    rig.turns.close();

    assertThat(send(mention(""))).isEqualTo(503);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"type\":\"file_deleted\",\"file_id\":\"F1\"",
        "\"type\":\"message\",\"subtype\":\"message_deleted\",\"channel\":\"C1\","
            + "\"previous_message\":{\"ts\":\"1.2\",\"thread_ts\":\"1.1\",\"user\":\"U1\"}",
        "\"type\":\"message\",\"subtype\":\"message_changed\",\"channel\":\"C1\","
            + "\"message\":{\"ts\":\"1.2\",\"files\":[{\"id\":\"F1\",\"mode\":\"tombstone\"}]}"
      })
  void slackIsAskedToComeAgainUntilWhatIsTakenBackIsKeptInMind(String event) throws Exception {
    String body =
        "{\"type\":\"event_callback\",\"team_id\":\"%s\",\"event_id\":\"Ev1\",\"event\":{%s}}"
            .formatted(World.TEAM, event);
    rig.threads.full = true;
    assertThat(send(body)).isEqualTo(503);
    assertThat(rig.threads.done).isEmpty();

    rig.threads.full = false;
    assertThat(send(body)).isEqualTo(200);
    assertThat(rig.threads.done).as("before it is acknowledged").hasSize(1);
  }

  @Test
  void theAddressIsVerified() throws Exception {
    assertThat(send("{\"type\":\"url_verification\",\"challenge\":\"abc\"}")).isEqualTo(200);
  }
}
