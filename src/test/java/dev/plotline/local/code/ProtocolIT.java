package dev.plotline.local.code;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.bedrockagentcore.model.AccessDeniedException;
import software.amazon.awssdk.services.bedrockagentcore.model.CodeInterpreterSessionStatus;
import software.amazon.awssdk.services.bedrockagentcore.model.CodeInterpreterSessionSummary;
import software.amazon.awssdk.services.bedrockagentcore.model.ContentBlock;
import software.amazon.awssdk.services.bedrockagentcore.model.ContentBlockType;
import software.amazon.awssdk.services.bedrockagentcore.model.InputContentBlock;
import software.amazon.awssdk.services.bedrockagentcore.model.ResourceNotFoundException;
import software.amazon.awssdk.services.bedrockagentcore.model.ServiceQuotaExceededException;
import software.amazon.awssdk.services.bedrockagentcore.model.ThrottlingException;
import software.amazon.awssdk.services.bedrockagentcore.model.ToolName;
import software.amazon.awssdk.services.bedrockagentcore.model.ValidationException;

/// The service's promises about sessions and its shapes of results, met through its own client.
class ProtocolIT {
  private static final String VAR = "file:///opt/amazon/genesis1p-tools/var/";

  @TempDir private static Path home;
  private static final AtomicReference<Instant> NOW =
      new AtomicReference<>(Instant.parse("2026-11-21T10:00:00Z"));
  private static LocalInterpreter interpreter;
  private static Client client;

  @BeforeAll
  static void start() {
    InstantSource time = NOW::get;
    interpreter =
        LocalInterpreter.start(Pythons.options(home).withSessions(4, 6).withClock(clock(time)));
    client = new Client(interpreter);
  }

  @AfterAll
  static void stop() {
    client.close();
    interpreter.close();
  }

  private static Clock clock(InstantSource source) {
    return source.withZone(ZoneOffset.UTC);
  }

  @Test
  void filesAreWrittenReadListedAndRemoved() {
    var session = client.start();
    var written =
        client.invoke(
            session,
            ToolName.WRITE_FILES,
            a ->
                a.content(
                    InputContentBlock.builder().path("data.csv").text("x\n1\n").build(),
                    InputContentBlock.builder()
                        .path("pixel.png")
                        .blob(SdkBytes.fromByteArray(new byte[] {(byte) 0x89, 'P'}))
                        .build()));
    assertThat(written.content().getFirst().text()).isEqualTo("Successfully wrote all 2 files");
    var csv = client.read(session, "data.csv").content().getFirst();
    assertThat(csv.type()).isEqualTo(ContentBlockType.RESOURCE);
    assertThat(csv.resource().uri()).isEqualTo(VAR + "data.csv");
    assertThat(csv.resource().mimeType()).isEqualTo("text/csv");
    assertThat(csv.resource().text()).isEqualTo("x\n1\n");
    var png = client.read(session, "pixel.png").content().getFirst().resource();
    assertThat(png.typeAsString()).isEqualTo("blob");
    assertThat(png.blob().asByteArray()).containsExactly(0x89, 'P');
    assertThat(client.list(session, "").content())
        .extracting(ContentBlock::name, ContentBlock::uri, ContentBlock::description)
        .containsExactlyInAnyOrder(
            tuple("log", "file:///log", "Directory"),
            tuple(".ipython", "file:///.ipython", "Directory"),
            tuple("data.csv", "file:///data.csv", "File"),
            tuple("pixel.png", "file:///pixel.png", "File"));
    var removed = client.invoke(session, ToolName.REMOVE_FILES, a -> a.paths("data.csv", "log"));
    assertThat(removed.isError()).isFalse();
    assertThat(client.read(session, "data.csv").isError()).isTrue();
    client.stop(session);
  }

  private static org.assertj.core.groups.Tuple tuple(Object... values) {
    return org.assertj.core.groups.Tuple.tuple(values);
  }

  @Test
  void listingIsNotRecursive() {
    var session = client.start();
    client.python(session, "import os; os.mkdir('a'); open('a/b.txt', 'w').write('x')");
    assertThat(client.list(session, "").content())
        .extracting(ContentBlock::name)
        .doesNotContain("b.txt");
    assertThat(client.list(session, "a").content())
        .extracting(ContentBlock::name, ContentBlock::uri, ContentBlock::size)
        .containsExactly(tuple("b.txt", "file:///a/b.txt", 1L));
    assertThat(client.invoke(session, ToolName.LIST_FILES, a -> a.path("a")).content())
        .as("as older clients name the folder")
        .hasSize(1);
    assertThat(client.list(session, "nowhere").isError()).isTrue();
    client.stop(session);
  }

  @Test
  void aMissingParentFolderIsAnErrorResultAndNothingIsWritten() {
    var session = client.start();
    var result =
        client.invoke(
            session,
            ToolName.WRITE_FILES,
            a ->
                a.content(
                    InputContentBlock.builder().path("good.txt").text("x").build(),
                    InputContentBlock.builder().path("no/such.txt").text("x").build()));
    assertThat(result.isError()).isTrue();
    assertThat(result.content().getFirst().text()).contains("no/such.txt");
    assertThat(client.read(session, "good.txt").isError()).isTrue();
    client.stop(session);
  }

  @Test
  void manyBytesComeInSeveralEventsAndTooManyAreRefused() {
    var session = client.start();
    client.python(
        session,
        """
        for name, size in (("a", 12_000_000), ("b", 12_000_000), ("big", 17_000_000)):
            open(name, "wb").write(b"\\0" * size)
        """);
    var results = client.invokeAll(session, ToolName.READ_FILES, a -> a.paths("a", "b"));
    assertThat(results).hasSize(2);
    assertThat(results.get(1).content().getFirst().resource().blob().asByteArray())
        .hasSize(12_000_000);
    var refused = client.read(session, "big");
    assertThat(refused.isError()).isTrue();
    assertThat(refused.content().getFirst().text()).contains("read it in parts");
    client.stop(session);
  }

  @Test
  void codeThatFailsHasItsOutputAndItsTraceback() {
    var session = client.start();
    var result = client.python(session, "print('before')\n1 / 0");
    assertThat(result.isError()).isTrue();
    assertThat(result.structuredContent().stdout()).isEqualTo("before\n");
    assertThat(result.structuredContent().exitCode()).isEqualTo(1);
    assertThat(result.structuredContent().executionTime()).isBetween(0.0, 30.0);
    assertThat(result.content().getFirst().text()).startsWith("before\nTraceback");
    client.stop(session);
  }

  @Test
  void aSessionIsFoundListedAndStopped() {
    var ids = new ArrayList<String>();
    for (int i = 0; i < 3; i++) {
      ids.add(client.start());
    }
    assertThat(ids).allMatch(id -> id.matches("[0-9A-Z]{26}")).doesNotHaveDuplicates();
    var found =
        Client.await(
            client
                .sdk()
                .getCodeInterpreterSession(
                    r -> r.codeInterpreterIdentifier(Client.INTERPRETER).sessionId(ids.get(0))));
    assertThat(found.name()).isEqualTo("test");
    assertThat(found.sessionTimeoutSeconds()).isEqualTo(3600);
    assertThat(found.createdAt()).isEqualTo(NOW.get());
    assertThat(found.status()).isEqualTo(CodeInterpreterSessionStatus.READY);
    assertThat(listed(2)).hasSizeGreaterThanOrEqualTo(3).containsAll(ids);
    ids.forEach(client::stop);
    assertThat(listed(100)).doesNotContainAnyElementsOf(ids);
    assertThatThrownBy(() -> client.python(ids.get(0), "1"))
        .isInstanceOf(ResourceNotFoundException.class);
    assertThatThrownBy(() -> client.stop(ids.get(0))).isInstanceOf(ResourceNotFoundException.class);
  }

  @Test
  void aSessionStoppedWhileItRunsHasNoResult() {
    var session = client.start();
    var running =
        client.begin(
            session,
            ToolName.EXECUTE_CODE,
            a ->
                a.language("python")
                    .code("open('begun', 'w').close()\nimport time; time.sleep(600)"));
    while (client.list(session, "").content().stream().noneMatch(c -> c.name().equals("begun"))) {
      assertThat(running).isNotDone();
    }
    client.stop(session);
    assertThatThrownBy(() -> Client.await(running)).isInstanceOf(ResourceNotFoundException.class);
  }

  /// The ready sessions, asked for page by page.
  private static List<String> listed(int pageSize) {
    var ids = new ArrayList<String>();
    String token = null;
    do {
      var next = token;
      var page =
          Client.await(
              client
                  .sdk()
                  .listCodeInterpreterSessions(r ->
                      r.codeInterpreterIdentifier(Client.INTERPRETER)
                          .maxResults(pageSize)
                          .nextToken(next)
                          .status(CodeInterpreterSessionStatus.READY)));
      page.items().stream().map(CodeInterpreterSessionSummary::sessionId).forEach(ids::add);
      token = page.nextToken();
    } while (token != null);
    return ids;
  }

  @Test
  void theTimeToLiveIsAbsolute() {
    var session =
        Client.await(
                client
                    .sdk()
                    .startCodeInterpreterSession(r ->
                        r.codeInterpreterIdentifier(Client.INTERPRETER).sessionTimeoutSeconds(60)))
            .sessionId();
    NOW.updateAndGet(now -> now.plus(Duration.ofSeconds(59)));
    assertThat(client.python(session, "1 + 1").structuredContent().stdout()).isEqualTo("2\n");
    NOW.updateAndGet(now -> now.plus(Duration.ofSeconds(1)));
    assertThatThrownBy(() -> client.python(session, "1"))
        .isInstanceOf(ResourceNotFoundException.class);
    var found =
        Client.await(
            client
                .sdk()
                .getCodeInterpreterSession(
                    r -> r.codeInterpreterIdentifier(Client.INTERPRETER).sessionId(session)));
    assertThat(found.status()).isEqualTo(CodeInterpreterSessionStatus.TERMINATED);
  }

  @Test
  void theSameTokenMakesTheSameSession() {
    var token = "token-0123456789-0123456789-0123456789";
    var first = started(token, 600);
    assertThat(started(token, 600)).isEqualTo(first);
    assertThatThrownBy(() -> started(token, 601))
        .isInstanceOfSatisfying(
            ValidationException.class,
            e -> assertThat(e.reasonAsString()).isEqualTo("IdempotentParameterMismatchException"));
    client.stop(first);
  }

  private static String started(String token, int seconds) {
    return Client.await(
            client
                .sdk()
                .startCodeInterpreterSession(r ->
                    r.codeInterpreterIdentifier(Client.INTERPRETER)
                        .clientToken(token)
                        .sessionTimeoutSeconds(seconds)))
        .sessionId();
  }

  @Test
  void aSessionOverTheQuotaIsRefused() {
    var sessions = new ArrayList<String>();
    try {
      assertThatThrownBy(
              () -> {
                for (int i = 0; i <= 6; i++) {
                  sessions.add(client.start());
                }
              })
          .isInstanceOfSatisfying(
              ServiceQuotaExceededException.class, e -> assertThat(e.statusCode()).isEqualTo(402));
    } finally {
      sessions.forEach(client::stop);
    }
  }

  @Test
  void theLeastRecentlyUsedGivesWayAndComesBackWithItsFiles() {
    var first = client.start();
    client.python(first, "x = 1; open('kept.txt', 'w').write('here')");
    var others = new ArrayList<String>();
    for (int i = 0; i < 4; i++) {
      others.add(client.start());
      client.python(others.getLast(), "1");
    }
    var back = client.python(first, "print(open('kept.txt').read())\nx").structuredContent();
    assertThat(back.stdout()).isEqualTo("here\n");
    assertThat(back.stderr())
        .startsWith("[The session was put aside to make room for others; variables are gone")
        .contains("NameError");
    assertThat(client.python(first, "1").structuredContent().stderr()).isEmpty();
    others.add(first);
    others.forEach(client::stop);
  }

  @Test
  void aCallAboveTheRateIsThrottled() {
    try (var limited =
            LocalInterpreter.start(
                Pythons.options(home).withCallsPerSecond(1).withConfinement(Confinement.LANDLOCK));
        var throttled = new Client(limited)) {
      var calls = // all at once: on the slowest machine they don't take a second each
          Stream.generate(() ->
                  throttled
                      .sdk()
                      .listCodeInterpreterSessions(
                          r -> r.codeInterpreterIdentifier(Client.INTERPRETER)))
              .limit(60)
              .toList();
      assertThatThrownBy(() -> calls.forEach(Client::await))
          .isInstanceOfSatisfying(
              ThrottlingException.class, e -> assertThat(e.statusCode()).isEqualTo(429));
    }
  }

  @Test
  void textComesAsABlobWhereThatIsAskedFor() {
    try (var blobs = LocalInterpreter.start(Pythons.options(home).withBlobsOnly(true));
        var reader = new Client(blobs)) {
      var session = reader.start();
      reader.write(session, "a.txt", "text");
      var resource = reader.read(session, "a.txt").content().getFirst().resource();
      assertThat(resource.text()).isNull();
      assertThat(resource.blob().asUtf8String()).isEqualTo("text");
    }
  }

  @Test
  void aWrongKeyAndAWrongSecretAreRefused() {
    for (var stranger :
        List.of(
            new Client(interpreter.url(), interpreter.accessKey(), "wrong"),
            new Client(interpreter.url(), "WRONG", interpreter.secretKey()))) {
      try (stranger) {
        assertThatThrownBy(stranger::start)
            .isInstanceOfSatisfying(
                AccessDeniedException.class, e -> assertThat(e.statusCode()).isEqualTo(403));
      }
    }
  }

  @Test
  void theJournalKnowsEachCallAndNoContent() {
    var session = client.start();
    interpreter.journal().clear();
    client.python(session, "secret = 'not in the journal'");
    assertThatThrownBy(() -> client.python("0UNKNOWN", "1"))
        .isInstanceOf(ResourceNotFoundException.class);
    assertThat(interpreter.journal().calls("executeCode"))
        .extracting(Journal.Call::operation, Journal.Call::session, Journal.Call::status)
        .containsExactly(
            tuple("InvokeCodeInterpreter", session, 200),
            tuple("InvokeCodeInterpreter", "0UNKNOWN", 404));
    assertThat(interpreter.journal().refusals())
        .extracting(Journal.Call::error)
        .containsExactly("ResourceNotFoundException");
    assertThat(interpreter.journal().calls().toString()).doesNotContain("not in the journal");
    client.stop(session);
  }
}
