package dev.plotline.local.code;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.bedrockagentcore.model.CodeInterpreterResult;
import software.amazon.awssdk.services.bedrockagentcore.model.TaskStatus;
import software.amazon.awssdk.services.bedrockagentcore.model.ToolName;
import software.amazon.awssdk.services.bedrockagentcore.model.ToolResultStructuredContent;

/// How many commands run in the background, and for how long.
class TaskIT {
  private static final int AT_ONCE = 8;

  @TempDir private static Path home;

  @SuppressWarnings("NullAway.Init") // by start
  private static LocalInterpreter patient;

  @SuppressWarnings("NullAway.Init")
  private static Client client;

  @BeforeAll
  static void start() {
    patient = LocalInterpreter.start(Pythons.options(home));
    client = new Client(patient);
  }

  @AfterAll
  static void stop() {
    client.close();
    patient.close();
  }

  private static CodeInterpreterResult begin(Client client, String session, String command) {
    return client.invoke(session, ToolName.START_COMMAND_EXECUTION, a -> a.command(command));
  }

  private static ToolResultStructuredContent end(Client client, String session, String task) {
    while (true) {
      var now = client.invoke(session, ToolName.GET_TASK, a -> a.taskId(task)).structuredContent();
      if (now.taskStatus() != TaskStatus.WORKING) {
        return now;
      }
    }
  }

  @Test
  void theNinthTaskIsRefusedUntilOneOfTheOthersHasEnded() {
    var session = client.start();
    var tasks = new ArrayList<String>();
    for (int i = 0; i < AT_ONCE; i++) {
      tasks.add(begin(client, session, "sleep 1000").structuredContent().taskId());
    }
    assertThat(tasks).doesNotHaveDuplicates();
    var refused = begin(client, session, "true");
    assertThat(refused.isError()).isTrue();
    assertThat(refused.content().getFirst().text())
        .isEqualTo("At most 8 tasks run at one time: stop one of them first.");
    assertThat(client.python(session, "6 * 7").structuredContent().stdout()).isEqualTo("42\n");
    client.invoke(session, ToolName.STOP_TASK, a -> a.taskId(tasks.getFirst()));
    assertThat(end(client, session, tasks.getFirst()).taskStatus()).isEqualTo(TaskStatus.CANCELED);
    var next = begin(client, session, "echo room").structuredContent().taskId();
    assertThat(end(client, session, next).stdout()).isEqualTo("room\n");
    client.stop(session);
  }

  @Test
  void aTaskEndsWithItsTimeAndTheSessionGoesOn() {
    var limits = Limits.standard().withTask(Duration.ofSeconds(1));
    try (var hasty = LocalInterpreter.start(Pythons.options(home).withLimits(limits));
        var user = new Client(hasty)) {
      var session = user.start();
      user.python(session, "kept = 'still here'");
      var task =
          begin(user, session, "echo begun; setsid sleep 1000 & sleep 1000")
              .structuredContent()
              .taskId();
      var ended = end(user, session, task);
      assertThat(ended.taskStatus()).isEqualTo(TaskStatus.FAILED);
      assertThat(ended.stdout()).isEqualTo("begun\n");
      assertThat(ended.stderr()).contains("The time of 1 s for one call is over");
      assertThat(ended.exitCode()).isNotZero();
      assertThat(user.python(session, "kept").structuredContent().stdout())
          .isEqualTo("'still here'\n");
    }
  }
}
