package dev.plotline.tool;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plotline.OnLocalStack;
import dev.plotline.agent.Block;
import dev.plotline.agent.Tool;
import dev.plotline.chat.Content;
import dev.plotline.chat.Reply;
import dev.plotline.chat.ThreadKey;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The tools as the model calls them, over the real adapters and the stand-ins.
class ToolsIT extends OnLocalStack {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration LEFT = Duration.ofMinutes(5);
  private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G'};
  private static final byte[] JPEG = {(byte) 0xff, (byte) 0xd8, (byte) 0xff};

  private final List<String> steps = new ArrayList<>();
  private Work work;
  private Tool code;
  private Tool files;

  @BeforeEach
  void open(TestInfo test, @TempDir Path spool) {
    var thread = new ThreadKey("program", "tools", test.getDisplayName());
    work =
        new Work(
            () -> stack.sandboxes().of(thread), stack.workspace(thread), spool, null, steps::add);
    code = new ExecuteCode(work, Duration.ofMinutes(2), false);
    files = new FileOperations(work);
  }

  @ParameterizedTest
  @ValueSource(strings = {"javascript", "typescript"})
  void aFileThatJavaScriptOrTypeScriptWritesIsDelivered(String language) throws Exception {
    String script =
        (language.equals("typescript") ? "const made: string" : "const made")
            + " = 'a,b';\nrequire('fs').writeFileSync('made.csv', made);\nconsole.log(made)";
    Tool.Result result =
        code.run(json("code", script, "language", language, "output_filename", "made.csv"), LEFT);
    JsonNode content = JSON.readTree(text(result)).path("structuredContent");
    assertThat(content.path("stdout").asText()).as(text(result)).isEqualTo("a,b\n");
    assertThat(JSON.readTree(text(result)).has("note")).as(text(result)).isFalse();
    assertThat(work.files()).extracting(Reply.File::name).containsExactly("made.csv");
  }

  @Test
  void aNewVersionIsKeptAlthoughThereIsNoRoomForMoreFiles() throws Exception {
    code.run(json("code", "for i in range(50): open(f'{i}.txt', 'w').write('old')"), LEFT);
    code.run(
        json("code", "open('0.txt', 'w').write('newer'); open('more.txt', 'w').write('x')"), LEFT);
    assertThat(work.files()).hasSize(50).anyMatch(f -> f.name().equals("0.txt") && f.size() == 5);
    assertThat(work.notices()).anyMatch(notice -> notice.startsWith("More than 50 files"));
  }

  @Test
  void aToolThatNeedsASessionSaysThatOneIsStarted() throws Exception {
    files.run(json("operation", "list"), LEFT);
    assertThat(steps).containsExactly("Starting a session", "Looking after the files");
  }

  @Test
  void whatIsMadeIsNotFetchedLongAfterTheEndOfTheTurn() throws Exception {
    work.sandbox().write("late.csv", () -> new ByteArrayInputStream(new byte[10]));
    work.begin(Duration.ofMinutes(-2));
    assertThat(work.keep("late.csv", 10)).isFalse();
    assertThat(work.notices())
        .containsExactly("“late.csv” was made, but could not be read from the session.");
    work.begin(Duration.ofMinutes(1));
    assertThat(work.keep("late.csv", 10)).isTrue();
  }

  @Test
  void resultIsTheDocumentedJson() throws Exception {
    var result = code.run(json("code", "print(1 + 1)", "description", "adds"), LEFT);
    JsonNode json = JSON.readTree(text(result));
    assertThat(result.error()).isFalse();
    assertThat(json.path("isError").asBoolean(true)).isFalse();
    JsonNode content = json.path("structuredContent");
    assertThat(content.path("stdout").asText()).isEqualTo("2\n");
    assertThat(content.path("exitCode").asInt(-1)).isZero();
    assertThat(content.path("executionTime").asDouble(-1)).isBetween(0.0, 120.0);
    assertThat(json.has("debug_info")).isFalse();
    assertThat(steps).containsExactly("Starting a session", "Running Python: adds");
  }

  @Test
  void debuggingAddsDebugInfo() throws Exception {
    var debugging = new ExecuteCode(work, Duration.ofMinutes(2), true);
    JsonNode json = JSON.readTree(text(debugging.run(json("code", "print(1)"), LEFT)));
    assertThat(json.path("debug_info").path("session").asText()).hasSize(26);
  }

  @Test
  void anExceptionIsAnErrorWithItsTracebackAndWhatWasPrinted() throws Exception {
    var result = code.run(json("code", "print('before')\n1 / 0"), LEFT);
    JsonNode content = JSON.readTree(text(result)).path("structuredContent");
    assertThat(result.error()).isTrue();
    assertThat(content.path("stdout").asText()).isEqualTo("before\n");
    assertThat(content.path("stderr").asText()).contains("ZeroDivisionError").contains("1 / 0");
  }

  @Test
  void warningsOnStderrAreNoFailure() throws Exception {
    var result = code.run(json("code", "import sys; print('careful', file=sys.stderr)"), LEFT);
    assertThat(result.error()).isFalse();
    assertThat(text(result)).contains("careful");
  }

  @Test
  void outputOverTheLimitIsCutAndTheCutIsAnnounced() throws Exception {
    var result = code.run(json("code", "print('\\x1b' * 200000); print('the end')"), LEFT);
    assertThat(text(result)).hasSizeLessThanOrEqualTo(20_000);
    String stdout = JSON.readTree(text(result)).path("structuredContent").path("stdout").asText();
    assertThat(stdout).contains("characters left out; the code did run").endsWith("the end\n");
  }

  @Test
  void aChartGoesToTheModelAsAnImageAndToThePersonAsAFileWithALink() throws Exception {
    var result =
        code.run(
            json(
                "code",
                """
                import matplotlib.pyplot as plt
                plt.bar(["a", "b"], [1, 2])
                plt.title("Counts")
                plt.xlabel("Kind"); plt.ylabel("Number")
                """),
            LEFT);
    assertThat(result.content()).hasSize(2);
    assertThat(result.content().get(1)).isInstanceOf(Block.Image.class);
    var figure = work.figures().getFirst();
    assertThat(figure.alt())
        .contains("Counts")
        .contains("Bar chart; horizontal axis: Kind; vertical axis: Number");
    assertThat(figure.file().name()).endsWith(".png");
    var link = Objects.requireNonNull(figure.file().link());
    try (InputStream in = link.url().toURL().openStream();
        InputStream spooled = figure.file().content().open()) {
      assertThat(in.readAllBytes()).isEqualTo(spooled.readAllBytes());
    }
  }

  @Test
  void anOverwrittenChartIsDeliveredAgain() throws Exception {
    String plot =
        """
        import matplotlib.pyplot as plt
        plt.figure(); plt.plot([1, %d]); plt.savefig("chart.png"); plt.close()
        """;
    code.run(json("code", plot.formatted(2)), LEFT);
    byte[] first = bytes(work.figures().getFirst().file().content());
    code.run(json("code", plot.formatted(9)), LEFT);
    assertThat(work.figures()).hasSize(1);
    assertThat(bytes(work.figures().getFirst().file().content())).isNotEqualTo(first);
  }

  @Test
  void anAskedForFileIsDeliveredAlthoughItDidNotChange() throws Exception {
    work.sandbox().write("old.csv", () -> new ByteArrayInputStream(new byte[] {'a'}));
    code.run(json("code", "pass", "output_filename", "old.csv"), LEFT);
    assertThat(work.files()).extracting(file -> file.name()).containsExactly("old.csv");
  }

  @Test
  void anAskedForTextFileIsDeliveredAsItIs() throws Exception {
    String text = "name;売上\r\n\"a\nb\";1,5\n";
    String program =
        "open('out.csv', 'w', newline='').write(%s)".formatted(JSON.writeValueAsString(text));
    var result = code.run(json("code", program, "output_filename", "out.csv"), LEFT);
    assertThat(JSON.readTree(text(result)).has("note")).isFalse();
    assertThat(new String(bytes(work.files().getFirst().content()), UTF_8)).isEqualTo(text);
  }

  @Test
  void everyImageIsLabelledWithItsRealFormat() throws Exception {
    var result =
        code.run(
            json(
                "code",
                """
                import matplotlib.pyplot as plt
                import numpy as np
                plt.plot([1, 2]); plt.savefig("line.jpg"); plt.savefig("lying.png", format="jpeg"); plt.close()
                plt.imshow(np.random.default_rng(1).random((900, 900)))
                plt.gcf().set_size_inches(16, 16); plt.savefig("noise.png"); plt.close()
                from PIL import Image
                Image.new("RGB", (40, 30)).save("dot.gif")
                """),
            LEFT);
    var images = result.content().subList(1, result.content().size());
    assertThat(images).hasSize(work.figures().size()).hasSizeGreaterThanOrEqualTo(3);
    for (Block block : images) {
      var image = (Block.Image) block;
      byte[] bytes = Base64.getDecoder().decode(image.base64());
      assertThat(image.format()).isEqualTo(bytes[0] == (byte) 0x89 ? "png" : "jpeg");
      assertThat(bytes).startsWith(image.format().equals("png") ? PNG : JPEG);
    }
  }

  @Test
  void nothingIsLostWhenTheCodeRaised() throws Exception {
    var result =
        code.run(
            json(
                "code",
                """
                import matplotlib.pyplot as plt
                print("so far")
                open("part.csv", "w").write("a")
                plt.plot([1, 2])
                raise ValueError("late")
                """),
            LEFT);
    assertThat(result.error()).isTrue();
    assertThat(text(result)).contains("so far").contains("ValueError: late");
    assertThat(result.content()).hasSize(2).last().isInstanceOf(Block.Image.class);
    assertThat(work.figures()).hasSize(1);
    assertThat(work.files()).extracting(file -> file.name()).containsExactly("part.csv");
  }

  @Test
  void javaScriptPrints() throws Exception {
    var result = code.run(json("code", "console.log(6 * 7, 'é')", "language", "javascript"), LEFT);
    JsonNode content = JSON.readTree(text(result)).path("structuredContent");
    assertThat(content.path("stdout").asText()).as(text(result)).isEqualTo("42 é\n");
    assertThat(work.executions().getFirst().language()).isEqualTo("javascript");
    assertThat(steps).last().isEqualTo("Running JavaScript");
  }

  /// The name that the first agent's tool had; models that learned it still call it.
  @Test
  void executePythonIsAnotherNameOfTheTool() {
    assertThat(code.aliases()).containsExactly("execute_python");
  }

  @Test
  void anAskedForFileThatWasNotMadeIsSaid() throws Exception {
    var result = code.run(json("code", "pass", "output_filename", "none.csv"), LEFT);
    assertThat(result.error()).isFalse();
    assertThat(text(result)).contains("wrote no file");
  }

  @Test
  void codeThatNeverEndsIsEndedAndTheModelIsTold() throws Exception {
    var hasty = new ExecuteCode(work, Duration.ofSeconds(1), false);
    var result = hasty.run(json("code", "while True: pass"), LEFT);
    assertThat(result.error()).isTrue();
    assertThat(text(result)).contains("longer than allowed");
    assertThat(text(code.run(json("code", "print(3)"), LEFT))).contains("3\\n");
  }

  @Test
  void missingCodeAndUnknownLanguagesAreSaid() throws Exception {
    assertThat(code.run(JSON.createObjectNode(), LEFT).error()).isTrue();
    assertThat(text(code.run(json("code", "1", "language", "cobol"), LEFT))).contains("python");
  }

  @Test
  void filesAreWrittenReadListedAndRemovedWhateverTheirTextAndName() throws Exception {
    String path = "notes/it's \"売上\".txt";
    String text = "a 'quoted' line\nback\\slash\n日本語 😀";
    var write = json("operation", "write");
    write.putArray("content").addObject().put("path", path).put("text", text);
    assertThat(text(files.run(write, LEFT))).isEqualTo("Written: " + path);
    assertThat(text(files.run(paths("read", path), LEFT))).isEqualTo(text);
    assertThat(text(files.run(paths("list", "notes"), LEFT))).contains("it's \\\"売上\\\".txt");
    assertThat(text(files.run(paths("remove", path), LEFT))).isEqualTo("Removed: " + path);
    assertThat(files.run(paths("read", path), LEFT).error()).isTrue();
    assertThat(work.files()).hasSize(1);
    assertThat(new String(bytes(work.files().getFirst().content()), UTF_8)).isEqualTo(text);
  }

  @Test
  void pathsOutsideTheWorkspaceAreRefused() throws Exception {
    for (String path : List.of("/etc/passwd", "../x", "a/../../x", ".plotline/state.json")) {
      assertThat(text(files.run(paths("read", path), LEFT)))
          .isEqualTo("Path must stay inside the session workspace.");
    }
  }

  @Test
  void anUnknownOperationNamesTheKnownOnes() throws Exception {
    assertThat(text(files.run(json("operation", "copy"), LEFT)))
        .isEqualTo("Unknown operation: 'copy'. Use: read, write, list, remove");
  }

  private static byte[] bytes(Content content) throws Exception {
    try (InputStream in = content.open()) {
      return in.readAllBytes();
    }
  }

  private static ObjectNode json(String... pairs) {
    ObjectNode json = JSON.createObjectNode();
    for (int i = 0; i < pairs.length; i += 2) {
      json.put(pairs[i], pairs[i + 1]);
    }
    return json;
  }

  private static ObjectNode paths(String operation, String path) {
    ObjectNode json = json("operation", operation);
    json.putArray("paths").add(path);
    return json;
  }

  private static String text(Tool.Result result) {
    return ((Block.Text) result.content().getFirst()).text();
  }
}
