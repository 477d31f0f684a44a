package dev.plotline.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `plotline ask` against a server that answers as it is told.
class CliTest {
  private static final String PNG = "{\"name\":\"%s\",\"data\":\"aGk=\",\"url\":null}";

  @TempDir Path folder;

  private final FakeBot bot = new FakeBot();
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @AfterEach
  void stop() {
    bot.close();
  }

  @Test
  void theAnswerGoesToStandardOutputTheProgressToStandardError() {
    assertThat(ask("", "Why?")).isZero();
    assertThat(out.toString(UTF_8)).isEqualTo("Fine.\n\n");
    assertThat(err.toString(UTF_8)).isEqualTo("Thinking\nRunning Python\n");
    assertThat(bot.asked)
        .singleElement()
        .satisfies(body -> {
          assertThat(body.path("prompt").asText()).isEqualTo("Why?");
          assertThat(body.path("user").path("zone").asText()).isNotEmpty();
        });
  }

  @Test
  void anAnswerThatFailedIsPrintedAndEndsWithStatus1() {
    bot.answer = "{\"ending\":\"failed\",\"answer\":\"The model is not there.\"}";
    assertThat(ask("", "Why?")).isEqualTo(1);
    assertThat(out.toString(UTF_8)).isEqualTo("The model is not there.\n\n");
  }

  @Test
  void oneFailureAmongSeveralAnswersEndsWithStatus1() {
    bot.answer = "{\"ending\":\"failed\",\"answer\":\"No.\"}";
    assertThat(ask("one\n\ntwo\n", "-")).isEqualTo(1);
    assertThat(bot.asked).hasSize(2);
  }

  @Test
  void linesAreAskedInOneThreadTheFilesWithTheFirst() throws Exception {
    assertThat(ask("one\ntwo\n", "--file", file(), "-")).isZero();
    assertThat(bot.asked)
        .extracting(body -> body.path("prompt").asText(), body -> body.path("files").size())
        .containsExactly(tuple("one", 1), tuple("two", 0));
    assertThat(bot.asked.get(0).path("thread")).isEqualTo(bot.asked.get(1).path("thread"));
  }

  @Test
  void filesAloneAreAskedAboutOnceWithoutWords() throws Exception {
    assertThat(ask(" \n\n", "--file", file(), "-")).isZero();
    assertThat(bot.asked)
        .singleElement()
        .satisfies(body -> {
          assertThat(body.path("prompt").asText()).isEmpty();
          assertThat(body.path("files").path(0).path("upload").asText()).isEqualTo("u1");
        });
    assertThat(bot.uploaded).containsExactly("a,b\n1,2\n");
  }

  @Test
  void nothingAtAllIsBadUsage() {
    assertThat(ask("", "-")).isEqualTo(2);
    assertThat(ask("", "")).isEqualTo(2);
    assertThat(err.toString(UTF_8)).contains("there is no question");
    assertThat(bot.asked).isEmpty();
  }

  @Test
  void nothingIsOverwrittenAndNothingLeavesTheFolder() throws Exception {
    Path there = Files.createDirectories(folder.resolve("out")).resolve("chart.png");
    Files.writeString(there, "mine");
    bot.answer = answer("chart.png", "a/b/chart.png", "../../chart.png", "..", "/etc/x", "plain");
    assertThat(ask("", "Why?")).isZero();
    assertThat(there).hasContent("mine");
    try (Stream<Path> files = Files.list(folder.resolve("out"))) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder(
              "chart.png", "chart (2).png", "chart (3).png", "chart (4).png", "file", "x", "plain");
    }
    assertThat(folder.resolve("out/chart (4).png")).hasContent("hi");
    assertThat(out.toString(UTF_8)).contains("Figure 2 · a/b/chart.png · ", "chart (3).png");
  }

  @Test
  void aFileThatCannotBeSavedIsSaidAndEndsWithStatus1() {
    String longName = "x".repeat(300);
    bot.answer = answer("good.png", longName, "nul\\u0000.png");
    assertThat(ask("", "Why?")).isEqualTo(1);
    assertThat(folder.resolve("out/good.png")).hasContent("hi");
    assertThat(err.toString(UTF_8))
        .contains("plotline: " + longName + " could not be saved in ", "plotline: nul.png could");
    assertThat(out.toString(UTF_8)).contains("could not be saved: ");
  }

  @Test
  void aFileThatCannotBeFetchedIsSaidInTheJsonToo() throws Exception {
    bot.answer =
        "{\"ending\":\"answered\",\"answer\":\"Fine.\",\"files\":[{\"name\":\"a.csv\",\"url\":\"%s\"}]}"
            .formatted(bot.admin().resolve("/nowhere"));
    assertThat(ask("", "--json", "Why?")).isEqualTo(1);
    var file = new ObjectMapper().readTree(out.toByteArray()).path("files").path(0);
    assertThat(file.path("path").isNull()).isTrue();
    assertThat(file.path("problem").asText()).startsWith("could not be saved: ");
    assertThat(err.toString(UTF_8)).contains("plotline: a.csv could not be saved in ");
    assertThat(folder.resolve("out")).isEmptyDirectory();
  }

  @Test
  void aFileTooLargeIsNotSent() throws Exception {
    Path large = folder.resolve("large.csv");
    Files.write(large, new byte[1_001]);
    assertThat(ask("", "--file", large.toString(), "Why?")).isEqualTo(2);
    assertThat(err.toString(UTF_8)).contains("PLOTLINE_MAX_FILE");
    assertThat(bot.uploaded).isEmpty();
  }

  private String file() throws Exception {
    return Files.writeString(folder.resolve("a.csv"), "a,b\n1,2\n").toString();
  }

  private static String answer(String... names) {
    String figures = Stream.of(names).map(PNG::formatted).reduce((a, b) -> a + "," + b).orElse("");
    return "{\"ending\":\"answered\",\"answer\":\"Fine.\",\"figures\":[" + figures + "]}";
  }

  private int ask(String input, String... arguments) {
    var stdout = new PrintStream(out, true, UTF_8);
    var stderr = new PrintStream(err, true, UTF_8);
    var setup =
        new Setup(
            folder.resolve("home"),
            () -> bot,
            () -> {},
            new ByteArrayInputStream(input.getBytes(UTF_8)),
            new Screen(stdout, stderr, false, Clock.systemUTC()));
    var start = Stream.of("ask", "--out", folder.resolve("out").toString());
    return Cli.run(
        Stream.concat(start, Stream.of(arguments)).toArray(String[]::new), setup, stdout, stderr);
  }
}
