package dev.plotline.turn;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.plotline.LocalStack;
import dev.plotline.agent.Agent;
import dev.plotline.agent.Block;
import dev.plotline.agent.ScriptedModel;
import dev.plotline.chat.FileRef;
import dev.plotline.chat.Message;
import dev.plotline.chat.Person;
import dev.plotline.chat.Reply;
import dev.plotline.chat.ThreadKey;
import dev.plotline.chat.Threads.Notebook;
import dev.plotline.record.TurnRecords;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/// Notebooks of threads, made as people get them and run by Jupyter.
class NotebookIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Person ANN = new Person("ann", "Ann", ZoneOffset.UTC, Locale.ENGLISH);
  private static final String SALES = "region,amount\n北,1\nSouth,2\nSouth,4\n";
  private static LocalStack stack;

  private final ScriptedModel model = new ScriptedModel();
  private final RecordedChat chat = new RecordedChat();
  private ThreadKey thread = new ThreadKey("program", "notebook", "");
  private int asked;

  @TempDir private Path folder;

  @BeforeAll
  static void start(@TempDir Path home) throws Exception {
    stack = LocalStack.start(home);
  }

  @AfterAll
  static void stop() {
    stack.close();
  }

  @BeforeEach
  void open(TestInfo test) {
    thread = new ThreadKey("program", "notebook", test.getDisplayName());
  }

  @Test
  void itRunsCleanUnderJupyterToTheSameOutputs() throws Exception {
    chat.files.put("f1", SALES.getBytes(UTF_8));
    model
        .calls(
            code(
                """
                import pandas as pd
                df = pd.read_csv('sales.csv')
                print(df.groupby('region').amount.sum())
                df\
                """))
        .calls(
            code(
                """
                import matplotlib.pyplot as plt
                df.amount.plot.bar(title='Sales')
                print('drawn')\
                """))
        .says("South leads.");
    ask("What sells?", new FileRef("f1", "sales.csv", SALES.length()));
    model
        .calls(
            code(
                """
                fig, axes = plt.subplots()
                axes.plot(df.amount)
                axes.set_title('Saved')
                fig.savefig('saved.png')
                plt.close(fig)\
                """),
            code("plt.plot([3, 1, 2])\nplt.savefig('both.png')\nplt.show()\nplt.plot([1, 2])\n1"),
            code("before = 7\nraise ValueError('not: today')"))
        .calls(
            tool(
                "file_operations",
                """
                {"operation": "write", "content": [{"path": "in/note.txt", "text": "it's\\n\\\\ 日本"}]}\
                """),
            tool("execute_command", "{\"command\": \"wc -l < sales.csv\\necho done >&2\"}"),
            code(
                "print(open('in/note.txt', encoding='utf-8').read(), before)\n!echo from the shell"))
        .says("Done.");
    ask("Draw it, and save it.");

    Notebook made = known().notebook(thread);
    assertThat(made.said())
        .containsExactly(
            "The 7 runs of code were run again in a new session, with the same results.",
            "To run it yourself, put these files beside it: sales.csv.");
    JsonNode notebook = read(made);
    assertThat(words(notebook))
        .contains("What sells")
        .contains("2f5da15ab7680f02e62d0142a4d7892a2bfc0cbdee59eff37f19dac05f925020")
        .containsPattern("Python 3[\\\\.0-9]+, matplotlib [\\\\.0-9]+, pandas [\\\\.0-9]+");

    Files.writeString(folder.resolve("sales.csv"), SALES);
    Jupyter jupyter = Jupyter.in(folder);
    jupyter.validate("made.ipynb");
    JsonNode executed = jupyter.executed("made.ipynb");
    assertThat(seen(executed)).isEqualTo(seen(notebook));
    assertThat(seen(notebook).toString())
        .contains("北", "drawn", "ValueError: not: today", "日本", "from the shell");
    assertThat(pictures(notebook)).isEqualTo(4);
  }

  @Test
  void theThreadsOwnSessionIsLeftAlone() throws Exception {
    model.calls(code("n = 1")).says("One.");
    ask("Begin");
    String session = stack.sandboxes().session(thread);
    known().notebook(thread);
    assertThat(stack.sandboxes().session(thread)).isEqualTo(session);
    model.calls(code("n += 1\nprint(n)")).says("Two.");
    ask("And?");
    assertThat(chat.replies.getLast().executions().getFirst().stdout()).isEqualTo("2\n");
  }

  @Test
  void whatComesOutOtherwiseIsNamedThereAndThen() throws Exception {
    model
        .calls(
            code("import time\nprint('at', time.time_ns())"),
            code("import matplotlib.pyplot as plt\nplt.title(str(time.time_ns()))\nplt.plot([1])"),
            code("print('same')"))
        .says("Now.");
    ask("What time is it?");
    Notebook made = known().notebook(thread);
    assertThat(made.said().getFirst())
        .isEqualTo(
            "The 3 runs of code were run again in a new session, and this came out otherwise:"
                + " `print('at', time.time_ns())`, a chart of `plt.title(str(time.time_ns()))`.");
    assertThat(words(read(made)).split("came out otherwise", -1)).hasSize(4);
  }

  @Test
  void wordsOfPeoplesAreOnlyWords() throws Exception {
    model.calls(code("print(1)")).says("No.");
    ask(
        """
        # Heading <script>alert(1)</script> $x$ and $5
        ![pixel](https://evil.example/p.png) [link](https://evil.example) https://evil.example/raw www.evil.example
        <img src=x onerror=alert(1)> `code` | a | b
            indented & *bold* 売上は？
        """);
    read(known().notebook(thread));
    String page = Jupyter.in(folder).page("made.ipynb");
    assertThat(page)
        .contains("売上は", "evil.example/p.png")
        .containsPattern("(&lt;|&#60;)script(&gt;|&#62;)alert")
        .doesNotContain("<img src=\"https://evil", "href=\"https://evil", "href=\"http://www.evil")
        .doesNotContain("<script>alert", "<img src=x", "<h1 id=\"Heading");
  }

  @Test
  void hugeOutputsAreCutAndThatIsSaid() throws Exception {
    model.calls(code("print('x' * 200_000)")).says("Much.");
    ask("Print");
    JsonNode notebook = read(known().notebook(thread));
    assertThat(seen(notebook).toString())
        .contains("[... 100,001 characters left out of this notebook ...]");
    assertThat(Files.size(folder.resolve("made.ipynb"))).isLessThan(110_000);
  }

  @Test
  void aThreadWithoutCodeHasNone() throws Exception {
    model.says("Hello.");
    ask("Hi");
    Notebook made = known().notebook(thread);
    assertThat(made.file()).isNull();
    assertThat(made.said()).singleElement().asString().startsWith("No code has run");
  }

  @Test
  void filesThatWereTakenBackAreNamed() throws Exception {
    chat.files.put("f1", SALES.getBytes(UTF_8));
    model.calls(code("print(open('sales.csv').read())")).says("Read.");
    ask("Read it", new FileRef("f1", "sales.csv", SALES.length()));
    known().forget(thread, "f1");
    while (!kept().records().all(thread).toString().contains("It was taken back")) {
      new CountDownLatch(1).await(20, TimeUnit.MILLISECONDS);
    }
    Notebook made = known().notebook(thread);
    assertThat(made.said())
        .singleElement()
        .asString()
        .contains("sales.csv was deleted", "`print(open('sales.csv').read())`");
    assertThat(words(read(made))).contains("deleted since");
  }

  @Test
  void otherLanguagesStayWhatTheyAre() throws Exception {
    model
        .calls(
            tool(
                "execute_code", "{\"code\": \"console.log(6 * 7)\", \"language\": \"javascript\"}"))
        .says("42.");
    ask("In JavaScript");
    Notebook made = known().notebook(thread);
    assertThat(made.said().getFirst()).endsWith("with the same results.");
    JsonNode notebook = read(made);
    JsonNode cell = notebook.path("cells").path(2);
    assertThat(cell.path("source").asText())
        .isEqualTo("%%script --no-raise-error node --input-type=module\nconsole.log(6 * 7)");
    Jupyter jupyter = Jupyter.in(folder);
    jupyter.validate("made.ipynb");
    assertThat(seen(jupyter.executed("made.ipynb")).toString())
        .containsAnyOf("42", "Couldn't find");
  }

  private JsonNode read(Notebook made) throws Exception {
    Reply.File file = Objects.requireNonNull(made.file());
    assertThat(file.link()).isNotNull();
    try (InputStream in = file.content().open()) {
      byte[] bytes = in.readAllBytes();
      assertThat(bytes).hasSize((int) file.size());
      Files.write(folder.resolve("made.ipynb"), bytes);
      return JSON.readTree(bytes);
    }
  }

  private static String words(JsonNode notebook) {
    var words = new StringBuilder();
    for (JsonNode cell : notebook.path("cells")) {
      if (cell.path("cell_type").asText().equals("markdown")) {
        words.append(cell.path("source").asText()).append('\n');
      }
    }
    return words.toString();
  }

  /// What a reader sees of each cell, whichever way a front end groups it.
  private static List<String> seen(JsonNode notebook) {
    var seen = new ArrayList<String>();
    for (JsonNode cell : notebook.path("cells")) {
      var text = new StringBuilder();
      int pictures = 0;
      for (JsonNode output : cell.path("outputs")) {
        if (output.path("output_type").asText().equals("error")) {
          text.append(output.path("ename").asText())
              .append(": ")
              .append(output.path("evalue").asText());
        } else if (output.path("data").has("image/png")) {
          pictures++;
        } else {
          text.append(joined(output.path("text"))).append(joined(output.at("/data/text~1plain")));
        }
      }
      seen.add(text.toString().strip() + (pictures == 0 ? "" : " + " + pictures));
    }
    return seen;
  }

  private static long pictures(JsonNode notebook) {
    return notebook.findValues("image/png").stream().filter(JsonNode::isTextual).count();
  }

  private static String joined(JsonNode lines) {
    var text = new StringBuilder(lines.isTextual() ? lines.asText() : "");
    lines.forEach(line -> text.append(line.asText()));
    return text.toString();
  }

  private static Block.ToolUse code(String code) {
    return new Block.ToolUse(
        "use-" + code.hashCode(), "execute_code", JSON.createObjectNode().put("code", code));
  }

  private static Block.ToolUse tool(String name, String input) throws Exception {
    return new Block.ToolUse("use-" + input.hashCode(), name, JSON.readTree(input));
  }

  private Turn.Kept kept() {
    return new Turn.Kept(
        stack.sandboxes(),
        key -> stack.workspace(key),
        new TurnRecords(stack.store(), Clock.systemUTC()));
  }

  private KnownThreads known() {
    var turns = new Turns(_ -> {});
    return new KnownThreads(turns, Map.of(), kept(), stack.store(), turns, Clock.systemUTC());
  }

  private void ask(String text, FileRef... files) {
    var limits = new Agent.Limits(20, Duration.ofMinutes(10), 1_000_000);
    var rules = new Turn.Rules("scripted", "", "", 2_000_000, Duration.ofMinutes(2), false);
    var clock = Clock.systemUTC();
    new Turn(Map.of("program", chat), new Agent(model, limits, clock), kept(), rules, clock)
        .accept(new Message(thread, "m" + ++asked, ANN, text, List.of(files), Instant.now()));
  }
}
