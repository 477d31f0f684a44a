package dev.plotline.slack;

import static dev.plotline.slack.Rig.ANN;
import static dev.plotline.slack.Rig.MENTION;
import static dev.plotline.slack.Rig.SALES;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plotline.chat.Link;
import dev.plotline.chat.Reply;
import dev.plotline.chat.Reply.Ending;
import dev.plotline.local.slack.api.Fault;
import dev.plotline.local.slack.world.Post;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Answers on their way out, against a Slack that is as strict as the real one.
class AnswerIT {
  private static final String EVIL =
      "<!channel> <!here> <@U0BENTANAKA> <https://evil.example|https://bank.example>"
          + " [bank](https://evil.example/a?d=1) https://evil.example/raw";

  @TempDir private Path folder;
  private Rig rig;

  @BeforeEach
  void start() {
    rig = new Rig(folder);
  }

  @AfterEach
  void stop() {
    rig.close();
  }

  static Reply.File file(String name, String content) {
    byte[] bytes = content.getBytes(UTF_8);
    var link =
        new Link(
            URI.create("https://files.example/" + bytes.length + "?sig=a%2Bb"),
            Instant.now().plus(Duration.ofHours(1)));
    return new Reply.File(
        name, name, "image/png", bytes.length, link, () -> new ByteArrayInputStream(bytes));
  }

  static Reply rich(String text, String name) {
    return new Reply(
        Ending.ANSWERED,
        text,
        List.of("The session was restarted."),
        List.of(new Reply.Figure(file(name, "PNG"), "Sales", "Bars: " + name, List.of())),
        List.of(file("out.csv", "a,b")),
        List.of(
            new Reply.Reading(name, "Q3", 1204, 9, List.of()),
            new Reply.Reading("locked.xlsx", null, -1, -1, List.of("It has a password."))),
        List.of(new Reply.Execution("python", "print(1)", "1", "", 0, Duration.ZERO)),
        "a-model",
        null);
  }

  private Post ask() {
    return rig.slack.people().say(ANN, SALES, MENTION + "go");
  }

  /// All that is read in the blocks of posts.
  private static String read(List<Post> posts) {
    var read = new StringBuilder();
    posts.forEach(post -> read(post.blocks(), read));
    return read.toString();
  }

  private static void read(JsonNode node, StringBuilder read) {
    for (var field : node.properties()) {
      if (field.getKey().equals("text") && field.getValue().isTextual()) {
        read.append(field.getValue().asText());
      }
      read(field.getValue(), read);
    }
    if (node.isArray()) {
      node.forEach(inner -> read(inner, read));
    }
  }

  @Test
  void anAnswerHasChartsFilesLinksSourcesAndButtons() {
    rig.answer = _ -> rich("## Result\n\nSales **rose** by 12 %.", "chart.png");
    Post question = ask();

    List<Post> posts = rig.answers(question, 2);
    String text = read(posts);
    assertThat(text)
        .contains("Result")
        .contains("rose")
        .contains("The session was restarted.")
        .contains("locked.xlsx: It has a password.")
        .contains("Figure 1 · chart.png · expires in 1 h ·")
        .contains("Read chart.png: sheet Q3, 1,204 rows × 9 columns");
    assertThat(posts.getFirst().blocks().findValuesAsText("url"))
        .contains("https://files.example/3?sig=a%2Bb");
    assertThat(posts.getFirst().blocks().findValuesAsText("action_id"))
        .contains(Actions.CODE, Actions.LINKS, Actions.FEEDBACK);
    assertThat(posts.getLast().files()).hasSize(2);
    assertThat(rig.slack.journal().calls("files.getUploadURLExternal"))
        .extracting(call -> call.text("alt_txt"))
        .contains("Bars: chart.png");
  }

  @Test
  void nothingThatOthersWroteIsLive() {
    rig.answer = _ -> rich(EVIL + "\n\n| " + EVIL + " | b |\n|---|---|\n| 1 | 2 |", EVIL + ".png");
    rig.answers(ask(), 2);

    for (var call : rig.slack.journal().calls()) {
      String sent = call.text("text") + call.text("status") + call.text("initial_comment");
      assertThat(sent).doesNotContain("<!", "<@", "<http");
      String shown = call.text("alt_txt") + call.text("filename") + call.text("title");
      assertThat(shown).doesNotContain("<!", "<@", "<http");
      if (call.method().equals("chat.postMessage")) {
        assertThat(call.text("unfurl_links")).isEqualTo("false");
        assertThat(call.text("unfurl_media")).isEqualTo("false");
        assertThat(call.text("parse") + call.text("link_names")).isEmpty();
      }
      JsonNode blocks = call.arguments().json("blocks");
      blocks.findParents("type").stream()
          .filter(n -> n.path("type").asText().equals("link"))
          .forEach(n -> assertThat(n.path("url").asText()).startsWith("https://files.example/"));
      blocks.findParents("type").stream()
          .filter(n -> n.path("type").asText().equals("mrkdwn"))
          .forEach(n -> assertThat(n.path("text").asText()).doesNotContain("<"));
      StreamSupport.stream(blocks.spliterator(), false)
          .flatMap(block -> block.findParents("text").stream())
          .filter(n -> n.path("type").asText().equals("text"))
          .filter(n -> n.path("text").asText().contains("evil.example"))
          .forEach(n -> assertThat(n.at("/style/code").asBoolean()).isTrue());
    }
  }

  @Test
  void aLongAnswerIsSplitAndNotCut() {
    String line =
        IntStream.range(0, 40).mapToObj(i -> "👩‍👩‍👧‍👦é" + i).collect(Collectors.joining());
    String text = (line + " ").repeat(60);
    assertThat(text.length()).isGreaterThan(30_000);
    rig.answer =
        _ -> Rig.reply(text.strip() + "\n\n```\n" + "x = 1  # 👍🏽\n".repeat(1_200) + "```");
    List<Post> posts = rig.answers(ask(), 5);

    String read = read(posts.stream().sorted((a, b) -> a.ts().compareTo(b.ts())).toList());
    assertThat(read.replace(" ", "")).contains(text.strip().replace(" ", ""));
    assertThat(read.split("x = 1  # 👍🏽", -1)).hasSize(1_201);
    assertThat(read).doesNotContain("\uFFFD");
  }

  @Test
  void aLongTableHasAFileBesideIt() {
    String rows =
        IntStream.range(0, 250)
            .mapToObj(i -> "| r" + i + " | " + i + " |\n")
            .collect(Collectors.joining());
    rig.answer = _ -> Rig.reply("| name | n |\n|---|---:|\n" + rows);
    List<Post> posts = rig.answers(ask(), 2);

    JsonNode table = posts.getFirst().blocks().path(0);
    assertThat(table.path("type").asText()).isEqualTo("table");
    assertThat(table.path("rows").size()).isEqualTo(100);
    assertThat(read(posts)).contains("99 of 250 rows are shown");
    assertThat(rig.done(1, "files.getUploadURLExternal").getFirst().text("filename"))
        .isEqualTo("table 1.csv");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "chat.postMessage",
        "files.getUploadURLExternal",
        "files.completeUploadExternal",
        "file.upload",
        "users.info",
        "agents.sessions.setStatus",
        "assistant.threads.setStatus"
      })
  void limitsAndTroubleOfSlackLoseNothingAndRepeatNothing(String method) {
    rig.answer = _ -> rich("The answer.", "chart.png");
    rig.slack.fail(method, Fault.tooMany(), Fault.trouble(), Fault.trouble());
    List<Post> posts = rig.answers(ask(), 2);

    assertThat(read(posts).split("The answer\\.", -1)).hasSize(2);
    assertThat(posts).filteredOn(post -> !post.files().isEmpty()).hasSize(1);
    assertThat(posts).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"chat.postMessage", "files.completeUploadExternal"})
  void whatWasDoneAlthoughItFailedIsNotDoneTwice(String method) {
    rig.answer = _ -> rich("The answer.", "chart.png");
    rig.slack.fail(method, Fault.lost());
    Post question = ask();
    rig.answers(question, 2);
    rig.answers(ask(), 2);

    List<Post> posts = rig.answers(question, 2);
    assertThat(posts).hasSize(2);
    assertThat(read(posts).split("The answer\\.", -1)).hasSize(2);
  }

  @Test
  void anAttemptAfterACrashCompletesWhatIsThereAndRepeatsNothing() {
    rig.answer = _ -> rich("The answer.", "chart.png");
    Post question = ask();
    rig.answers(question, 2);
    var message = rig.next();
    rig.trails.marks.removeIf(mark -> mark.contains(" files "));
    rig.bot.chat().post(message, rich("The answer.", "chart.png"));
    assertThat(read(rig.answers(question, 3)).split("The answer\\.", -1)).hasSize(2);

    rig.bot.chat().post(message, rich("The answer.", "chart.png"));
    assertThat(rig.answers(question, 3)).hasSize(3);
  }

  @Test
  void retryAfterIsHonoured() {
    rig.slack.fail("chat.postMessage", new Fault.TooMany(Duration.ofSeconds(37)));
    rig.answers(ask(), 1);

    assertThat(rig.pauses).contains(Duration.ofSeconds(37));
  }

  @Test
  void textAndLinksComeWhenUploadsNeverWork() {
    rig.answer = _ -> rich("The answer.", "chart.png");
    for (int i = 0; i < 12; i++) {
      rig.slack.fail("file.upload", Fault.trouble());
    }
    List<Post> posts = rig.answers(ask(), 2);

    assertThat(read(posts)).contains("The answer.").contains("Figure 1 · chart.png");
    assertThat(posts.getLast().text()).contains("Slack did not take chart.png, out.csv");
  }

  @Test
  void anAnswerWhoseBlocksAreRefusedIsPostedAsText() {
    rig.slack.fail("chat.postMessage", new Fault.Named("invalid_blocks"));
    rig.answer = _ -> Rig.reply("Plain & simple: <!channel>");
    Post answer = rig.answers(ask(), 1).getFirst();

    assertThat(answer.text()).contains("Plain &amp; simple: &lt;!channel&gt;");
  }

  @Test
  void nothingOfALongAnswerIsLostWithItsBlocks() {
    rig.slack.fail("chat.postMessage", new Fault.Named("invalid_blocks"));
    List<String> words = IntStream.range(0, 1_500).mapToObj(i -> "w" + i).toList();
    rig.answer = _ -> Rig.reply(String.join(" ", words));
    List<Post> answers = rig.answers(ask(), 3);

    assertThat(answers)
        .flatExtracting(post -> List.of(post.text().split("\\s+")))
        .containsAll(words);
  }

  @Test
  void anUploadWaitsAsLongAsSlackAsks() {
    rig.slack.fail("file.upload", new Fault.TooMany(Duration.ofSeconds(41)));
    rig.answer = _ -> rich("The answer.", "chart.png");
    List<Post> posts = rig.answers(ask(), 2);

    assertThat(rig.pauses).contains(Duration.ofSeconds(41));
    assertThat(posts.getLast().files()).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"not_in_channel", "channel_not_found"})
  void whoeverAsksWhereTheBotIsNotIsToldToInviteIt(String error) {
    rig.slack.fail("chat.postMessage", new Fault.Named(error));
    rig.slack.people().say(ANN, SALES, MENTION + "into the void");

    assertThat(rig.done(1, "chat.postMessage"))
        .singleElement()
        .satisfies(told -> {
          assertThat(told.text("channel")).isEqualTo(ANN);
          assertThat(told.text("text")).contains("<#" + SALES + ">", "invite me");
        });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "is_archived",
        "not_in_channel",
        "channel_not_found",
        "restricted_action",
        "invalid_thread_ts",
        "token_revoked"
      })
  void aThreadThatCannotBeAnsweredHoldsUpNoOther(String error) {
    rig.slack.fail("chat.postMessage", new Fault.Named(error));
    rig.slack.fail("agents.sessions.setStatus", new Fault.TooMany(Duration.ofSeconds(1)));
    rig.slack.people().say(ANN, SALES, MENTION + "into the void");
    rig.slack
        .journal()
        .await(
            1, call -> call.method().equals("chat.postMessage") && !call.isDone(), MethodsIT.LONG);
    Post after = ask();

    assertThat(rig.answers(after, 1)).hasSize(1);
  }
}
