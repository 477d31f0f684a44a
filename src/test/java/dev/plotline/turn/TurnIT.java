package dev.plotline.turn;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.plotline.agent.Block;
import dev.plotline.agent.Model;
import dev.plotline.agent.ModelException;
import dev.plotline.agent.ScriptedModel;
import dev.plotline.chat.FileRef;
import dev.plotline.chat.Reply;
import dev.plotline.file.FileStore;
import dev.plotline.file.Workspace;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/// What becomes of a turn, whatever happens in it.
class TurnIT extends TurnBench {
  @Test
  void thePersonsWordsReachTheModelAsTheyAre() {
    model.says("Yes.");
    turn("  Was  ist <mit> 売上?\n");
    assertThat(question(0).blocks().getLast()).isEqualTo(new Block.Text("  Was  ist <mit> 売上?\n"));
    assertThat(model.requests.getFirst().system())
        .contains("Asia/Tokyo")
        .contains("Japanese")
        .contains("Fiscal year begins in April.");
  }

  @Test
  void aGreetingCostsNoSession() {
    model.says("Hello.");
    assertThat(turn("Hi").session()).isNull();
  }

  @Test
  void theNextTurnSeesTheLastOne() {
    model.says("One.").says("Two.");
    turn("first");
    turn("second");
    assertThat(model.requests.get(1).entries()).hasSize(3);
    assertThat(model.requests.get(1).entries().get(1).text()).isEqualTo("One.");
  }

  @Test
  void whatWasMadeIsDeliveredAlthoughTheModelFailedLater() throws Exception {
    model
        .calls(code("open('made.csv', 'w').write('1')"))
        .then(_ -> {
          throw new ModelException(ModelException.Kind.BUSY, "throttled");
        });
    Reply reply = turn("Make a file");
    assertThat(reply.ending()).isEqualTo(Reply.Ending.FAILED);
    assertThat(reply.text()).contains("overloaded");
    assertThat(reply.files()).extracting(Reply.File::name).containsExactly("made.csv");
    model.says("Back again.");
    assertThat(turn("And now?").text()).isEqualTo("Back again.");
  }

  @Test
  void withoutStorageTheAnswerComesWithTheFilesAndTheFailureIsSaid() throws Exception {
    FileStore broken =
        (FileStore)
            Proxy.newProxyInstance(
                FileStore.class.getClassLoader(),
                new Class<?>[] {FileStore.class},
                (_, method, _) -> {
                  if (method.getName().equals("list")) {
                    return List.of();
                  }
                  throw new IOException("storage is away");
                });
    workspaces = key -> new Workspace(broken, key, Duration.ofHours(1), Clock.systemUTC());
    chat.files.put("f1", "a\n1\n".getBytes(UTF_8));
    model.calls(code("open('made.csv', 'w').write('1')")).says("Done.");
    Reply reply = turn("Make a file", new FileRef("f1", "in.csv", 4));
    assertThat(reply.text()).isEqualTo("Done.");
    assertThat(reply.notices()).hasSize(2).allMatch(notice -> notice.contains("stored"));
    Reply.File file = reply.files().getFirst();
    assertThat(file.link()).isNull();
    assertThat(chat.contents).containsEntry("made.csv", "1");
  }

  @Test
  void stoppingEndsTheRunAndTheThreadGoesOn() throws Exception {
    var running = new CountDownLatch(1);
    model
        .then(_ -> {
          running.countDown();
          return ScriptedModel.answer(Model.Ending.TOOLS, code("kept = 1\nwhile True: pass"));
        })
        .calls(code("print('kept' in globals())"))
        .says("On we go.");
    Turn turn = subject();
    Thread worker = Thread.startVirtualThread(() -> turn.accept(message("Loop")));
    running.await();
    while (chat.steps.stream().noneMatch(step -> step.startsWith("Running"))) {
      Thread.onSpinWait();
    }
    worker.interrupt();
    worker.join();
    assertThat(chat.replies.getLast().ending()).isEqualTo(Reply.Ending.STOPPED);
    turn.accept(message("Go on"));
    Reply next = chat.replies.getLast();
    assertThat(next.text()).isEqualTo("On we go.");
    assertThat(next.executions()).hasSize(1);
  }

  @Test
  void whatArrivedBeforeATurnWasStoppedIsKnownToTheNext() {
    chat.files.put("f1", "a\n1\n".getBytes(UTF_8));
    model.says("One row.");
    turn("Compare them", new FileRef("f1", "a.csv", 4), new FileRef("stop", "b.csv", 4));
    assertThat(chat.replies.getLast().ending()).isEqualTo(Reply.Ending.STOPPED);
    turn("Then only the first");
    var earlier = model.requests.getFirst().entries().getFirst();
    assertThat(earlier.text()).contains("\"file\":\"a.csv\"", "Compare them");
  }

  @Test
  void aSessionThatWasReplacedByACallThatDoesNotReportItIsToldInThisTurn() {
    model.calls(code("x = 1")).says("Set.");
    turn("Set x");
    stack.sandboxes().end(thread, "was ended");
    model.calls(list()).says("Nothing.").says("Later.");
    assertThat(turn("Which files are there?").notices())
        .singleElement()
        .asString()
        .startsWith("The session was ended; a new one was started.");
    assertThat(turn("And now?").notices()).isEmpty();
    var known = model.requests.getLast().entries();
    assertThat(known.get(known.size() - 3).text()).startsWith("The session was ended");
    assertThat(known.getLast().text()).doesNotContain("The session was ended");
  }

  private static Block.ToolUse list() {
    var input = JsonNodeFactory.instance.objectNode().put("operation", "list");
    return new Block.ToolUse("list", "file_operations", input);
  }

  @Test
  void picturesAreNotSentAgainInLaterTurns() {
    model
        .calls(code("import matplotlib.pyplot as plt\nplt.plot([1, 2])"))
        .says("A line.")
        .says("Later.");
    turn("Plot");
    assertThat(images(1)).isEqualTo(1);
    turn("And?");
    assertThat(images(2)).isZero();
  }

  private long images(int request) {
    return model.requests.get(request).entries().stream()
        .flatMap(entry -> entry.blocks().stream())
        .filter(Block.ToolResult.class::isInstance)
        .flatMap(block -> ((Block.ToolResult) block).content().stream())
        .filter(Block.Image.class::isInstance)
        .count();
  }
}
