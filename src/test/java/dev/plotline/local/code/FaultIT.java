package dev.plotline.local.code;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.EnumSource.Mode.EXCLUDE;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.bedrockagentcore.model.BedrockAgentCoreException;
import software.amazon.awssdk.services.bedrockagentcore.model.ResourceNotFoundException;
import software.amazon.awssdk.services.bedrockagentcore.model.ThrottlingException;
import software.amazon.awssdk.services.bedrockagentcore.model.ToolName;

/// Each switch does to the vendor's client what its name says, once, and runs the code no more
/// often than it should.
class FaultIT {
  private static final String CODE = "runs = globals().get('runs', 0) + 1\nprint('abcdef')";

  @TempDir private static Path home;
  private static LocalInterpreter interpreter;
  private static Client client;
  private static String session;

  @BeforeAll
  static void start() {
    interpreter = LocalInterpreter.start(Pythons.options(home));
    client = new Client(interpreter);
    session = client.start();
  }

  @AfterAll
  static void stop() {
    client.close();
    interpreter.close();
  }

  @AfterEach
  void theNextCallIsWellAgain() {
    interpreter.faults().clear();
    assertThat(client.python(session, "runs = 0; print('well')").structuredContent().stdout())
        .isEqualTo("well\n");
  }

  private static List<String> outputs(Fault fault) {
    interpreter.faults().next(fault);
    return client
        .invokeAll(session, ToolName.EXECUTE_CODE, a -> a.language("python").code(CODE))
        .stream()
        .map(result -> result.structuredContent().stdout())
        .toList();
  }

  private static int runs() {
    return Integer.parseInt(
        client.python(session, "globals().get('runs', 0)").structuredContent().stdout().strip());
  }

  @Test
  void silenceComesBeforeTheAnswerAndTheCodeRunsOnce() {
    assertThat(outputs(new Fault.Silence(Duration.ofMillis(300)))).containsExactly("abcdef\n");
    assertThat(runs()).isEqualTo(1);
    assertThat(interpreter.journal().calls("executeCode").reversed().get(1).took())
        .isGreaterThanOrEqualTo(Duration.ofMillis(300));
  }

  @Test
  void aSplitResultComesInPiecesWithPausesBetween() {
    assertThat(outputs(new Fault.Split(3, Duration.ofMillis(150))))
        .containsExactly("ab", "cd", "ef\n");
    assertThat(interpreter.journal().calls("executeCode").getLast().took())
        .isGreaterThanOrEqualTo(Duration.ofMillis(300));
    assertThat(runs()).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource
  void aRefusedCallRunsNothing(Fault.Refusals error) {
    assertThatThrownBy(() -> outputs(new Fault.Refused(error)))
        .isInstanceOfSatisfying(
            BedrockAgentCoreException.class,
            e -> assertThat(e.statusCode()).isEqualTo(Refusal.Type.valueOf(error.name()).status()));
    assertThat(runs()).isZero();
  }

  @ParameterizedTest
  @EnumSource(mode = EXCLUDE, names = "SERVICE_UNAVAILABLE") // a status of HTTP only
  void anExceptionAfterTheResultIsThrownThoughTheCodeRan(Fault.Refusals error) {
    var type = Refusal.Type.valueOf(error.name());
    assertThatThrownBy(() -> outputs(new Fault.ExceptionAfterResult(error)))
        .isInstanceOfSatisfying(
            BedrockAgentCoreException.class,
            e -> {
              assertThat(e.getClass().getSimpleName()).isEqualTo(type.wireName());
              assertThat(e.statusCode()).isEqualTo(type.status());
            });
    assertThat(runs()).isEqualTo(1);
  }

  @Test
  void anExitCodeMayBeAllThatTellsOfAFailure() {
    interpreter.faults().on("executeCommand", "", 1, new Fault.ExitCodeOnly());
    for (boolean told : new boolean[] {false, true}) {
      var result = client.invoke(session, ToolName.EXECUTE_COMMAND, a -> a.command("exit 3"));
      assertThat(result.isError()).isEqualTo(told);
      assertThat(result.structuredContent().exitCode()).isEqualTo(3);
    }
  }

  @Test
  void anUnknownEventIsFollowedByTheResult() {
    assertThat(outputs(new Fault.UnknownEvent())).containsExactly("abcdef\n");
  }

  @Test
  void anAnswerMayHoldNoResult() {
    assertThat(outputs(new Fault.NoResult())).isEmpty();
    assertThat(runs()).isEqualTo(1);
  }

  @Test
  void aCutFrameIsNoResultThoughTheAnswerLooksWhole() {
    assertThat(outputs(new Fault.CutFrame())).isEmpty();
  }

  @Test
  void aWrongChecksumIsTheClientsError() {
    assertThatThrownBy(() -> outputs(new Fault.WrongChecksum())).isInstanceOf(SdkException.class);
  }

  @Test
  void aHugeFrameIsTheClientsError() {
    assertThatThrownBy(() -> outputs(new Fault.HugeFrame())).isInstanceOf(RuntimeException.class);
  }

  @Test
  void aLostConnectionIsTheClientsError() {
    assertThatThrownBy(() -> outputs(new Fault.LostConnection())).isInstanceOf(SdkException.class);
    assertThat(runs()).isEqualTo(1);
  }

  @Test
  void killedProcessesAreToldAndFilesStay() {
    client.write(session, "kept.txt", "x");
    interpreter.faults().next(new Fault.KilledProcesses());
    var result = client.python(session, "open('kept.txt').read()").structuredContent();
    assertThat(result.stdout()).isEqualTo("'x'\n");
    assertThat(result.stderr()).contains("variables are gone, files are kept");
  }

  @Test
  void anEndedSessionIsGone() {
    var other = client.start();
    interpreter.faults().on("executeCode", "marker", 1, new Fault.EndedSession());
    assertThat(client.python(other, "1").isError()).isFalse();
    assertThatThrownBy(() -> client.python(other, "'marker'"))
        .isInstanceOf(ResourceNotFoundException.class);
    assertThatThrownBy(() -> client.stop(other)).isInstanceOf(ResourceNotFoundException.class);
  }

  @Test
  void aFaultMayStrikeSeveralTimes() {
    interpreter.faults().on("executeCode", "", 2, new Fault.Refused(Fault.Refusals.THROTTLING));
    for (int i = 0; i < 2; i++) {
      assertThatThrownBy(() -> client.python(session, "1")).isInstanceOf(ThrottlingException.class);
    }
    assertThat(client.list(session, "").isError()).isFalse();
    assertThat(client.python(session, "1").isError()).isFalse();
  }
}
