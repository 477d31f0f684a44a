package dev.plotline.aws;

import static dev.plotline.aws.FakeService.error;
import static dev.plotline.aws.FakeService.json;
import static dev.plotline.aws.Frames.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.plotline.sandbox.Language;
import dev.plotline.sandbox.SandboxException;
import dev.plotline.sandbox.SandboxException.Kind;
import dev.plotline.sandbox.Session;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/// An interpreter over a service that says what the test wants.
abstract class CodeInterpreterBench {
  protected static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
  protected static final Duration MINUTE = Duration.ofMinutes(1);
  protected static final String STARTED =
      """
      {"codeInterpreterIdentifier":"ci","sessionId":"S1","createdAt":"2026-11-21T10:00:01Z"}\
      """;
  protected static final String STOPPED =
      """
      {"codeInterpreterIdentifier":"ci","sessionId":"S1","lastUpdatedAt":"2026-11-21T10:00:02Z"}\
      """;
  protected static final byte[] OK =
      event(
          "result",
          """
          {"content":[{"type":"text","text":"1\\n"}],"structuredContent":{"stdout":"1\\n",\
          "stderr":"","exitCode":0,"executionTime":0.7111423015594482},"isError":false}\
          """);

  protected final FakeService service = new FakeService();
  protected final FakeTicks ticks = new FakeTicks();
  protected final AwsClients clients = StandIns.at(service.url());
  protected final CodeInterpreter interpreter =
      new CodeInterpreter(
          clients,
          "aws.codeinterpreter.v1",
          2,
          false,
          Clock.fixed(NOW, ZoneOffset.UTC),
          new CodeInterpreter.Waiting(ticks, MINUTE));
  protected Session session;

  @BeforeEach
  void start() throws Exception {
    service.then(json(STARTED));
    session = interpreter.start("plotline-1", Duration.ofHours(1));
  }

  @AfterEach
  void close() {
    clients.close();
    service.close();
  }

  protected void expect(int status, String type, Kind kind) {
    service.then(error(status, type, "the value 'secret code' is odd"));
    var failure = failure(() -> session.run(Language.PYTHON, "secret code", MINUTE));
    assertThat(failure.kind()).as(type).isEqualTo(kind);
    assertThat(failure).hasMessageContaining(type).hasMessageContaining("request-1");
    assertThat(failure).message().doesNotContain("secret");
  }

  protected static SandboxException failure(ThrowingCallable call) {
    return catchThrowableOfType(SandboxException.class, call);
  }
}
