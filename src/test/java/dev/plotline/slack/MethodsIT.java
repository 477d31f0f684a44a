package dev.plotline.slack;

import static dev.plotline.slack.Rig.ANN;
import static dev.plotline.slack.Rig.MENTION;
import static dev.plotline.slack.Rig.SALES;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.plotline.chat.Message;
import dev.plotline.chat.Reply;
import dev.plotline.local.slack.api.Fault;
import dev.plotline.local.slack.world.Post;
import dev.plotline.slack.api.Method;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Each method that is called, when Slack limits it and when Slack is broken: nothing is lost,
/// nothing comes twice.
class MethodsIT {
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

  static Stream<Arguments> methodsAndFaults() {
    return Arrays.stream(Method.values())
        .flatMap(method ->
            Stream.of(
                Arguments.of(method, 429, new Fault.TooMany(Duration.ofSeconds(7))),
                Arguments.of(method, 500, Fault.trouble())));
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("methodsAndFaults")
  void isCalledAgainOrDoneWithout(Method method, int status, Fault fault) throws Exception {
    // Progress is a message only where the native status is missing.
    if (method == Method.UPDATE || method == Method.DELETE) {
      rig.slack.fail(Method.SESSION.path(), new Fault.Named("unknown_method"));
    }
    rig.slack.fail(method.path(), fault);
    use(method).run();

    assertThat(rig.slack.journal().calls(method.path())).anyMatch(call -> call.status() == status);
    if (status == 429 && isRepeated(method)) {
      assertThat(rig.pauses).contains(Duration.ofSeconds(7));
    }
  }

  /// Of the others the next one replaces what is lost, or another way is taken.
  private static boolean isRepeated(Method method) {
    return switch (method) {
      case STATUS, SESSION, PROMPTS, UPDATE, OPEN_VIEW, WHO_AM_I -> false;
      case POST, WHISPER, DELETE, REPLIES, PERSON, FILE, DELETE_FILE, UPLOAD_URL, UPLOAD_DONE ->
          true;
    };
  }

  /// What has the bot call a method, and what must come of it: a new method has to be put here.
  private Work use(Method method) {
    return switch (method) {
      case POST, PERSON, UPLOAD_URL, UPLOAD_DONE -> this::answered;
      case STATUS, SESSION -> () -> answered(() -> awaitCall(method));
      case FILE -> this::fileRead;
      case WHISPER -> this::helped;
      case UPDATE, DELETE -> this::progressShownAndGone;
      case PROMPTS -> this::promptsOffered;
      case OPEN_VIEW -> this::codeShown;
      case REPLIES -> this::postedOnceAlthoughNobodyKnew;
      case DELETE_FILE -> this::takenBack;
      case WHO_AM_I -> this::lookedAt;
    };
  }

  /// Something that may fail.
  @FunctionalInterface
  private interface Work {
    void run() throws Exception;
  }

  private Post answered() {
    return answered(() -> {});
  }

  /// @param before what the turn does first: an answer ends the progress, shown or not yet
  private Post answered(Runnable before) {
    rig.answer =
        _ -> {
          before.run();
          return AnswerIT.rich("The answer.", "chart.png");
        };
    Post question = rig.slack.people().say(ANN, SALES, MENTION + "go");
    List<Post> posts = rig.answers(question, 2);
    rig.slack.people().say(ANN, SALES, MENTION + "after");
    rig.next();
    rig.next();

    assertThat(rig.answers(question, 2)).isEqualTo(posts).hasSize(2);
    assertThat(posts).filteredOn(post -> !post.files().isEmpty()).hasSize(1);
    return question;
  }

  /// Waits until a method was called, whatever came of it.
  private void awaitCall(Method method) {
    rig.slack.journal().await(1, call -> call.method().equals(method.path()), LONG);
  }

  private void lookedAt() throws Exception {
    assertThat(rig.bot.problem()).isEqualTo("Slack can't be reached.");
    assertThat(rig.bot.problem()).isEmpty();
  }

  private void fileRead() {
    Post question = rig.slack.people().say(ANN, SALES, MENTION + "sum", rig.file("a.csv", "x"));
    rig.answers(question, 1);
    assertThat(rig.files).containsEntry("a.csv", "x");
  }

  private void helped() {
    rig.slack.people().say(ANN, SALES, MENTION + "help");
    rig.done(1, "chat.postEphemeral");
  }

  private void progressShownAndGone() throws Exception {
    Message message = Rig.message(rig.slack.people().say(ANN, SALES, "numbers"));
    rig.bot.chat().progress(message, "one");
    rig.done(1, "chat.postMessage");
    rig.bot.chat().progress(message, "two");
    awaitCall(Method.UPDATE);
    rig.bot.chat().progress(message, "three");
    rig.done(1, "chat.update");
    rig.bot.chat().post(message, Rig.reply("Fine."));

    List<Post> thread = rig.slack.world().thread(SALES, message.id());
    assertThat(thread).filteredOn(Post::byBot).hasSize(1);
    assertThat(thread.getLast().text()).contains("Fine.");
  }

  private void promptsOffered() {
    rig.slack.events().opened(ANN);
    awaitCall(Method.PROMPTS);
    rig.slack.events().opened(ANN);
    rig.done(1, Method.PROMPTS.path());
  }

  /// A trigger dies in 3 s: what can't be a modal is a message to one person.
  private void codeShown() {
    rig.answer = _ -> AnswerIT.rich("The answer.", "chart.png");
    rig.threads.code =
        List.of(new Reply.Execution("python", "print(7)", "7", "", 0, Duration.ZERO));
    Post answer = rig.answers(rig.slack.people().say(ANN, SALES, MENTION + "go"), 1).getFirst();
    for (JsonNode block : answer.blocks()) {
      if (block.findValuesAsText("action_id").contains(Actions.CODE)) {
        String id = block.path("block_id").asText();
        var nothing = JsonNodeFactory.instance.objectNode();
        rig.slack.interactions().press(ANN, SALES, answer.ts(), id, Actions.CODE, nothing);
      }
    }
    var whisper = rig.done(1, "chat.postEphemeral").getFirst();
    assertThat(whisper.arguments().json("blocks").toString()).contains("print(7)");
  }

  private void postedOnceAlthoughNobodyKnew() {
    rig.slack.fail("chat.postMessage", Fault.lost());
    answered();
  }

  private void takenBack() throws Exception {
    Post question = answered();
    assertThat(rig.bot.chat().takeBack(Rig.message(question).thread()))
        .containsExactly("Taken back in Slack: 2 messages and 2 files.");
    assertThat(rig.slack.world().thread(SALES, question.ts())).noneMatch(Post::byBot);
  }

  static final Duration LONG = Duration.ofMinutes(3);
}
