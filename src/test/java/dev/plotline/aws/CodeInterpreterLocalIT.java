package dev.plotline.aws;

import dev.plotline.LocalStack;
import dev.plotline.local.code.LocalInterpreter;
import dev.plotline.local.code.Options;
import dev.plotline.sandbox.Interpreter;
import dev.plotline.sandbox.SandboxContract;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/// The contract on this machine's Code Interpreter.
class CodeInterpreterLocalIT extends SandboxContract {
  private static LocalInterpreter local;
  private static AwsClients clients;
  private static CodeInterpreter interpreter;

  @BeforeAll
  static void start(@TempDir Path home) throws IOException {
    local = LocalInterpreter.start(Options.of(home, LocalStack.python()));
    clients = StandIns.at(local.url(), local.accessKey(), local.secretKey());
    interpreter = new CodeInterpreter(clients, "aws.codeinterpreter.v1", 10, Clock.systemUTC());
  }

  @AfterAll
  static void stop() {
    clients.close();
    local.close();
  }

  @Override
  protected Interpreter interpreter() {
    return interpreter;
  }
}
