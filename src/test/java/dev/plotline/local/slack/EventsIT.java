package dev.plotline.local.slack;

import static dev.plotline.local.slack.Workplace.ANN;
import static dev.plotline.local.slack.Workplace.BEN;
import static dev.plotline.local.slack.Workplace.LOUNGE;
import static dev.plotline.local.slack.Workplace.SALES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.slack.api.app_backend.SlackSignature;
import dev.plotline.local.slack.event.Deliveries.Delivery;
import dev.plotline.local.slack.event.Pairing;
import dev.plotline.local.slack.event.Pairing.Carries;
import dev.plotline.local.slack.world.Json;
import dev.plotline.local.slack.world.Member;
import dev.plotline.local.slack.world.Post;
import dev.plotline.local.slack.world.World;
import java.io.ByteArrayInputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the app is told, in which order, how it is signed, and when it is told again.
class EventsIT {
  private static final String MENTION = "<@" + World.BOT + "> what drove Q3?";

  @TempDir private Path folder;
  private TestApp app;
  private LocalSlack slack;

  @BeforeEach
  void start() {
    app = new TestApp();
    var retries = List.of(Duration.ZERO, Duration.ofMillis(20), Duration.ofMillis(50));
    slack =
        LocalSlack.start(
                Options.in(folder)
                    // No trigger is too old, however slow the machine.
                    .withClock(Clock.fixed(Instant.now(), ZoneOffset.UTC))
                    .withDelivery(Duration.ofSeconds(30), retries))
            .tell(app.url());
  }

  @AfterEach
  void stop() {
    slack.close();
    app.close();
  }

  @Test
  void takesNoAddressThatDoesNotAnswerItsChallenge() {
    assertThatThrownBy(() -> slack.tell(slack.apiUrl().resolve("/elsewhere")))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("did not answer the challenge");
    slack.people().say(ANN, SALES, "words");

    assertThat(event(app.next()).path("text").asText()).isEqualTo("words");
  }

  @Test
  void signsAsSlackDoes() {
    slack.people().say(ANN, SALES, MENTION);

    TestApp.Request request = app.next();
    var generator = new SlackSignature.Generator(slack.app().signingSecret());
    String seconds = request.headers().get("X-Slack-Request-Timestamp");
    assertThat(request.headers())
        .containsEntry("X-Slack-Signature", generator.generate(seconds, request.body()))
        .containsEntry("Content-Type", "application/json")
        .doesNotContainKey("X-Slack-Retry-Num");
  }

  @Test
  void tellsAMentionTwiceInTheOrderThatWasChosen() throws Exception {
    String file = upload("sales.csv");
    slack.people().say(ANN, SALES, MENTION, file);
    JsonNode first = event(app.next());
    JsonNode second = event(app.next());
    assertThat(first.path("type").asText()).isEqualTo("app_mention");
    assertThat(first.path("files").path(0).path("name").asText()).isEqualTo("sales.csv");
    assertThat(second.path("type").asText()).isEqualTo("message");
    assertThat(second.path("subtype").asText()).isEqualTo("file_share");
    assertThat(second.path("ts")).isEqualTo(first.path("ts"));

    slack.events().pair(Pairing.messageFirst(Carries.MESSAGE));
    slack.people().say(ANN, SALES, MENTION, upload("more.csv"));
    JsonNode third = event(app.next());
    JsonNode fourth = event(app.next());
    assertThat(third.path("type").asText()).isEqualTo("message");
    assertThat(third.path("files")).hasSize(1);
    assertThat(fourth.path("type").asText()).isEqualTo("app_mention");
    assertThat(fourth.has("files")).isFalse();
  }

  @Test
  void tellsNothingOfChannelsWithoutTheBot() {
    slack.people().say(ANN, LOUNGE, MENTION);
    slack.people().say(ANN, SALES, "words");

    assertThat(event(app.next()).path("channel").asText()).isEqualTo(SALES);
    assertThat(app.others()).isEmpty();
  }

  @Test
  void tellsADirectMessageOnce() {
    String direct = slack.world().direct(ANN).id();
    slack.people().say(ANN, direct, MENTION);
    JsonNode event = event(app.next());
    slack.people().say(ANN, SALES, "after");

    assertThat(event.path("type").asText()).isEqualTo("message");
    assertThat(event.path("channel_type").asText()).isEqualTo("im");
    assertThat(event(app.next()).path("channel").asText()).isEqualTo(SALES);
  }

  @Test
  void deliversAgainUntilItIsTaken() {
    app.answer(500, "").answer(404, "").answer(503, "").answer(500, "");
    slack.people().say(ANN, SALES, "words");

    app.next();
    assertThat(app.next().headers())
        .containsEntry("X-Slack-Retry-Num", "1")
        .containsEntry("X-Slack-Retry-Reason", "http_error");
    assertThat(app.next().headers()).containsEntry("X-Slack-Retry-Num", "2");
    assertThat(app.next().headers()).containsEntry("X-Slack-Retry-Num", "3");
    List<Delivery> deliveries = slack.deliveries().await(4, _ -> true, Duration.ofMinutes(3));
    assertThat(deliveries).extracting(Delivery::id).containsOnly(deliveries.getFirst().id());
    assertThat(deliveries).extracting(Delivery::status).containsExactly(500, 404, 503, 500);
  }

  @Test
  void doesNotDeliverAgainWhenAskedNotTo() {
    app.answer(500, "", Map.of("X-Slack-No-Retry", "1"));
    slack.people().say(ANN, SALES, "one");
    app.next();
    slack.people().say(ANN, SALES, "two");

    assertThat(event(app.next()).path("text").asText()).isEqualTo("two");
    assertThat(app.others()).isEmpty();
  }

  @Test
  void repeatsAnEventThatWasTaken() {
    slack.people().say(ANN, SALES, "one");
    app.next();
    String id = slack.deliveries().await(1, _ -> true, Duration.ofMinutes(3)).getFirst().id();

    slack.events().repeat(id);

    assertThat(Json.parse(app.next().body()).path("event_id").asText()).isEqualTo(id);
  }

  @Test
  void tellsOfEditsDeletionsAndFilesTakenBack() throws Exception {
    Post post = slack.people().say(ANN, SALES, "words", upload("sales.csv"));
    app.next();
    slack.people().edit(ANN, SALES, post.ts(), MENTION);
    JsonNode edit = event(app.next());
    assertThat(edit.path("subtype").asText()).isEqualTo("message_changed");
    assertThat(edit.path("previous_message").path("text").asText()).isEqualTo("words");
    assertThat(event(app.next()).path("type").asText()).isEqualTo("app_mention");

    slack.people().delete(ANN, SALES, post.ts());
    List<String> kinds = List.of(kind(app.next()), kind(app.next()));
    assertThat(kinds).containsExactlyInAnyOrder("message_deleted", "file_deleted");
  }

  @Test
  void marksGuestsAndStrangers() {
    slack.world().add(Member.of("U0STRANGER1", "kim", "Kim").as(Member.Standing.STRANGER));
    var shared = slack.world().channel(SALES);
    assertThat(shared).isNotNull();
    slack.world().add(shared.with("U0STRANGER1").withSharing());
    slack.people().say("U0STRANGER1", SALES, "hello");

    JsonNode body = Json.parse(app.next().body());
    assertThat(body.path("is_ext_shared_channel").asBoolean()).isTrue();
    assertThat(body.path("team_id").asText()).isEqualTo(World.OTHER_TEAM);
    assertThat(body.path("authorizations").path(0).path("team_id").asText()).isEqualTo(World.TEAM);
    assertThat(body.path("event").path("user_team").asText()).isEqualTo(World.OTHER_TEAM);
  }

  @Test
  void tellsOfAButtonAndShowsTheAnswerThere() throws Exception {
    String blocks =
        """
        [{"type":"actions","block_id":"b","elements":[{"type":"button","action_id":"code",
          "value":"42","text":{"type":"plain_text","text":"Show code"}}]}]\
        """;
    var client = WebApiIT.client(slack).methods(slack.app().botToken());
    Post question = slack.people().say(ANN, SALES, "q");
    app.next();
    String ts =
        client
            .chatPostMessage(
                r -> r.channel(SALES).threadTs(question.ts()).text("a").blocksAsString(blocks))
            .getTs();
    app.next();

    boolean taken = slack.interactions().press(BEN, SALES, ts, "b", "code", Json.object());

    assertThat(taken).isTrue();
    JsonNode payload = payload(app.next());
    assertThat(payload.path("type").asText()).isEqualTo("block_actions");
    assertThat(payload.path("user").path("id").asText()).isEqualTo(BEN);
    assertThat(payload.path("actions").path(0).path("value").asText()).isEqualTo("42");
    assertThat(payload.path("container").path("thread_ts").asText()).isEqualTo(question.ts());

    String url = payload.path("response_url").asText();
    for (int i = 0; i < 5; i++) {
      assertThat(WebApiIT.client(slack).send(url, whisper()).getCode()).isEqualTo(200);
    }
    assertThat(WebApiIT.client(slack).send(url, whisper()).getCode()).isEqualTo(404);
    assertThat(slack.world().seenBy(BEN)).extracting(Post::text).contains("Only for you");
  }

  private static com.slack.api.webhook.Payload whisper() {
    return com.slack.api.webhook.Payload.builder().text("Only for you").build();
  }

  @Test
  void opensAModalOnceWithinItsTime() throws Exception {
    slack.interactions().command(ANN, SALES, "/plotline", "help");
    String body = app.next().body();
    assertThat(body).contains("command=%2Fplotline").contains("text=help");
    String trigger = field(body, "trigger_id");
    var client = WebApiIT.client(slack).methods(slack.app().botToken());
    String view =
        """
        {"type":"modal","callback_id":"c","title":{"type":"plain_text","text":"Sure?"},
         "submit":{"type":"plain_text","text":"Yes"},
         "blocks":[{"type":"input","block_id":"i","label":{"type":"plain_text","text":"Why"},
           "element":{"type":"plain_text_input","action_id":"why"}}]}\
        """;
    var opened = client.viewsOpen(r -> r.triggerId(trigger).viewAsString(view));
    assertThat(opened.isOk()).isTrue();
    assertThat(client.viewsOpen(r -> r.triggerId(trigger).viewAsString(view)).getError())
        .isEqualTo("exchanged_trigger_id");

    app.answer(200, "{\"response_action\":\"errors\",\"errors\":{\"i\":\"Say more\"}}");
    JsonNode values = Json.parse("{\"i\":{\"why\":{\"value\":\"x\"}}}");
    JsonNode wrong = slack.interactions().submit(ANN, opened.getView().getId(), values);
    assertThat(wrong).isNotNull();
    assertThat(wrong.path("i").asText()).isEqualTo("Say more");
    assertThat(payload(app.next()).path("view").path("state").path("values")).isEqualTo(values);
    assertThat(slack.interactions().submit(ANN, opened.getView().getId(), values)).isEmpty();
  }

  @Test
  void tellsOfAShortcutAndOfStop() {
    Post post = slack.people().say(ANN, SALES, "look");
    app.next();
    slack.interactions().shortcut(BEN, SALES, post.ts(), "analyse_message");
    JsonNode payload = payload(app.next());
    assertThat(payload.path("callback_id").asText()).isEqualTo("analyse_message");
    assertThat(payload.path("message").path("text").asText()).isEqualTo("look");

    slack.events().stopped(BEN, SALES, post.ts());
    assertThat(event(app.next()).path("type").asText()).isEqualTo("agent_session_stopped");
  }

  private String upload(String name) throws Exception {
    byte[] bytes = "a,b\n1,2\n".getBytes(StandardCharsets.UTF_8);
    return slack.people().upload(ANN, name, new ByteArrayInputStream(bytes));
  }

  private static JsonNode event(TestApp.Request request) {
    return Json.parse(request.body()).path("event");
  }

  private static String kind(TestApp.Request request) {
    JsonNode event = event(request);
    return event.path("subtype").asText(event.path("type").asText());
  }

  private static JsonNode payload(TestApp.Request request) {
    return Json.parse(field(request.body(), "payload"));
  }

  private static String field(String form, String name) {
    for (String pair : form.split("&", -1)) {
      if (pair.startsWith(name + "=")) {
        return URLDecoder.decode(pair.substring(name.length() + 1), StandardCharsets.UTF_8);
      }
    }
    throw new AssertionError("no " + name);
  }
}
