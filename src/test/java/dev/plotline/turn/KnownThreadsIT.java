package dev.plotline.turn;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.plotline.chat.FileRef;
import dev.plotline.chat.Inbox;
import dev.plotline.chat.Message;
import dev.plotline.chat.Reply;
import dev.plotline.chat.ThreadKey;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What is known of a thread, asked of a process that has just started.
class KnownThreadsIT extends KnownBench {
  @Test
  void afterARestartTheConversationGoesOn() {
    model.says("One.").says("Two.");
    ask("m1", "first");
    ask("m2", "second");
    assertThat(model.requests.get(1).entries().get(1).text()).isEqualTo("One.");
  }

  @Test
  void whatIsAnsweredAlreadyIsPostedAgainAndNotAskedAgain() {
    model.calls(code("open('a.csv', 'w').write('1')")).says("Made.");
    ask("m1", "first");
    ask("m1", "first");
    assertThat(model.requests).hasSize(2);
    assertThat(chat.replies).hasSize(2);
    Reply again = chat.replies.getLast();
    assertThat(again.text()).isEqualTo("Made.");
    assertThat(again.files().getFirst().link()).isNotNull();
    assertThat(chat.contents).containsEntry("a.csv", "1");
  }

  @Test
  void whoeverWaitedWhenTheProcessEndedIsToldFirst() {
    model.says("Hi.").says("Hi.");
    turn().answer(message("m1", "Hello"), true).post();
    assertThat(chat.steps)
        .startsWith("Plotline was restarted: your message is answered now", "Thinking");
    chat.steps.clear();
    ask("m2", "Hello");
    assertThat(chat.steps).doesNotContain("Plotline was restarted: your message is answered now");
  }

  @Test
  void whoAskedAndWhereTheBotTakesPartIsKnown() {
    model.says("Hi.");
    ask("m1", "Hello");
    assertThat(known().takesPart(thread)).isTrue();
    assertThat(known().hasAsked(thread, "ann")).isTrue();
    assertThat(known().hasAsked(thread, "bob")).isFalse();
    assertThat(known().takesPart(new ThreadKey("program", "known", "other"))).isFalse();
    assertThat(known().status(thread).turns()).isEqualTo(1);
    assertThat(known().status(thread).running()).isFalse();
  }

  @Test
  void codeAndFilesOfAnAnswerAreThereWithNewLinks() throws Exception {
    model
        .calls(
            code("import matplotlib.pyplot as plt\nplt.plot([1, 2])\nopen('x.csv','w').write('7')"))
        .says("Drawn.")
        .says("Nothing made.");
    ask("m1", "Plot");
    ask("m2", "And?");
    assertThat(known().code(thread, "m1"))
        .singleElement()
        .satisfies(run -> assertThat(run.code()).contains("plt.plot"));
    assertThat(known().code(thread, "")).isEmpty();
    assertThat(known().code(thread, "nonsense")).isEmpty();
    List<Reply.File> made = known().made(thread, "m1");
    assertThat(made)
        .extracting(Reply.File::mediaType)
        .containsExactly("image/png", "text/csv; charset=utf-8");
    assertThat(get(made.getLast())).isEqualTo("7");
    assertThat(made.getLast().content().open().readAllBytes()).isEqualTo("7".getBytes(UTF_8));
  }

  @Test
  void theFilesOfTheThreadAreThoseThatPeopleSentToo() throws Exception {
    chat.files.put("f1", "a,b\n1,2\n".getBytes(UTF_8));
    model.calls(code("open('made.csv', 'w').write('1')")).says("Done.");
    ask("m1", "Read", new FileRef("f1", "sent.csv", 8));
    assertThat(known().files(thread))
        .extracting(Reply.File::name)
        .containsExactlyInAnyOrder("sent.csv", "made.csv");
  }

  @Test
  void feedbackIsKeptAndALaterWordReplacesIt() throws Exception {
    model.says("Hi.");
    ask("m1", "Hello");
    known().feedback(thread, "m1", ANN, true);
    known().feedback(thread, "m1", ANN, false);
    var kept = stack.store().list(thread.prefix() + "/feedback/");
    assertThat(kept).hasSize(1);
    try (var in = stack.store().open(kept.getFirst().key())) {
      assertThat(JSON.readTree(in).path("helpful").asBoolean(true)).isFalse();
    }
  }

  @Test
  void aResetGivesANewSessionAndAnEmptyHistoryAndLeavesTheFiles() throws Exception {
    model.calls(code("x = 1\nopen('kept.csv', 'w').write('1')")).says("Done.");
    ask("m1", "Remember");
    known().reset(thread);
    assertThat(stack.sandboxes().session(thread)).isNull();
    model.calls(code("import os\nprint('x' in globals(), os.listdir('.'))")).says("New.");
    ask("m2", "And now?");
    var run = chat.replies.getLast().executions().getFirst();
    assertThat(run.stdout()).startsWith("False").contains("kept.csv");
    assertThat(model.requests.get(2).entries()).hasSize(1);
    assertThat(known().takesPart(thread)).isTrue();
  }

  @Test
  void deletingRemovesWhatIsStoredAndSaysSo() throws Exception {
    chat.files.put("f1", "a,b\n1,2\n".getBytes(UTF_8));
    model.calls(code("open('made.csv', 'w').write('1')")).says("Done.");
    ask("m1", "Read", new FileRef("f1", "sent.csv", 8));
    known().feedback(thread, "m1", ANN, true);
    assertThat(kept().records().sentIn("program", "known", "f1")).contains(thread);
    assertThat(kept().records().sentIn("program", "other", "f1")).isEmpty();
    known().notebook(thread);
    int stored = stack.store().list(thread.prefix()).size();
    chat.takeBack =
        deleted -> List.of("Taken back while %d of %s".formatted(stored(deleted), deleted));
    var inbox = new ForgetfulInbox();
    assertThat(known(new Turns(_ -> {}), inbox).delete(thread))
        .containsExactly(
            "Taken back while %d of %s".formatted(stored, thread),
            "Removed: the session with its variables, 2 files, and the record of 1 question.");
    assertThat(stack.store().list(thread.prefix())).isEmpty();
    assertThat(kept().records().sentIn("program", "known", "f1")).doesNotContain(thread);
    assertThat(inbox.forgotten).containsExactly(thread);
    assertThat(stack.sandboxes().session(thread)).isNull();
    assertThat(known().takesPart(thread)).isFalse();
    model.says("Who are you?");
    ask("m2", "And?");
    assertThat(model.requests.getLast().entries()).hasSize(1);
  }

  private static int stored(ThreadKey thread) {
    try {
      return stack.store().list(thread.prefix()).size();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /// Keeps in mind of what it kept nothing.
  private static final class ForgetfulInbox implements Inbox {
    final List<ThreadKey> forgotten = new ArrayList<>();

    @Override
    public boolean accept(Message message) {
      throw new AssertionError("nothing is said");
    }

    @Override
    public void join(Message message) {
      throw new AssertionError("nothing is said");
    }

    @Override
    public void forget(ThreadKey thread) {
      forgotten.add(thread);
    }
  }

  private static String get(Reply.File file) throws Exception {
    var link = file.link();
    assertThat(link).isNotNull();
    try (var client = HttpClient.newHttpClient()) {
      return client
          .send(HttpRequest.newBuilder(link.url()).build(), BodyHandlers.ofString())
          .body();
    }
  }
}
