package dev.plotline.local.slack;

import static dev.plotline.local.slack.Workplace.ANN;
import static dev.plotline.local.slack.Workplace.LOUNGE;
import static dev.plotline.local.slack.Workplace.SALES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.slack.api.Slack;
import com.slack.api.SlackConfig;
import com.slack.api.methods.MethodsClient;
import com.slack.api.methods.SlackApiException;
import com.slack.api.methods.SlackApiTextResponse;
import dev.plotline.local.slack.api.Fault;
import dev.plotline.local.slack.world.Post;
import dev.plotline.local.slack.world.World;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The Web API as Slack's Java client meets it.
class WebApiIT {
  @TempDir private Path folder;
  private LocalSlack slack;
  private Slack client;
  private MethodsClient bot;

  @BeforeEach
  void start() {
    slack = LocalSlack.start(Options.in(folder).withoutRates());
    client = client(slack);
    bot = client.methods(slack.app().botToken());
  }

  @AfterEach
  void stop() throws Exception {
    client.close();
    slack.close();
  }

  static Slack client(LocalSlack slack) {
    var config = new SlackConfig();
    config.setMethodsEndpointUrlPrefix(slack.apiUrl().toString());
    config.setStatsEnabled(false);
    return Slack.getInstance(config);
  }

  @Test
  void tellsTheBotWhoItIs() throws Exception {
    var answer = bot.authTest(r -> r);

    assertThat(answer.isOk()).isTrue();
    assertThat(answer.getUserId()).isEqualTo(World.BOT);
    assertThat(answer.getBotId()).isEqualTo(World.BOT_ID);
    assertThat(answer.getHttpResponseHeaders().toString()).contains("chat:write");
  }

  @Test
  void refusesStrangersByName() throws Exception {
    assertThat(client.methods("xoxb-wrong").authTest(r -> r).getError()).isEqualTo("invalid_auth");
    assertThat(client.methods("").authTest(r -> r).getError()).isEqualTo("not_authed");
    assertThat(client.methods(slack.app().appToken()).authTest(r -> r).getError())
        .isEqualTo("not_allowed_token_type");
  }

  @Test
  void saysWhichScopeIsLacking() throws Exception {
    try (var poor =
        LocalSlack.start(
            Options.in(folder).withApp(slack.app().withScopes(Set.of("files:read"))))) {
      Slack other = client(poor);
      try {
        var answer =
            other
                .methods(poor.app().botToken())
                .chatPostMessage(r -> r.channel(SALES).text("hello"));

        assertThat(answer.getError()).isEqualTo("missing_scope");
        assertThat(answer.getNeeded()).isEqualTo("chat:write");
        assertThat(answer.getProvided()).isEqualTo("files:read");
      } finally {
        other.close();
      }
    }
  }

  @Test
  void postsEditsAndDeletesInAThread() throws Exception {
    Post question = slack.people().say(ANN, SALES, "what drove Q3?");
    var posted =
        bot.chatPostMessage(
            r -> r.channel(SALES).threadTs(question.ts()).text("One & two < three"));
    var updated = bot.chatUpdate(r -> r.channel(SALES).ts(posted.getTs()).text("Better words"));

    assertThat(posted.getMessage().getText()).isEqualTo("One &amp; two &lt; three");
    assertThat(updated.getMessage().getEdited()).isNotNull();
    var replies = bot.conversationsReplies(r -> r.channel(SALES).ts(question.ts()));
    assertThat(replies.getMessages()).hasSize(2);
    assertThat(replies.getMessages().get(1).getText()).isEqualTo("Better words");
    assertThat(bot.chatDelete(r -> r.channel(SALES).ts(posted.getTs())).isOk()).isTrue();
    assertThat(slack.world().thread(SALES, question.ts())).hasSize(1);
  }

  @Test
  void keepsTheBotToItsOwnMessages() throws Exception {
    Post question = slack.people().say(ANN, SALES, "mine");

    assertThat(bot.chatUpdate(r -> r.channel(SALES).ts(question.ts()).text("x")).getError())
        .isEqualTo("cant_update_message");
    assertThat(bot.chatDelete(r -> r.channel(SALES).ts(question.ts())).getError())
        .isEqualTo("cant_delete_message");
  }

  @ParameterizedTest
  @CsvSource({
    "C0NOWHERE00, channel_not_found",
    "C0LOUNGE001, not_in_channel",
    "C0OLDSTUFF1, is_archived"
  })
  void postsOnlyWhereTheBotIs(String channel, String error) throws Exception {
    var old = slack.world().channel(SALES);
    assertThat(old).isNotNull();
    slack
        .world()
        .add(
            dev.plotline.local.slack.world.Channel.of(
                    "C0OLDSTUFF1", "old", old.kind(), "", ANN, World.BOT)
                .withArchived());

    assertThat(bot.chatPostMessage(r -> r.channel(channel).text("hi")).getError()).isEqualTo(error);
  }

  @Test
  void refusesThreadsThatAreNone() throws Exception {
    Post question = slack.people().say(ANN, SALES, "a");
    Post reply = slack.people().reply(ANN, question, "b");

    assertThat(post(r -> r.threadTs("yesterday"))).isEqualTo("invalid_thread_ts");
    assertThat(post(r -> r.threadTs("1000000000.000001"))).isEqualTo("thread_not_found");
    assertThat(post(r -> r.threadTs(reply.ts()))).isEqualTo("cannot_reply_to_message");
    assertThat(bot.chatPostMessage(r -> r.channel(SALES)).getError()).isEqualTo("no_text");
  }

  private String post(
      java.util.function.UnaryOperator<
              com.slack.api.methods.request.chat.ChatPostMessageRequest
                  .ChatPostMessageRequestBuilder>
          more)
      throws Exception {
    return bot.chatPostMessage(r -> more.apply(r.channel(SALES).text("hi"))).getError();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[{\"type\":\"hologram\"}]",
        "[{\"type\":\"section\",\"text\":{\"type\":\"mrkdwn\",\"text\":\"\"}}]",
        "[{\"type\":\"section\",\"text\":{\"type\":\"mrkdwn\",\"text\":\"x\"},\"colour\":\"red\"}]",
        "[{\"type\":\"header\",\"text\":{\"type\":\"mrkdwn\",\"text\":\"x\"}}]",
        "[{\"type\":\"actions\",\"elements\":[]}]",
        "[{\"type\":\"context\",\"elements\":[{\"type\":\"button\"}]}]",
        "[{\"type\":\"input\",\"label\":{\"type\":\"plain_text\",\"text\":\"x\"}}]",
        "[{\"type\":\"table\",\"rows\":[[{\"type\":\"raw_text\",\"text\":\"\"}]]}]",
        "[{\"type\":\"image\",\"alt_text\":\"x\"}]",
        "[{\"type\":\"rich_text\",\"elements\":[{\"type\":\"rich_text_section\",\"elements\":[]}]}]",
        "[{\"type\":\"divider\",\"block_id\":\"a\"},{\"type\":\"divider\",\"block_id\":\"a\"}]",
      })
  void refusesBlocksThatSlackRefuses(String blocks) throws Exception {
    var answer = bot.chatPostMessage(r -> r.channel(SALES).text("fallback").blocksAsString(blocks));

    assertThat(answer.getError()).isEqualTo("invalid_blocks");
    assertThat(answer.getErrors())
        .isNotEmpty()
        .allSatisfy(e -> assertThat(e).contains("json-pointer"));
  }

  @Test
  void countsCharactersBlocksAndCells() throws Exception {
    String divider = "{\"type\":\"divider\"}";
    assertThat(blocks(list(50, divider))).isNull();
    assertThat(blocks(list(51, divider))).isEqualTo("invalid_blocks");
    assertThat(blocks(markdown(12_000))).isNull();
    assertThat(blocks(markdown(12_001))).isEqualTo("invalid_blocks");
    assertThat(blocks(markdown(7_000, 7_000))).isEqualTo("msg_blocks_too_long");
    assertThat(blocks(table(100, 20, "ab"))).isNull();
    assertThat(blocks(table(101, 2, "ab"))).isEqualTo("invalid_blocks");
    assertThat(blocks(table(10, 21, "ab"))).isEqualTo("invalid_blocks");
    assertThat(blocks(table(50, 20, "eleven char"))).isEqualTo("invalid_blocks");
    assertThat(
            bot.chatPostMessage(r -> r.channel(SALES).markdownText("x".repeat(12_001))).getError())
        .isEqualTo("msg_too_long");
    assertThat(bot.chatPostMessage(r -> r.channel(SALES).text("a").markdownText("b")).getError())
        .isEqualTo("markdown_text_conflict");
    assertThat(
            bot.chatPostMessage(r -> r.channel(SALES).text("x".repeat(41_000)))
                .getMessage()
                .getText())
        .hasSize(40_000);
  }

  private String blocks(String blocks) throws Exception {
    return bot.chatPostMessage(r -> r.channel(SALES).text("fallback").blocksAsString(blocks))
        .getError();
  }

  private static String list(int count, String one) {
    return "[" + String.join(",", java.util.Collections.nCopies(count, one)) + "]";
  }

  private static String markdown(int... lengths) {
    return java.util.Arrays.stream(lengths)
        .mapToObj(n -> "{\"type\":\"markdown\",\"text\":\"" + "x".repeat(n) + "\"}")
        .collect(java.util.stream.Collectors.joining(",", "[", "]"));
  }

  private static String table(int rows, int columns, String text) {
    String cell = "{\"type\":\"raw_text\",\"text\":\"" + text + "\"}";
    return "[{\"type\":\"table\",\"rows\":" + list(rows, list(columns, cell)) + "}]";
  }

  @Test
  void takesAFileInThreeStepsAndSharesItInTheThread() throws Exception {
    Post question = slack.people().say(ANN, SALES, "chart?");
    byte[] bytes = "not really a picture".getBytes(StandardCharsets.UTF_8);

    var uploaded =
        bot.filesUploadV2(r ->
            r.channel(SALES)
                .threadTs(question.ts())
                .filename("chart.png")
                .title("Sales")
                .altTxt("Bars")
                .fileData(bytes)
                .initialComment("Here"));

    assertThat(uploaded.isOk()).isTrue();
    String id = uploaded.getFile().getId();
    slack.deliveries();
    var info = bot.filesInfo(r -> r.file(id)).getFile();
    assertThat(info.getAltTxt()).isEqualTo("Bars");
    assertThat(info.getTitle()).isEqualTo("Sales");
    assertThat(fetch(info.getUrlPrivateDownload(), slack.app().botToken())).isEqualTo(bytes);
    assertThat(
            new String(fetch(info.getUrlPrivateDownload(), "xoxb-wrong"), StandardCharsets.UTF_8))
        .startsWith("<!DOCTYPE html>");
  }

  private static byte[] fetch(String url, String token) throws Exception {
    try (var http = java.net.http.HttpClient.newHttpClient()) {
      var request =
          java.net.http.HttpRequest.newBuilder(java.net.URI.create(url))
              .header("Authorization", "Bearer " + token)
              .build();
      return http.send(request, java.net.http.HttpResponse.BodyHandlers.ofByteArray()).body();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"auth.test", "chat.postMessage", "chat.update", "users.info", "files.info"})
  void failsAsPlannedOnEveryMethod(String method) throws Exception {
    slack.fail(method, Fault.tooMany(), Fault.trouble(), new Fault.Named("internal_error"));

    assertThatThrownBy(() -> call(method))
        .isInstanceOfSatisfying(
            SlackApiException.class,
            e -> {
              assertThat(e.getResponse().code()).isEqualTo(429);
              assertThat(e.getResponse().header("Retry-After")).isEqualTo("1");
            });
    assertThatThrownBy(() -> call(method))
        .isInstanceOfSatisfying(
            SlackApiException.class, e -> assertThat(e.getResponse().code()).isEqualTo(500));
    assertThat(call(method).getError()).isEqualTo("internal_error");
    assertThat(slack.journal().calls(method))
        .extracting(dev.plotline.local.slack.api.Journal.Call::status)
        .containsExactly(429, 500, 200);
  }

  private SlackApiTextResponse call(String method) throws Exception {
    return bot.postFormWithTokenAndParseResponse(
        form -> form.add("channel", SALES).add("text", "x"),
        method,
        slack.app().botToken(),
        com.slack.api.methods.response.api.ApiTestResponse.class);
  }

  @Test
  void doesItAndLosesTheAnswer() {
    slack.fail("chat.postMessage", Fault.lost(), new Fault.Half());

    assertThatThrownBy(() -> bot.chatPostMessage(r -> r.channel(SALES).text("1")))
        .isInstanceOf(SlackApiException.class);
    assertThatThrownBy(() -> bot.chatPostMessage(r -> r.channel(SALES).text("2")))
        .isInstanceOf(java.io.IOException.class);
    assertThat(slack.world().posts(SALES)).extracting(Post::text).containsExactly("1", "2");
  }

  @Test
  void countsCallsByChannel() throws Exception {
    var still = Clock.fixed(Instant.now(), ZoneOffset.UTC);
    try (var strict = LocalSlack.start(Options.in(folder).withClock(still))) {
      Slack other = client(strict);
      MethodsClient counted = other.methods(strict.app().botToken());
      for (int i = 0; i < 10; i++) {
        counted.chatPostMessage(r -> r.channel(SALES).text("again"));
      }
      assertThatThrownBy(
              () -> {
                for (int i = 0; i < 10; i++) {
                  counted.chatPostMessage(r -> r.channel(SALES).text("again"));
                }
              })
          .isInstanceOf(SlackApiException.class)
          .hasMessageContaining("429");
      assertThat(counted.chatPostMessage(r -> r.channel(Workplace.GENERAL).text("x")).isOk())
          .isTrue();
      other.close();
    }
  }

  @Test
  void showsPeopleAndChannels() throws Exception {
    var ann = bot.usersInfo(r -> r.user(ANN).includeLocale(true)).getUser();
    assertThat(ann.getRealName()).isEqualTo("Ann Morgan");
    assertThat(ann.getLocale()).isEqualTo("en-US");
    assertThat(bot.usersInfo(r -> r.user("U0NOBODY000")).getError()).isEqualTo("user_not_found");
    assertThat(bot.conversationsInfo(r -> r.channel(LOUNGE)).getChannel().isMember()).isFalse();
    assertThat(bot.conversationsMembers(r -> r.channel(SALES)).getMembers()).contains(ANN);
    assertThat(bot.conversationsOpen(r -> r.users(List.of(ANN))).getChannel().getId())
        .startsWith("D");
    assertThat(bot.conversationsHistory(r -> r.channel(LOUNGE)).getError())
        .isEqualTo("not_in_channel");
  }

  @Test
  void reactsOnce() throws Exception {
    Post post = slack.people().say(ANN, SALES, "hi");

    assertThat(bot.reactionsAdd(r -> r.channel(SALES).timestamp(post.ts()).name("eyes")).isOk())
        .isTrue();
    assertThat(bot.reactionsAdd(r -> r.channel(SALES).timestamp(post.ts()).name("eyes")).getError())
        .isEqualTo("already_reacted");
    assertThat(bot.reactionsRemove(r -> r.channel(SALES).timestamp(post.ts()).name("eyes")).isOk())
        .isTrue();
  }

  @Test
  void showsWhatTheBotIsDoingUntilItPosts() throws Exception {
    Post post = slack.people().say(ANN, SALES, "hi");
    assertThat(
            bot.assistantThreadsSetStatus(
                    r -> r.channelId(SALES).threadTs(post.ts()).status("Running Python"))
                .isOk())
        .isTrue();
    assertThat(slack.doings()).hasSize(1);

    bot.chatPostMessage(r -> r.channel(SALES).threadTs(post.ts()).text("done"));

    assertThat(slack.doings()).isEmpty();
  }

  @Test
  void whispersToOnePerson() throws Exception {
    assertThat(bot.chatPostEphemeral(r -> r.channel(SALES).user(ANN).text("psst")).isOk()).isTrue();
    assertThat(slack.world().posts(SALES)).isEmpty();
    assertThat(slack.world().seenBy(ANN)).extracting(Post::text).containsExactly("psst");
    assertThat(slack.world().seenBy(Workplace.BEN)).isEmpty();
  }
}
