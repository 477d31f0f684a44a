package dev.plotline.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.plotline.LocalStack;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/// Runs the tests of what is sent into sessions, which are in Python themselves.
class SessionPythonIT {
  @Test
  void theSessionsPythonPassesItsTests() throws Exception {
    Process tests =
        new ProcessBuilder(
                LocalStack.python().toString(),
                "-B",
                "-W",
                "ignore",
                "-m",
                "unittest",
                "discover",
                "-s",
                "src/test/python/session",
                "-t",
                "src/test/python")
            .directory(Path.of("").toAbsolutePath().toFile())
            .redirectErrorStream(true)
            .start();
    tests.getOutputStream().close();
    String output = new String(tests.getInputStream().readAllBytes(), UTF_8);
    assertThat(tests.waitFor()).as(output).isZero();
    assertThat(output).contains("Ran ").doesNotContain("Ran 0 tests");
  }
}
