package dev.plotline.tool;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plotline.OnLocalStack;
import dev.plotline.agent.Block;
import dev.plotline.agent.Tool;
import dev.plotline.chat.ThreadKey;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The six ways of working that a code interpreter is used for, each as a model writes it.
class PatternsIT extends OnLocalStack {
  private static final ObjectMapper JSON = new ObjectMapper();
  // What a model is sent at the most: pixels on the longest side, and bytes.
  private static final int MOST_PIXELS = 1_568;
  private static final int MOST_BYTES = 3_750_000;

  private Work work;
  private Tool code;

  @BeforeEach
  void open(TestInfo test, @TempDir Path spool) {
    var thread = new ThreadKey("program", "patterns", test.getDisplayName());
    work =
        new Work(() -> stack.sandboxes().of(thread), stack.workspace(thread), spool, null, _ -> {});
    code = new ExecuteCode(work, Duration.ofMinutes(2), false);
  }

  @Test
  void aDataFrameIsSummarised() throws Exception {
    JsonNode content =
        run(
            """
            import pandas as pd
            df = pd.DataFrame({"region": ["North", "South", "North"], "amount": [10.0, 20.0, 30.0]})
            print(df.describe().loc["mean", "amount"])
            print(df.groupby("region")["amount"].sum().to_string())
            """);
    assertThat(content.path("stdout").asText())
        .isEqualTo("20.0\nregion\nNorth    40.0\nSouth    20.0\n");
  }

  @Test
  void aDashboardIsDeliveredInFullAndShownToTheModelSmall() throws Exception {
    var result =
        call(
            """
            import matplotlib.pyplot as plt
            import numpy as np
            data = np.random.default_rng(7).random((400, 400))
            fig, axes = plt.subplots(2, 2, figsize=(16, 12))
            axes[0, 0].plot(data[0]); axes[0, 0].set_title("Trend")
            axes[0, 1].bar(range(20), data[1][:20]); axes[0, 1].set_title("Counts")
            axes[1, 0].hist(data[2]); axes[1, 0].set_title("Distribution")
            axes[1, 1].imshow(data); axes[1, 1].set_title("Map")
            fig.suptitle("Dashboard")
            fig.savefig("dashboard.png", dpi=300)
            """);
    assertThat(result.content()).hasSize(2);
    var shown = (Block.Image) result.content().getLast();
    byte[] small = Base64.getDecoder().decode(shown.base64());
    assertThat(small).hasSizeLessThanOrEqualTo(MOST_BYTES);
    BufferedImage picture = ImageIO.read(new ByteArrayInputStream(small));
    assertThat(Math.max(picture.getWidth(), picture.getHeight())).isEqualTo(MOST_PIXELS);
    var figure = work.figures().getFirst();
    assertThat(figure.title()).isEqualTo("Dashboard");
    assertThat(figure.axes())
        .extracting(axes -> axes.title())
        .containsExactly("Trend", "Counts", "Distribution", "Map");
    try (InputStream in = figure.file().content().open()) {
      BufferedImage full = ImageIO.read(in);
      assertThat(full.getWidth()).isEqualTo(4_800);
      assertThat(full.getHeight()).isEqualTo(3_600);
    }
  }

  @Test
  void aClassifierIsTrainedOrTheMissingLibraryIsNamed() throws Exception {
    JsonNode content =
        run(
            """
            import numpy as np
            from sklearn.ensemble import RandomForestClassifier
            from sklearn.model_selection import train_test_split
            random = np.random.default_rng(1)
            x = random.random((300, 2))
            y = (x[:, 0] > 0.5).astype(int)
            x_train, x_test, y_train, y_test = train_test_split(x, y, random_state=1)
            model = RandomForestClassifier(n_estimators=20, random_state=1).fit(x_train, y_train)
            print(model.score(x_test, y_test) > 0.9)
            """);
    trueOrMissing(content, "sklearn");
  }

  @Test
  void framesAreAskedInSql() throws Exception {
    JsonNode content =
        run(
            """
            import sqlite3
            import pandas as pd
            sales = pd.DataFrame({"region": ["North", "South", "North"], "amount": [10, 20, 30]})
            with sqlite3.connect(":memory:") as db:
                sales.to_sql("sales", db, index=False)
                query = "SELECT region, SUM(amount) AS total FROM sales GROUP BY region ORDER BY total DESC"
                print(pd.read_sql_query(query, db).to_csv(index=False))
            """);
    assertThat(content.path("stdout").asText()).isEqualTo("region,total\nNorth,40\nSouth,20\n\n");
  }

  @Test
  void framesAreAskedInDuckDbOrTheMissingLibraryIsNamed() throws Exception {
    JsonNode content =
        run(
            """
            import duckdb
            import pandas as pd
            sales = pd.DataFrame({"amount": [10, 20, 30]})
            print(duckdb.sql("SELECT SUM(amount) = 60 FROM sales").fetchone()[0])
            """);
    trueOrMissing(content, "duckdb");
  }

  @ParameterizedTest
  @CsvSource({
    "execute_code, 'import pandas as pd\npd.read_csv(\"https://example.com/data.csv\")'",
    "execute_command, 'curl -sS --max-time 20 https://example.com/data.csv'"
  })
  void withoutANetworkDataFromTheWebFailsAtOnceAndSaysWhy(String tool, String program)
      throws Exception {
    // Nothing but the network is timed: a busy machine imports pandas slowly.
    run("import pandas as pd");
    Tool.Result result =
        tool.equals("execute_code")
            ? call(program)
            : new ExecuteCommand(work, Duration.ofMinutes(2))
                .run(json("command", program), Duration.ofMinutes(2));
    assertThat(result.error()).isTrue();
    JsonNode content = content(result);
    assertThat(content.path("stderr").asText()).containsPattern("resol|ermi|nreachable");
    // Waiting for a name server that is not there takes longer.
    assertThat(content.path("executionTime").asDouble()).isLessThan(20);
  }

  @Test
  void severalStepsGoOnWithWhatTheOnesBeforeThemLeft() throws Exception {
    run("import pandas as pd\ndf = pd.DataFrame({'a': [1, 2, None, 4]})");
    run("clean = df.dropna()\nclean.to_csv('clean.csv', index=False)");
    var command = new ExecuteCommand(work, Duration.ofMinutes(2));
    JsonNode lines =
        content(command.run(json("command", "wc -l < clean.csv"), Duration.ofMinutes(5)));
    assertThat(lines.path("stdout").asText().strip()).isEqualTo("4");
    run("def total():\n    return clean['a'].sum()");
    JsonNode failed = run("total() / nothing");
    assertThat(failed.path("stderr").asText()).contains("NameError");
    assertThat(run("print(total())").path("stdout").asText()).isEqualTo("7.0\n");
  }

  /// AgentCore has the library; on another machine the model must learn which one it can't use.
  private static void trueOrMissing(JsonNode content, String library) {
    String problem = content.path("stderr").asText().strip();
    if (problem.contains("ModuleNotFoundError")) {
      assertThat(problem).endsWith("ModuleNotFoundError: No module named '" + library + "'");
      System.out.println("not tried here: " + problem.lines().reduce("", (_, last) -> last));
    } else {
      assertThat(content.path("stdout").asText()).as(problem).isEqualTo("True\n");
    }
  }

  private JsonNode run(String program) throws Exception {
    return content(call(program));
  }

  private Tool.Result call(String program) throws Exception {
    return code.run(json("code", program), Duration.ofMinutes(5));
  }

  private static ObjectNode json(String name, String value) {
    return JSON.createObjectNode().put(name, value);
  }

  private static JsonNode content(Tool.Result result) throws IOException {
    String text = ((Block.Text) result.content().getFirst()).text();
    return JSON.readTree(text).path("structuredContent");
  }
}
