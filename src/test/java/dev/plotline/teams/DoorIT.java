package dev.plotline.teams;

import static dev.plotline.teams.fake.Samples.APP;
import static dev.plotline.teams.fake.Samples.SERVICE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.plotline.chat.Inbox;
import dev.plotline.chat.Message;
import dev.plotline.teams.fake.FakeIssuer;
import dev.plotline.teams.fake.Samples;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What is let in, and how it is answered.
class DoorIT {
  private Rig rig;

  @BeforeEach
  void start() {
    rig = new Rig();
  }

  @AfterEach
  void stop() {
    rig.close();
  }

  private String right() {
    return rig.issuer.bearer(APP, SERVICE);
  }

  @Test
  void aMessageIsAcknowledgedWhileItsTurnIsStillHeld() {
    rig.held = new CountDownLatch(1);
    HttpResponse<String> response = rig.send(Samples.personal("What drove Q3?"));
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body()).isEmpty();
    assertThat(rig.messages).isEmpty();
    rig.held.countDown();
    assertThat(rig.next().text()).isEqualTo("What drove Q3?");
  }

  @Test
  void whoeverIsRefusedIsToldTheSameWhateverWasWrong() {
    String said = Samples.personal("Hello").toString();
    var stranger = FakeIssuer.pair(2_048);
    var claims = FakeIssuer.claims(APP, SERVICE);
    Set<String> answers = new HashSet<>();
    for (String token :
        new String[] {
          "",
          "Bearer garbage",
          FakeIssuer.unsigned(claims),
          rig.issuer.confused(claims),
          FakeIssuer.bearer(FakeIssuer.header("RS256", "key-1"), claims, stranger),
          rig.issuer.bearer("another", SERVICE),
          rig.issuer.bearer(APP, "https://evil.example/")
        }) {
      HttpResponse<String> response = rig.send(token, said);
      answers.add(response.statusCode() + response.body());
    }
    assertThat(answers).containsExactly("401{\"error\":\"Unauthorized\"}");
    assertThat(rig.messages).isEmpty();
  }

  @Test
  void whatLeavesItsOriginOutIsRefused() {
    for (String field : new String[] {"serviceUrl", "channelId"}) {
      var said = Samples.personal("Hello");
      said.remove(field);
      assertThat(rig.send(right(), said.toString()).statusCode()).as(field).isEqualTo(401);
    }
  }

  @Test
  void anotherOrganisationIsRefused() {
    var said = Samples.personal("Hello");
    said.withObject("/channelData/tenant").put("id", "evil");
    assertThat(rig.send(said).statusCode()).isEqualTo(401);
  }

  @Test
  void onlyPostIsServed() {
    assertThat(rig.send(rig.request().GET()).statusCode()).isEqualTo(405);
    assertThat(rig.send(rig.request().PUT(BodyPublishers.ofString("{}"))).statusCode())
        .isEqualTo(405);
  }

  @Test
  void whatIsTooLongIsNotTaken() {
    var said = Samples.personal("x".repeat(300_000));
    assertThat(rig.send(said).statusCode()).isEqualTo(413);
    // Without a declared length.
    byte[] bytes = said.toString().getBytes(UTF_8);
    var endless = BodyPublishers.ofInputStream(() -> new java.io.ByteArrayInputStream(bytes));
    assertThat(rig.send(rig.request().header("Authorization", right()).POST(endless)).statusCode())
        .isEqualTo(413);
    assertThat(rig.send(Samples.personal("x".repeat(100_000))).statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "nonsense", "\u0000", "{\"type\":\"message\"} and more"})
  void whatIsNoJsonIsRefused(String body) {
    assertThat(rig.send(right(), body).statusCode()).isIn(400, 401);
  }

  @Test
  void bytesThatAreNoTextAreRefused() {
    // They look like UTF-32, and no such character is there.
    byte[] bytes = {0, 0, 0, '{', -1, -1, -1, -1};
    var request = rig.request().POST(BodyPublishers.ofByteArray(bytes));
    assertThat(rig.send(request).statusCode()).isEqualTo(400);
  }

  @Test
  void jsonTooDeepToReadIsRefused() {
    assertThat(rig.send(right(), "[".repeat(100_000)).statusCode()).isEqualTo(400);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{%s}",
        "{%s,\"type\":17}",
        "{%s,\"type\":\"message\"}",
        "{%s,\"type\":\"message\",\"id\":{},\"from\":[],\"conversation\":7,\"entities\":\"x\"}",
        "{%s,\"type\":\"message\",\"id\":\"1\",\"from\":{\"id\":\"29:a\"},"
            + "\"conversation\":{\"id\":\"a:1\"},\"entities\":[null,3,{\"type\":\"mention\"}],"
            + "\"text\":{\"a\":1},\"attachments\":{\"x\":1},\"timestamp\":5,\"locale\":[]}",
        "{%s,\"type\":\"conversationUpdate\",\"membersAdded\":{\"id\":3}}",
        "{%s,\"type\":\"messageDelete\",\"conversation\":{\"id\":\"a:1\"}}",
        "{%s,\"type\":\"aTypeOfTheFuture\",\"value\":[[[]]]}"
      })
  void jsonOfAnyShapeIsAcknowledged(String shape) {
    String origin =
        "\"channelId\":\"msteams\",\"serviceUrl\":\"%s\",\"channelData\":{\"tenant\":{\"id\":\"%s\"}}"
            .formatted(SERVICE, Samples.TENANT);
    assertThat(rig.send(right(), shape.formatted(origin)).statusCode()).isEqualTo(200);
    assertThat(rig.send(Samples.personal("And now?")).statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"[]", "null", "3", "\"text\"", "[{\"type\":\"message\"}]"})
  void jsonThatIsNoActivityIsRefused(String json) {
    assertThat(rig.send(right(), json).statusCode()).isEqualTo(401);
  }

  @Test
  void whatCannotBeRecordedIsDeliveredAgain() {
    Inbox broken =
        new Inbox() {
          @Override
          public boolean accept(Message message) {
            throw new java.io.UncheckedIOException(new java.io.IOException("no disk"));
          }

          @Override
          public void join(Message message) {}
        };
    try (var other = new Rig(Rig.OPEN, broken)) {
      assertThat(other.send(Samples.personal("Hello")).statusCode()).isEqualTo(503);
    }
  }

  @Test
  void whileTheKeysCannotBeLoadedItIsDeliveredAgain() {
    try (var other = new Rig(Rig.OPEN, null, 500)) {
      assertThat(other.send(Samples.personal("Hello")).statusCode()).isEqualTo(503);
    }
  }
}
