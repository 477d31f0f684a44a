package dev.plotline.local.code;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.services.bedrockagentcore.model.CodeInterpreterResult;
import software.amazon.awssdk.services.bedrockagentcore.model.ToolName;

/// Runs every test of a class in both tiers of isolation, and fails when one of them isn't there.
/// The limits are small, so that passing them is quick.
@ExtendWith(Rows.class)
@ParameterizedClass(name = "{0}")
@EnumSource(names = {"BUBBLEWRAP", "LANDLOCK"})
abstract class Tiers {
  static final long MIB = 1 << 20;

  /// How long one call may take in the tests of a class; 15 seconds unless it says otherwise.
  @Retention(RetentionPolicy.RUNTIME)
  @interface CallsTake {
    int seconds();
  }

  @SuppressWarnings("NullAway.Init") // by startInterpreter
  private static LocalInterpreter interpreter;

  @SuppressWarnings("NullAway.Init")
  private static Client client;

  /// One for all tests of a class: each must leave it usable for the next.
  static String session = "";

  @SuppressWarnings("NullAway.Init") // by JUnit
  @Parameter
  Confinement tier;

  @BeforeParameterizedClassInvocation
  static void startInterpreter(Confinement tier, TestInfo test) {
    var limit = test.getTestClass().orElseThrow().getAnnotation(CallsTake.class);
    var limits =
        Limits.standard()
            .withMemory(640 * MIB)
            .withProcesses(64)
            .withFile(16 * MIB)
            .withWorkspace(64 * MIB, 2_000)
            .withCall(Duration.ofSeconds(limit == null ? 15 : limit.seconds()));
    interpreter =
        LocalInterpreter.start(
            Pythons.options(Pythons.SET_UP).withConfinement(tier).withLimits(limits));
    client = new Client(interpreter);
    session = client.start();
    assertThat(interpreter.isolation()).isEqualToIgnoringCase(tier.name());
  }

  @AfterParameterizedClassInvocation
  static void stopInterpreter() {
    client.stop(session);
    assertThat(interpreter.run().resolve(session)).doesNotExist();
    client.close();
    interpreter.close();
  }

  /// Whatever was done to it: a session goes on.
  @AfterEach
  void sessionIsUsable() {
    assertThat(python("40 + 2").out()).isEqualTo("42\n");
  }

  static String isolation() {
    return interpreter.isolation();
  }

  /// The folder below which the driver and the sessions are.
  static Path base() {
    return interpreter.base();
  }

  /// The session's folder on this machine.
  static Path work() {
    return interpreter.run().resolve(session).resolve("work");
  }

  boolean isBubblewrap() {
    return tier == Confinement.BUBBLEWRAP;
  }

  Client client() {
    return client;
  }

  /// What came back from code or a command.
  record Outcome(String out, String err, int exitCode, boolean isError) {
    static Outcome of(CodeInterpreterResult result) {
      var structured = result.structuredContent();
      return structured == null
          ? new Outcome("", result.content().getFirst().text(), -1, result.isError())
          : new Outcome(
              structured.stdout(), structured.stderr(), structured.exitCode(), result.isError());
    }
  }

  Outcome python(String code) {
    return Outcome.of(client.python(session, code));
  }

  Outcome shell(String command) {
    return Outcome.of(client.invoke(session, ToolName.EXECUTE_COMMAND, a -> a.command(command)));
  }

  /// Sets a variable whose loss [#variablesAreKept] would see.
  void setVariable() {
    python("kept = 'still here'");
  }

  void variablesAreKept() {
    assertThat(python("kept").out()).isEqualTo("'still here'\n");
  }

  void variablesAreLost() {
    assertThat(python("kept").err()).contains("NameError");
  }
}
