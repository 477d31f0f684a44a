package dev.plotline.local.code;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// When the host's own deadline for a supervisor that went silent begins to count.
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ToolsTest {
  private final FakeSandbox sandbox = FakeSandbox.obedient();
  private final Box box = sandbox.box("test");
  private final Session session =
      new Session(
          "s", "i", "n", Instant.EPOCH, Duration.ofHours(1), new Place(Path.of("/no/such"), -1));

  @AfterEach
  void close() {
    box.close();
  }

  private CompletableFuture<String> call(Duration patience) {
    var options = Options.of(Path.of("/no/such"), Path.of("/usr/bin/python3"));
    var tools = new Tools(options, patience);
    var arguments = Arguments.of(Json.object().put("code", "1"));
    return CompletableFuture.supplyAsync(
        () ->
            tools
                .call(
                    box, "executeCode", arguments, tools.request("executeCode", arguments), session)
                .getFirst()
                .path("content")
                .path(0)
                .path("text")
                .asText(),
        Thread::startVirtualThread);
  }

  private void answer(long id, String text) throws Exception {
    sandbox.answer(Json.object().put("id", id).put("exitCode", 0).put("stdout", text));
  }

  @Test
  void waitingForTheCallBeforeItDoesNotCount() throws Exception {
    var first = call(Duration.ofMinutes(1));
    long firstId = sandbox.request().path("id").asLong();
    var second = call(Duration.ZERO);
    long secondId = sandbox.request().path("id").asLong();
    assertThatThrownBy(() -> second.get(300, TimeUnit.MILLISECONDS))
        .as("it waits without a limit")
        .isInstanceOf(TimeoutException.class);
    assertThat(box.isAlive()).isTrue();
    answer(secondId, "second");
    assertThat(second.join()).isEqualTo("second");
    answer(firstId, "first");
    assertThat(first.join()).isEqualTo("first");
  }

  @Test
  void whenItsTurnHasComeASilentSupervisorIsEnded() throws Exception {
    var first = box.ask(Json.object().put("op", "run"));
    var second = call(Duration.ofMillis(1));
    sandbox.request();
    sandbox.request();
    answer(1, "first");
    assertThat(first.answer().join().path("stdout").asText()).isEqualTo("first");
    assertThat(second.join()).isEqualTo(Boxes.ENDED);
    assertThat(sandbox.isAlive()).isFalse();
  }

  @Test
  void whatIsNotRunHasItsTurnAtOnce() throws Exception {
    var run = box.ask(Json.object().put("op", "run"));
    for (var op : List.of("command", "read", "list")) {
      assertThat(box.ask(Json.object().put("op", op)).turn()).isDone();
    }
    assertThat(run.turn()).isDone();
    assertThat(box.ask(Json.object().put("op", "run")).turn()).isNotDone();
  }
}
