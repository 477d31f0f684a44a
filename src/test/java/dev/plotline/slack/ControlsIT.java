package dev.plotline.slack;

import static dev.plotline.slack.Rig.ANN;
import static dev.plotline.slack.Rig.BEN;
import static dev.plotline.slack.Rig.MENTION;
import static dev.plotline.slack.Rig.SALES;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.plotline.chat.Reply;
import dev.plotline.chat.Threads;
import dev.plotline.local.slack.api.Journal.Call;
import dev.plotline.local.slack.world.Json;
import dev.plotline.local.slack.world.Post;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Words, buttons, the command and the shortcut.
class ControlsIT {
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

  private void press(String user, Post post, String action) {
    for (JsonNode block : post.blocks()) {
      if (block.findValuesAsText("action_id").contains(action)) {
        var chosen = JsonNodeFactory.instance.objectNode();
        if (action.equals(Actions.FEEDBACK)) {
          chosen.set("value", block.at("/elements/0/positive_button/value"));
        }
        String id = block.path("block_id").asText();
        assertThat(
                rig.slack.interactions().press(user, post.channel(), post.ts(), id, action, chosen))
            .isTrue();
        return;
      }
    }
    throw new AssertionError("no button " + action + " in " + post.blocks());
  }

  private Post answer() {
    rig.answer = _ -> AnswerIT.rich("The answer.", "chart.png");
    return rig.answers(rig.slack.people().say(ANN, SALES, MENTION + "go"), 1).getFirst();
  }

  private List<Call> whispers(int count) {
    return rig.done(count, "chat.postEphemeral");
  }

  @Test
  void wordsAreNoQuestions() {
    rig.slack.people().say(ANN, SALES, MENTION + "help");
    assertThat(whispers(1).getFirst().text("text")).contains("Mention me with a question");
    assertThat(rig.messages).isEmpty();
  }

  @Test
  void whoeverAsksWhileATurnRunsIsTold() {
    rig.threads.status = new Threads.Status(true, 1, 0, null);
    rig.slack.people().say(BEN, SALES, MENTION + "and mine?");

    Call whisper = whispers(1).getFirst();
    assertThat(whisper.text("user")).isEqualTo(BEN);
    assertThat(whisper.text("text")).contains("yours is next");
  }

  @Test
  void aFileThatIsDeletedWhileItsTurnRunsIsForgotten() {
    Post question = rig.slack.people().say(ANN, SALES, MENTION + "sum", rig.file("a.csv", "x"));
    rig.next();
    String file = question.files().getFirst();
    rig.slack.events().send(Json.object().put("type", "file_deleted").put("file_id", file), null);

    assertThat(Rig.next(rig.threads.done))
        .isEqualTo("forget " + SALES + "/" + question.ts() + " " + file);
  }

  @Test
  void codeIsShownInAModal() {
    Post answer = answer();
    rig.threads.code =
        List.of(new Reply.Execution("python", "print('<!here>')", "", "", 0, Duration.ZERO));
    press(ANN, answer, Actions.CODE);

    Call modal = rig.done(1, "views.open").getFirst();
    assertThat(modal.arguments().json("view").findValuesAsText("text"))
        .contains("print('<!here>')");
    assertThat(Rig.next(rig.threads.done))
        .isEqualTo("code " + SALES + "/" + answer.threadTs() + " " + answer.threadTs());
  }

  @Test
  void newLinksAreForWhoeverAsked() {
    Post answer = answer();
    rig.threads.files = List.of(AnswerIT.file("chart.png", "PNG"));
    press(BEN, answer, Actions.LINKS);

    Call whisper = whispers(1).getFirst();
    assertThat(whisper.text("user")).isEqualTo(BEN);
    assertThat(whisper.arguments().json("blocks").findValuesAsText("url"))
        .containsExactly("https://files.example/3?sig=a%2Bb");
  }

  @Test
  void theNotebookIsPostedInTheThreadForEverybody() {
    Reply.File file = AnswerIT.file("plotline.ipynb", "{}");
    rig.threads.notebook = new Threads.Notebook(file, List.of("With <@U1>'s results."));
    Post question = rig.slack.people().say(ANN, SALES, MENTION + "notebook");

    assertThat(rig.done(1, "files.completeUploadExternal").getFirst().text("thread_ts"))
        .isEqualTo(question.ts());
    assertThat(rig.answers(question, 1).getFirst().text())
        .startsWith("*The notebook of this thread.* With &lt;@U1&gt;'s results.");
    assertThat(rig.messages).isEmpty();
  }

  @Test
  void whoeverWaitsForANotebookIsToldThatItIsBeingMade() {
    rig.threads.mayMakeNotebooks = new CountDownLatch(1);
    rig.slack.people().say(ANN, SALES, MENTION + "notebook");

    assertThat(whispers(1).getFirst().text("text")).startsWith("The notebook is being made");
    rig.threads.mayMakeNotebooks.countDown();
    assertThat(whispers(2).getLast().text("text")).isEqualTo("No code has run.");
  }

  @Test
  void thumbsAreKeptWithTheTurn() {
    Post answer = answer();
    press(BEN, answer, Actions.FEEDBACK);

    String root = String.valueOf(answer.threadTs());
    assertThat(Rig.next(rig.threads.done))
        .isEqualTo("feedback " + SALES + "/" + root + " " + root + " " + BEN + " true");
  }

  @Test
  void resetIsForThoseWhoAskedAndAskedAgain() {
    Post question = rig.slack.people().say(ANN, SALES, "numbers");
    rig.slack.people().reply(ANN, question, MENTION + "reset");
    assertThat(whispers(1).getFirst().text("text")).contains("Only somebody who has asked");

    rig.threads.askers.add(ANN);
    rig.slack.people().reply(ANN, question, MENTION + "reset");
    whispers(2);
    Post sure =
        rig.slack.world().seenBy(ANN).stream()
            .filter(post -> post.blocks().toString().contains(Actions.RESET))
            .findFirst()
            .orElseThrow();
    press(ANN, sure, Actions.RESET);

    assertThat(Rig.next(rig.threads.done)).isEqualTo("reset " + SALES + "/" + question.ts());
  }

  @Test
  void aFileWithoutWordsBringsQuestionsToPress() {
    rig.answer =
        message ->
            Rig.reply(
                message.text().isEmpty()
                    ? "12 rows.\n\n- Which region sold most?\n- How did sales develop?\n- What is odd?"
                    : "North.");
    Post question = rig.slack.people().say(ANN, SALES, MENTION, rig.file("a.csv", "x"));
    Post profile = rig.answers(question, 1).getFirst();
    rig.next();
    press(BEN, profile, Actions.ASK + "1");

    var asked = rig.next();
    assertThat(asked.text()).isEqualTo("How did sales develop?");
    assertThat(asked.from().id()).isEqualTo(BEN);
    assertThat(asked.thread().id()).isEqualTo(SALES + "/" + question.ts());
  }

  @Test
  void theShortcutTakesAFileThatWasPostedBefore() {
    Post before = rig.slack.people().say(ANN, SALES, "our numbers", rig.file("q3.csv", "a,b"));
    assertThat(rig.slack.interactions().shortcut(BEN, SALES, before.ts(), Shortcut.ID)).isTrue();

    assertThat(rig.next().from().id()).isEqualTo(BEN);
    rig.answers(before, 1);
    assertThat(rig.files).containsEntry("q3.csv", "a,b");
  }

  @Test
  void theCommandAnswersAtOnce() {
    assertThat(rig.slack.interactions().command(ANN, SALES, "/plotline", "status")).isTrue();
    assertThat(rig.slack.world().seenBy(ANN))
        .last()
        .extracting(Post::text)
        .isEqualTo("All is well.");
  }

  @Test
  void whatIsTakenBackIsForgotten() {
    Post question = rig.slack.people().say(ANN, SALES, MENTION + "sum", rig.file("a.csv", "x"));
    String file = question.files().getFirst();
    rig.answers(question, 1);
    rig.slack.people().delete(ANN, SALES, question.ts());
    String thread = SALES + "/" + question.ts();

    // Two events tell of it, in any order.
    var told = new ArrayList<String>();
    while (!told.contains("forgetMessage " + thread + " " + question.ts())) {
      told.add(Rig.next(rig.threads.done));
    }
    assertThat(told).contains("forget " + thread + " " + file);
  }

  @Test
  void aMessageThatIsDeletedAlthoughItHasRepliesIsForgotten() {
    String ts = "1700000000.000100";
    var event =
        Json.object()
            .put("type", "message")
            .put("subtype", "message_changed")
            .put("channel", SALES);
    event.putObject("message").put("subtype", "tombstone").put("ts", ts);
    event
        .putObject("previous_message")
        .put("ts", ts)
        .put("thread_ts", ts)
        .putArray("files")
        .addObject()
        .put("id", "F0GONE")
        .put("mode", "hosted");
    rig.slack.events().send(event, null);

    assertThat(Rig.next(rig.threads.done)).isEqualTo("forget " + SALES + "/" + ts + " F0GONE");
  }

  @Test
  void whoeverOpensTheConversationIsOfferedQuestions() {
    rig.slack.events().opened(ANN);

    assertThat(rig.done(1, "assistant.threads.setSuggestedPrompts").getFirst().text("channel_id"))
        .isEqualTo(rig.slack.world().direct(ANN).id());
  }
}
