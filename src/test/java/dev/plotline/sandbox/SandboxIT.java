package dev.plotline.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plotline.LocalStack;
import dev.plotline.aws.CodeInterpreter;
import dev.plotline.chat.Content;
import dev.plotline.chat.ThreadKey;
import dev.plotline.local.code.Journal;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.bedrockagentcore.BedrockAgentCoreAsyncClient;

/// A thread's sandbox over the real adapters and the stand-ins.
class SandboxIT {
  private static final Duration LIMIT = Duration.ofMinutes(5);

  private static LocalStack stack;

  @BeforeAll
  static void start(@TempDir Path home) throws Exception {
    stack = LocalStack.start(home);
  }

  @AfterAll
  static void stop() {
    stack.close();
  }

  private ThreadKey thread;
  private Sandbox sandbox;

  @BeforeEach
  void open(TestInfo test) {
    thread = new ThreadKey("program", "", test.getDisplayName());
    sandbox = stack.sandboxes().of(thread);
  }

  @Test
  void variablesLastAndAFigureLeftOpenIsCaptured() throws Exception {
    run("x = [1, 4, 9]");
    var execution =
        run(
            """
            import matplotlib.pyplot as plt
            plt.plot(x, label="Squares")
            plt.title("Growth")
            plt.xlabel("Step")
            plt.ylabel("Value")
            plt.legend()
            print(sum(x))
            """);
    assertThat(execution.output().stdout()).isEqualTo("14\n");
    assertThat(execution.figures()).hasSize(1);
    Figure figure = execution.figures().getFirst();
    assertThat(figure.title()).isEqualTo("Growth");
    assertThat(figure.axes().getFirst().series()).containsExactly("Squares");
    assertThat(figure.axes().getFirst().x()).isEqualTo("Step");
    assertThat(read(figure.path(), figure.bytes())).startsWith(0x89, 'P', 'N', 'G');
    assertThat(run("1").figures()).isEmpty();
  }

  @Test
  void aFigureIsCapturedAlthoughTheCodeRaised() throws Exception {
    var execution =
        run(
            """
            import matplotlib.pyplot as plt
            plt.plot([1, 2])
            raise ValueError("late")
            """);
    assertThat(execution.output().error()).isTrue();
    assertThat(execution.output().stderr()).contains("ValueError: late");
    assertThat(execution.figures()).hasSize(1);
  }

  @Test
  void anOverwrittenFileInANestedFolderIsFoundAgain() throws Exception {
    String code =
        """
        import os
        os.makedirs("a/b", exist_ok=True)
        open("a/b/out.csv", "w").write(%s)
        """;
    assertThat(run(code.formatted("'1'")).files())
        .containsExactly(new Execution.Changed("a/b/out.csv", 1));
    assertThat(run(code.formatted("'2'")).files())
        .containsExactly(new Execution.Changed("a/b/out.csv", 1));
    assertThat(run("print(open('a/b/out.csv').read())").files()).isEmpty();
  }

  @Test
  void whatWePutThereIsNotTakenForMade() throws Exception {
    sandbox.write("売上 'x'.csv", bytes("a\n1\n".getBytes(UTF_8)));
    var execution = run("import os; print(os.listdir('.'))");
    assertThat(execution.output().stdout()).contains("売上 'x'.csv");
    assertThat(execution.files()).isEmpty();
  }

  @Test
  void aSmallPictureComesBackUnchanged() throws Exception {
    byte[] png =
        Base64.getDecoder()
            .decode(
                "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGP6DwABBQECz6AuzQAAAABJRU5ErkJggg==");
    assertThat(png).hasSize(67);
    sandbox.write("dot.png", bytes(png));
    assertThat(read("dot.png", 67)).isEqualTo(png);
  }

  @Test
  void thirtyMegabytesComeBackUnchanged() throws Exception {
    byte[] random = new byte[30_000_001];
    new Random(7).nextBytes(random);
    sandbox.write("deep/down/big.bin", bytes(random));
    assertThat(read("deep/down/big.bin", random.length)).isEqualTo(random);
    assertThat(run("print(1)").files()).isEmpty();
  }

  @Test
  void aSessionThatIsGoneIsReplacedAndItIsSaid() throws Exception {
    run("kept = 1");
    String first = sandbox.session();
    assertThat(first).isNotNull();
    endBehindItsBack(first);
    var execution = run("print(kept + 1)");
    assertThat(execution.output().stdout()).isEqualTo("2\n");
    assertThat(sandbox.session()).isNotEqualTo(first);
    assertThat(sandbox.takeNotices())
        .containsExactly(
            "The session had expired; a new one was started. 1 run of code was repeated in it,"
                + " with the same results.");
    assertThat(sandbox.takeNotices()).isEmpty();
  }

  @Test
  void aSessionTooNearItsEndIsReplacedBeforeTheRun() throws Exception {
    var now = new AtomicReference<>(Instant.now());
    InstantSource time = now::get;
    Clock clock = time.withZone(ZoneOffset.UTC);
    try (var sandboxes =
        new Sandboxes(
            new CodeInterpreter(stack.clients(), "aws.codeinterpreter.v1", 10, clock),
            stack::workspace,
            new Sandbox.Life(Duration.ofHours(1), Duration.ofMinutes(6)),
            Duration.ofMinutes(15),
            clock)) {
      Sandbox aging = sandboxes.of(new ThreadKey("program", "", "aging"));
      aging.run(Language.PYTHON, "kept = 1", LIMIT);
      String first = Objects.requireNonNull(aging.session());
      now.updateAndGet(instant -> instant.plus(Duration.ofMinutes(54)));
      assertThat(aging.run(Language.PYTHON, "print(kept)", LIMIT).output().stdout())
          .isEqualTo("1\n");
      now.updateAndGet(instant -> instant.plusSeconds(1));
      Execution execution = aging.run(Language.PYTHON, "print(kept + 1)", LIMIT);
      assertThat(execution.output().stdout()).isEqualTo("2\n");
      assertThat(aging.takeNotices()).singleElement().asString().contains("was about to expire");
      assertThat(calls("StopCodeInterpreterSession"))
          .filteredOn(call -> call.session().equals(first))
          .hasSize(1);
    }
  }

  @Test
  void twoSimultaneousUsesOfANewThreadStartOneSession() throws Exception {
    int before = calls("StartCodeInterpreterSession").size();
    var gate = new CyclicBarrier(2);
    Callable<@Nullable String> use =
        () -> {
          gate.await();
          sandbox.run(Language.PYTHON, "1", LIMIT);
          return sandbox.session();
        };
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var uses = threads.invokeAll(List.of(use, use));
      assertThat(uses.get(0).get()).isNotNull().isEqualTo(uses.get(1).get());
    }
    assertThat(calls("StartCodeInterpreterSession")).hasSize(before + 1);
  }

  private static List<Journal.Call> calls(String operation) {
    return stack.code().journal().calls().stream()
        .filter(call -> call.operation().equals(operation))
        .toList();
  }

  @Test
  void codeThatRunsTooLongIsEndedAndTheNextRunGoesOn() throws Exception {
    assertThatThrownBy(
            () -> sandbox.run(Language.PYTHON, "while True: pass", Duration.ofSeconds(2)))
        .isInstanceOf(SandboxException.class)
        .extracting(e -> ((SandboxException) e).kind())
        .isEqualTo(SandboxException.Kind.TIMEOUT);
    assertThat(run("print(2)").output().stdout()).isEqualTo("2\n");
    assertThat(sandbox.takeNotices()).singleElement().asString().contains("longer than allowed");
  }

  /// The SDK's defaults would have sent the code four times by then.
  @Test
  void codeThatIsSilentForFortySecondsRunsOnce() throws Exception {
    sandbox.warm();
    var execution =
        run("import time\ntime.sleep(40)\nprint('done', file=open('log.txt', 'a'), end='')");
    assertThat(execution.output().error()).isFalse();
    assertThat(execution.files()).containsExactly(new Execution.Changed("log.txt", 4));
    String session = Objects.requireNonNull(sandbox.session());
    assertThat(
            stack.code().journal().calls().stream()
                .filter(call -> call.session().equals(session))
                .filter(call -> call.took().toSeconds() >= 39))
        .hasSize(1);
  }

  @Test
  void theBeginningOfAFileAndItsSize() throws Exception {
    run("open('long.txt', 'w').write('ab' * 1000)");
    Sandbox.Head head = sandbox.head("long.txt", 3);
    assertThat(UTF_8.decode(head.bytes().duplicate()).toString()).isEqualTo("aba");
    assertThat(head.size()).isEqualTo(2000);
  }

  @Test
  void codeThatBreaksTheInterpreterLosesVariablesButNotFilesAndGoesOn() throws Exception {
    run("open('made.txt', 'w').write('x')\nv = 1");
    run("import os; os._exit(3)");
    var execution = run("print('v' in globals(), open('made.txt').read())");
    assertThat(execution.output().stdout()).isEqualTo("False x\n");
    assertThat(execution.files()).isEmpty();
  }

  /// A glyph that a font lacks is drawn as an empty box, the same for every character.
  @ParameterizedTest
  @ValueSource(strings = {"売上高かな", "销售额简体", "銷售額繁體", "매출액"})
  void labelsInEastAsianScriptsAreLegible(String label) throws Exception {
    var execution =
        run(
            """
            import warnings
            warnings.simplefilter("error")
            import matplotlib.pyplot as plt
            import numpy as np
            def drawn(text):
                fig = plt.figure(figsize=(2, 1))
                fig.text(0.1, 0.4, text, fontsize=20)
                fig.canvas.draw()
                image = np.asarray(fig.canvas.buffer_rgba()).copy()
                plt.close(fig)
                return image.tobytes()
            label = %s
            print(len({drawn(c) for c in label}) == len(label))
            """
                .formatted("'" + label + "'"));
    assertThat(execution.output().stderr()).doesNotContain("Glyph");
    assertThat(execution.output().stdout()).isEqualTo("True\n");
  }

  /// The labels come from the data, so that the code doesn't show that a font is needed.
  @Test
  void aFontIsPutIntoASessionThatHasNoneForAChart() throws Exception {
    var execution =
        run(
            """
            import matplotlib.font_manager as fonts
            import matplotlib.pyplot as plt
            fonts.fontManager.ttflist = [
                face for face in fonts.fontManager.ttflist if face.name.startswith('DejaVu')]
            for code in (0x58f2, 0x4e0a, 0xb9e4):
                plt.figure(figsize=(2, 2)).text(0.2, 0.2, chr(code), fontsize=60)
            """);
    assertThat(execution.output().stderr()).isEmpty();
    var drawn = new HashSet<String>();
    for (Figure figure : execution.figures()) {
      drawn.add(HexFormat.of().formatHex(read(figure.path(), figure.bytes())));
    }
    assertThat(drawn).as("a box would look the same each time").hasSize(3);
    assertThat(sandbox.head(Font.PATH, 4).size()).isGreaterThan(1_000_000);
  }

  @Test
  void whatARunMadeIsNotReadFromTheSessionThatFollows() throws Exception {
    sandbox.write("a.csv", bytes("old".getBytes(UTF_8)));
    stack.workspace(thread).save("a.csv", bytes("old".getBytes(UTF_8)), 3);
    run("open('a.csv', 'w').write('new')");
    endBehindItsBack(Objects.requireNonNull(sandbox.session()));
    assertThatThrownBy(() -> read("a.csv", 3)).hasMessageContaining("ended before a file was read");
    // The run was repeated there.
    assertThat(new String(read("a.csv", 3), UTF_8)).isEqualTo("new");
  }

  @Test
  void whatTheSessionSaysIsNotInTheMessageForTheLog() {
    assertThatThrownBy(() -> sandbox.unpack("給与.zip"))
        .hasMessage("unpack was refused")
        .extracting(e -> ((SandboxException) e).words())
        .asString()
        .contains("FileNotFoundError");
  }

  private void endBehindItsBack(String session) throws Exception {
    try (var other =
        BedrockAgentCoreAsyncClient.builder()
            .endpointOverride(stack.code().url())
            .region(Region.US_EAST_1)
            .credentialsProvider(
                StaticCredentialsProvider.create(
                    AwsBasicCredentials.create(stack.code().accessKey(), stack.code().secretKey())))
            .build()) {
      other
          .stopCodeInterpreterSession(
              r -> r.codeInterpreterIdentifier("aws.codeinterpreter.v1").sessionId(session))
          .get();
    }
  }

  private Execution run(String code) throws Exception {
    return sandbox.run(Language.PYTHON, code, LIMIT);
  }

  private byte[] read(String path, long size) throws Exception {
    var out = new ByteArrayOutputStream();
    sandbox.read(path, size, out);
    return out.toByteArray();
  }

  private static Content bytes(byte[] bytes) {
    return () -> new ByteArrayInputStream(bytes);
  }
}
