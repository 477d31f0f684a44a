package dev.plotline.tool;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plotline.OnLocalStack;
import dev.plotline.agent.Block;
import dev.plotline.agent.Tool;
import dev.plotline.chat.ThreadKey;
import dev.plotline.file.FileStore;
import dev.plotline.file.Workspace;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Commands and the workspace as the model uses them, over the real adapters and the stand-ins.
/// Most of these are named after what other bots got wrong.
class WorkspaceToolsIT extends OnLocalStack {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration LEFT = Duration.ofMinutes(5);
  private static final Duration RUN = Duration.ofMinutes(2);

  private ThreadKey thread = new ThreadKey("program", "workspace", "");
  private Path spool;
  private Work work;

  @BeforeEach
  void open(TestInfo test, @TempDir Path folder) {
    thread = new ThreadKey("program", "workspace", test.getDisplayName());
    spool = folder;
    work = work(stack.workspace(thread));
  }

  @Test
  void aCommandsExitCodeAndStderrAreShownWhetherItFailedOrNot() throws Exception {
    var command = new ExecuteCommand(work, RUN);
    var failed = command.run(json("command", "echo out; echo why >&2; exit 3"), LEFT);
    assertThat(failed.error()).isTrue();
    JsonNode content = content(failed).path("structuredContent");
    assertThat(content.path("exitCode").asInt()).isEqualTo(3);
    assertThat(content.path("stdout").asText()).isEqualTo("out\n");
    assertThat(content.path("stderr").asText()).isEqualTo("why\n");
    var warned = command.run(json("command", "echo careful >&2"), LEFT);
    assertThat(warned.error()).isFalse();
    assertThat(content(warned).path("structuredContent").path("stderr").asText())
        .isEqualTo("careful\n");
    assertThat(command.run(json("command", " "), LEFT).error()).isTrue();
  }

  @Test
  void whatACommandWroteIsDelivered() throws Exception {
    new ExecuteCommand(work, RUN).run(json("command", "printf 'a,b' > out.csv"), LEFT);
    assertThat(work.files()).extracting(file -> file.name()).containsExactly("out.csv");
  }

  @Test
  void aPushedFileIsReadBackUnderTheDocumentedName() throws Exception {
    there("chart/売上.csv", "a,b\n1,2\n".getBytes(UTF_8));
    JsonNode pushed = content(push("chart/売上.csv"));
    assertThat(pushed)
        .isEqualTo(
            JSON.readTree(
                "{\"files_saved\":[\"code-interpreter/chart/売上.csv\"],\"count\":1,\"status\":\"ok\"}"));
    assertThat(read("code-interpreter/chart/売上.csv").path("content").asText())
        .isEqualTo("a,b\n1,2\n");
  }

  @Test
  void equalNamesInTwoFoldersDoNotCollide() throws Exception {
    there("a/x.txt", "first".getBytes(UTF_8));
    there("b/x.txt", "second".getBytes(UTF_8));
    assertThat(content(push("a/x.txt", "b/x.txt")).path("count").asInt()).isEqualTo(2);
    assertThat(read("code-interpreter/a/x.txt").path("content").asText()).isEqualTo("first");
    assertThat(read("code-interpreter/b/x.txt").path("content").asText()).isEqualTo("second");
    assertThat(work.files()).extracting(file -> file.path()).containsExactly("a/x.txt", "b/x.txt");
  }

  @Test
  void withoutPathsTheFilesOfTheWorkingFolderArePushed() throws Exception {
    assertThat(content(push()))
        .isEqualTo(JSON.readTree("{\"files_saved\":[],\"count\":0,\"status\":\"ok\"}"));
    there("one.txt", new byte[] {'1'});
    there("sub/two.txt", new byte[] {'2'});
    assertThat(content(push()).path("files_saved").toString())
        .isEqualTo("[\"code-interpreter/one.txt\"]");
  }

  @Test
  void aFileThatCouldNotBePushedIsSaidAndNeverCalledSaved() throws Exception {
    there("here.txt", new byte[] {'1'});
    var result = push("here.txt", "missing.txt");
    assertThat(result.error()).isTrue();
    assertThat(content(result).path("files_saved").toString())
        .isEqualTo("[\"code-interpreter/here.txt\"]");
    assertThat(content(result).path("files_failed").toString())
        .isEqualTo("[\"code-interpreter/missing.txt\"]");
    assertThat(content(result).path("status").asText()).isEqualTo("partial");
    work = work(new Workspace(away(), thread, Duration.ofHours(1), Clock.systemUTC()));
    var failed = push("here.txt");
    assertThat(failed.error()).isTrue();
    assertThat(content(failed).path("files_saved")).isEmpty();
    assertThat(content(failed).path("status").asText()).isEqualTo("error");
    assertThat(push("../x").error()).isTrue();
  }

  @Test
  void ofABinaryFileTheContentIsLeftOutAndALongTextIsCut() throws Exception {
    there("a.bin", new byte[] {0, 1, (byte) 0xff});
    there("long.txt", "é".repeat(60_000).getBytes(UTF_8));
    push("a.bin", "long.txt");
    JsonNode binary = read("code-interpreter/a.bin");
    assertThat(binary.path("content_omitted").asBoolean()).isTrue();
    assertThat(binary.path("encoding").asText()).isEqualTo("binary");
    assertThat(binary.path("size").asInt()).isEqualTo(3);
    assertThat(binary.has("content")).isFalse();
    JsonNode cut = read("code-interpreter/long.txt");
    assertThat(cut.path("encoding").asText()).isEqualTo("text");
    assertThat(cut.path("truncated").asBoolean()).isTrue();
    assertThat(cut.path("size").asInt()).isEqualTo(120_000);
    assertThat(cut.toString()).hasSizeLessThan(20_000);
  }

  @Test
  void aMissingFileIsNamed() throws Exception {
    var result = new WorkspaceRead(work).run(json("path", "code-interpreter/none.csv"), LEFT);
    assertThat(result.error()).isTrue();
    assertThat(text(result)).isEqualTo("File not found: code-interpreter/none.csv");
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "-, 4",
        "'', 4",
        "/, 4",
        "code-interpreter, 4",
        "code-interpreter/, 4",
        "/code-interpreter/sub, 2",
        "code-interpreter/sub/, 2",
        "sub, 2",
        "sub/deep, 1",
        "code-interpreter/subway.csv, 1",
        "code-interpreter/subw, 0",
        "code-interpreterX, 0",
        "documents/, 0"
      })
  void aListTakesWholeNames(String path, int count) throws Exception {
    for (String name : List.of("a.csv", "sub/b.csv", "sub/deep/c.csv", "subway.csv")) {
      stack.workspace(thread).save(name, () -> new ByteArrayInputStream(new byte[5]), 5);
    }
    ObjectNode input = path == null ? JSON.createObjectNode() : json("path", path);
    JsonNode list = content(new WorkspaceList(work).run(input, LEFT));
    assertThat(list.path("count").asInt()).isEqualTo(count);
    assertThat(list.path("files")).hasSize(count).allMatch(file -> file.path("size").asInt() == 5);
    assertThat(list.path("files"))
        .allMatch(file -> file.path("path").asText().startsWith("code-interpreter/"));
  }

  @Test
  void aRemovedFileIsNoFileOfTheThreadAnyMoreUntilItIsWrittenAgain() throws Exception {
    var code = new ExecuteCode(work, RUN, false);
    String write =
        "import os; os.makedirs('d', exist_ok=True)\n"
            + "for path in ('a.csv', 'd/b.csv', 'c.csv'): open(path, 'w').write('1')";
    code.run(json("code", write), LEFT);
    assertThat(paths()).containsExactly("a.csv", "c.csv", "d/b.csv");
    ObjectNode remove = json("operation", "remove");
    remove.putArray("paths").add("a.csv");
    new FileOperations(work).run(remove, LEFT);
    code.run(json("code", "os.remove('d/b.csv')"), LEFT);
    assertThat(paths()).containsExactly("c.csv");
    code.run(json("code", "open('a.csv', 'w').write('2')"), LEFT);
    assertThat(paths()).containsExactly("a.csv", "c.csv");
  }

  private List<String> paths() throws IOException {
    return stack.workspace(thread).latest().stream().map(Workspace.Saved::path).sorted().toList();
  }

  private Work work(Workspace workspace) {
    return new Work(() -> stack.sandboxes().of(thread), workspace, spool, null, _ -> {});
  }

  private void there(String path, byte[] bytes) throws Exception {
    work.sandbox().write(path, () -> new ByteArrayInputStream(bytes));
  }

  private Tool.Result push(String... paths) throws Exception {
    ObjectNode input = JSON.createObjectNode();
    var list = input.putArray("paths");
    for (String path : paths) {
      list.add(path);
    }
    return new PushToWorkspace(work).run(input, LEFT);
  }

  private JsonNode read(String path) throws Exception {
    return content(new WorkspaceRead(work).run(json("path", path), LEFT));
  }

  private static FileStore away() {
    return (FileStore)
        Proxy.newProxyInstance(
            FileStore.class.getClassLoader(),
            new Class<?>[] {FileStore.class},
            (_, _, _) -> {
              throw new IOException("storage is away");
            });
  }

  private static ObjectNode json(String name, String value) {
    return JSON.createObjectNode().put(name, value);
  }

  private static String text(Tool.Result result) {
    return ((Block.Text) result.content().getFirst()).text();
  }

  private static JsonNode content(Tool.Result result) throws IOException {
    return JSON.readTree(text(result));
  }
}
