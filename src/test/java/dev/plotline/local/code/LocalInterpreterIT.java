package dev.plotline.local.code;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalInterpreterIT {
  @TempDir private static Path home;
  private static LocalInterpreter interpreter;
  private static Client client;

  @BeforeAll
  static void start() {
    interpreter = LocalInterpreter.start(Options.of(home, Path.of("/usr/bin/python3")));
    client = new Client(interpreter);
  }

  @AfterAll
  static void stop() {
    client.close();
    interpreter.close();
  }

  @Test
  void variablesAndFilesLastFromCallToCall() {
    var session = client.start();
    assertThat(client.python(session, "x = 41").structuredContent().exitCode()).isEqualTo(0);
    assertThat(client.python(session, "x + 1").structuredContent().stdout()).isEqualTo("42\n");
    client.write(session, "a b.csv", "x,y\n1,2\n");
    assertThat(
            client
                .python(session, "import pandas as pd; print(len(pd.read_csv('a b.csv')))")
                .structuredContent()
                .stdout())
        .isEqualTo("1\n");
    assertThat(client.read(session, "a b.csv").content().getFirst().resource().text())
        .isEqualTo("x,y\n1,2\n");
    client.write(session, "b.bin", new byte[] {0, 1, (byte) 255});
    assertThat(client.read(session, "b.bin").content().getFirst().resource().blob().asByteArray())
        .isEqualTo(new byte[] {0, 1, (byte) 255});
    var error = client.python(session, "1/0");
    assertThat(error.isError()).isTrue();
    assertThat(error.structuredContent().stderr()).contains("ZeroDivisionError");
    client.stop(session);
  }
}
