package dev.plotline.turn;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plotline.agent.Block;
import dev.plotline.agent.Model;
import dev.plotline.agent.ScriptedModel;
import dev.plotline.chat.FileRef;
import dev.plotline.chat.Inbox;
import dev.plotline.chat.Message;
import dev.plotline.chat.Reply;
import dev.plotline.chat.ThreadKey;
import dev.plotline.file.FileStore;
import dev.plotline.file.MapFiles;
import dev.plotline.record.TurnRecords;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What people take back is forgotten, whatever dies in between.
class ForgettingIT extends KnownBench {
  private static final String FILE = "secret,b\nhush,2\n";

  /// This process's clock is past all turns, so that what is done is let go of.
  ForgettingIT() {
    clock = Clock.offset(Clock.systemUTC(), Duration.ofHours(3));
  }

  /// What a platform may tell.
  enum Told {
    FILE {
      @Override
      void to(KnownThreads known, ThreadKey thread) {
        known.forget(thread, "f1");
      }
    },
    FILE_SOMEWHERE {
      @Override
      void to(KnownThreads known, ThreadKey thread) {
        known.forget(thread.platform(), thread.space(), "f1");
      }
    },
    MESSAGE {
      @Override
      void to(KnownThreads known, ThreadKey thread) {
        known.forgetMessage(thread, "m1");
      }
    };

    abstract void to(KnownThreads known, ThreadKey thread);
  }

  private void forget(Consumer<KnownThreads> tell) throws Exception {
    KnownThreads known = known();
    tell.accept(known);
    awaitForgotten(known);
  }

  private static List<FileStore.Stored> inMind() throws IOException {
    return stack.store().list("retracted/");
  }

  private static void awaitForgotten(KnownThreads known) throws Exception {
    long end = System.nanoTime() + Duration.ofMinutes(1).toNanos();
    while (!inMind().isEmpty()) {
      assertThat(System.nanoTime()).as("it takes too long").isLessThan(end);
      known.forgetAgain();
      new CountDownLatch(1).await(50, TimeUnit.MILLISECONDS);
    }
  }

  @Test
  void aFileThatWasTakenBackIsGoneFromSessionAndWorkspace() throws Exception {
    chat.files.put("f1", "a,b\n1,2\n".getBytes(UTF_8));
    chat.files.put("f2", "a,b\n3,4\n".getBytes(UTF_8));
    model.says("Read.");
    ask("m1", "", new FileRef("f1", "one.csv", 8), new FileRef("f2", "two.csv", 8));
    forget(known -> known.forget(thread, "f1"));
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

    forget(known -> known.forget(thread, "f1"));
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
      known.forget(thread, "f1");
      mayEnd.countDown();
      awaitForgotten(known);
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
    forget(known -> known.forgetMessage(thread, "m1"));
    assertThat(known().files(thread)).extracting(Reply.File::name).containsExactly("two.csv");
    assertThat(stored()).doesNotContain("hush", "secret").contains("Read.");
  }

  @ParameterizedTest
  @EnumSource
  void whatAProcessHadNoTimeToForgetTheNextOneForgets(Told told) throws Exception {
    chat.files.put("f1", FILE.getBytes(UTF_8));
    model.calls(code("print(open('one.csv').read())")).says("Read.");
    ask("m1", "", new FileRef("f1", "one.csv", 16));
    var never = new CountDownLatch(1);
    try (var turns = new Turns(_ -> hold(never))) {
      turns.accept(message("m2", "And?"));
      told.to(known(turns, turns), thread);
      assertThat(inMind()).isNotEmpty();
      assertThat(stored()).as("while a turn runs nothing is done").contains("hush");

      awaitForgotten(known());
      assertThat(stored()).doesNotContain("hush", "secret").contains("Read.");
    }
  }

  private static void hold(CountDownLatch never) {
    try {
      never.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void ofAMessageThatWasTakenBackTheWordsGoAndTheAnswerStays() throws Exception {
    model.says("Noted.").says("Well.");
    ask("m1", "My salary is hush");
    var forgotten = new CopyOnWriteArrayList<String>();
    Inbox inbox =
        new Inbox() {
          @Override
          public boolean accept(Message message) {
            throw new AssertionError("nothing is said");
          }

          @Override
          public void join(Message message) {
            throw new AssertionError("nothing is said");
          }

          @Override
          public void forget(ThreadKey of, String messageId) {
            forgotten.add(messageId);
          }
        };
    KnownThreads known = known(new Turns(_ -> {}), inbox);
    known.forgetMessage(thread, "m1");
    awaitForgotten(known);
    assertThat(forgotten).contains("m1");
    assertThat(stored()).doesNotContain("hush").contains("Noted.", "(deleted by its author)");

    ask("m2", "And?");
    assertThat(model.requests.getLast().entries().toString())
        .doesNotContain("hush")
        .contains("(deleted by its author)", "Noted.");
  }

  @Test
  void whatIsForgottenOnceMoreLeavesAloneWhatCameLater() throws Exception {
    chat.files.put("f1", FILE.getBytes(UTF_8));
    chat.files.put("f2", "later,b\nnews,2\n".getBytes(UTF_8));
    model.says("Read.").calls(code("print(open('one.csv').read())")).says("Read again.");
    ask("m1", "", new FileRef("f1", "one.csv", 16));
    forget(known -> known.forget(thread, "f1"));
    ask("m2", "", new FileRef("f2", "one.csv", 15));
    String session = stack.sandboxes().session(thread);

    forget(known -> known.forget(thread, "f1"));
    assertThat(stack.sandboxes().session(thread)).isNotNull().isEqualTo(session);
    assertThat(known().files(thread)).extracting(Reply.File::name).containsExactly("one.csv");
    assertThat(known().code(thread, "m2").getFirst().stdout()).contains("news");
  }

  @Test
  void whatIsTakenBackWhereNothingWasAskedIsNotKeptInMind() throws Exception {
    known().forgetMessage(thread, "m1");
    known().forget(thread, "f1");
    known().forget("program", "known", "f-unknown");
    assertThat(inMind()).isEmpty();
  }

  @Test
  void whatCannotBeKeptInMindIsNotTaken() {
    var store = new MapFiles(clock);
    store.away = true;
    var turns = new Turns(_ -> {});
    var kept = new Turn.Kept(stack.sandboxes(), stack::workspace, new TurnRecords(store, clock));
    var known = new KnownThreads(turns, Map.of(), kept, store, turns, clock);
    for (Told told : Told.values()) {
      assertThatThrownBy(() -> told.to(known, thread)).isInstanceOf(UncheckedIOException.class);
    }
  }
}
