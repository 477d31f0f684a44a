package dev.plotline.turn;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.plotline.LocalStack;
import dev.plotline.agent.Agent;
import dev.plotline.agent.Block;
import dev.plotline.agent.Model;
import dev.plotline.agent.ScriptedModel;
import dev.plotline.chat.FileRef;
import dev.plotline.chat.Inbox;
import dev.plotline.chat.Message;
import dev.plotline.chat.Person;
import dev.plotline.chat.Reply;
import dev.plotline.chat.ThreadKey;
import dev.plotline.record.TurnRecords;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/// What is known of a thread, asked of a process that has just started.
class KnownThreadsIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Person ANN = new Person("ann", "Ann", ZoneOffset.UTC, Locale.ENGLISH);
  private static LocalStack stack;

  private final ScriptedModel model = new ScriptedModel();
  private final RecordedChat chat = new RecordedChat();
  private ThreadKey thread = new ThreadKey("program", "known", "");

  @BeforeAll
  static void start(@TempDir Path home) throws Exception {
    stack = LocalStack.start(home);
  }

  @AfterAll
  static void stop() {
    stack.close();
  }

  @BeforeEach
  void open(TestInfo test) {
    thread = new ThreadKey("program", "known", test.getDisplayName());
  }

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
  void aFileThatWasTakenBackIsGoneFromSessionAndWorkspace() throws Exception {
    chat.files.put("f1", "a,b\n1,2\n".getBytes(UTF_8));
    chat.files.put("f2", "a,b\n3,4\n".getBytes(UTF_8));
    model.says("Read.");
    ask("m1", "", new FileRef("f1", "one.csv", 8), new FileRef("f2", "two.csv", 8));
    known().forget(thread, "f1");
    assertThat(known().files(thread)).extracting(Reply.File::name).containsExactly("two.csv");
    assertThat(stack.sandboxes().of(thread).list(""))
        .extracting(item -> item.name())
        .contains("two.csv")
        .doesNotContain("one.csv");
  }

  @Test
  void ofAFileThatWasTakenBackNothingIsKeptButTheAnswers() throws Exception {
    chat.files.put("f1", "secret,b\nhush,2\n".getBytes(UTF_8));
    model.calls(code("df = open('one.csv').read()\nprint(df)")).says("A table.");
    ask("m1", "Read <context>", new FileRef("f1", "one.csv", 16));
    model.calls(code("print(df[:6])")).says("Seen.");
    ask("m2", "Again");
    var here = new TurnRecords(stack.store(), Clock.systemUTC());
    assertThat(here.all(thread).toString()).contains("hush");

    known().forget(thread, "f1");
    assertThat(stored()).doesNotContain("hush", "secret").contains("Read <context>", "A table.");
    assertThat(here.all(thread).toString()).doesNotContain("hush", "secret");
    model.calls(code("print('df' in globals())")).says("Gone.");
    ask("m3", "And now?");
    assertThat(model.requests.getLast().entries().toString())
        .doesNotContain("hush", "secret")
        .contains("Read <context>", "It was taken back by whoever sent it.", "A table.");
    assertThat(chat.replies.getLast().executions().getFirst().stdout()).isEqualTo("False\n");
    assertThat(chat.replies.getLast().notices())
        .singleElement()
        .asString()
        .startsWith("The session was ended because a file was taken back");
  }

  private String stored() throws Exception {
    var all = new StringBuilder();
    for (var object : stack.store().list(thread.prefix())) {
      try (var in = stack.store().open(object.key())) {
        all.append(new String(in.readAllBytes(), UTF_8));
      }
    }
    return all.toString();
  }

  @Test
  void aFileIsForgottenWhenTheTurnItCameWithHasEnded() throws Exception {
    var message = message("m1", "", new FileRef("f1", "one.csv", 16));
    chat.files.put("f1", "secret,b\nhush,2\n".getBytes(UTF_8));
    var begun = new CountDownLatch(1);
    var mayEnd = new CountDownLatch(1);
    model.then(_ -> {
      begun.countDown();
      mayEnd.await();
      return ScriptedModel.answer(Model.Ending.DONE, new Block.Text("A table."));
    });
    try (var turns = new Turns(turn()::accept)) {
      turns.accept(message);
      begun.await();
      var known = known(turns, turns);
      Thread forgetting = Thread.ofVirtual().start(() -> known.forget(thread, "f1"));
      mayEnd.countDown();
      forgetting.join();
      assertThat(stored()).doesNotContain("hush").contains("A table.");
    }
  }

  @Test
  void theFilesOfAMessageThatWasTakenBackAreGone() throws Exception {
    chat.files.put("f1", "secret,b\nhush,2\n".getBytes(UTF_8));
    chat.files.put("f2", "a,b\n3,4\n".getBytes(UTF_8));
    model.calls(code("print(open('one.csv').read())")).says("Read.").says("Read.");
    ask("m1", "", new FileRef("f1", "one.csv", 16));
    ask("m2", "", new FileRef("f2", "two.csv", 8));
    known().forgetSent(thread, "m1");
    assertThat(known().files(thread)).extracting(Reply.File::name).containsExactly("two.csv");
    assertThat(stored()).doesNotContain("hush", "secret").contains("Read.");
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
    assertThat(known().sentIn("program", "known", "f1")).contains(thread);
    assertThat(known().sentIn("program", "other", "f1")).isEmpty();
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
    assertThat(known().sentIn("program", "known", "f1")).doesNotContain(thread);
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

  private static Block.ToolUse code(String code) {
    return new Block.ToolUse("use", "execute_code", JSON.createObjectNode().put("code", code));
  }

  /// A process that has just started: nothing but the store and the sessions is left.
  private Turn turn() {
    var limits = new Agent.Limits(20, Duration.ofMinutes(10), 1_000_000);
    var rules = new Turn.Rules("scripted", "", "", 2_000_000, Duration.ofMinutes(2), false);
    return new Turn(
        Map.of("program", chat),
        new Agent(model, limits, Clock.systemUTC()),
        kept(),
        rules,
        Clock.systemUTC());
  }

  private static Turn.Kept kept() {
    return new Turn.Kept(
        stack.sandboxes(),
        key -> stack.workspace(key),
        new TurnRecords(stack.store(), Clock.systemUTC()));
  }

  private KnownThreads known() {
    var turns = new Turns(_ -> {});
    return known(turns, turns);
  }

  private KnownThreads known(Turns turns, Inbox inbox) {
    return new KnownThreads(
        turns, Map.of("program", chat), kept(), stack.store(), inbox, Clock.systemUTC());
  }

  private void ask(String id, String text, FileRef... files) {
    turn().accept(message(id, text, files));
  }

  private Message message(String id, String text, FileRef... files) {
    return new Message(thread, id, ANN, text, List.of(files), Instant.now());
  }
}
