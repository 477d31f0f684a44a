package dev.plotline.aws;

import dev.plotline.sandbox.Interpreter;
import dev.plotline.sandbox.SandboxContract;
import java.time.Clock;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.ExtendWith;

/// The contract on AgentCore Code Interpreter.
@ExtendWith(OnAws.class)
class CodeInterpreterAwsIT extends SandboxContract {
  private static AwsClients clients;
  private static CodeInterpreter interpreter;

  @BeforeAll
  static void start() {
    clients = OnAws.clients();
    String id = OnAws.setting("CODE_INTERPRETER_ID", "aws.codeinterpreter.v1");
    interpreter = new CodeInterpreter(clients, id, 10, Clock.systemUTC());
  }

  @AfterAll
  static void stop() {
    clients.close();
  }

  @Override
  protected Interpreter interpreter() {
    return interpreter;
  }
}
