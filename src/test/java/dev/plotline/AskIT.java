package dev.plotline;

import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.bedrockagentcore.BedrockAgentCoreAsyncClient;

/// The main job from the command line, with the launcher that the build has written.
class AskIT {
  static final String SALES =
      "Analyze the following sales data: Product A: [100, 120, 95, 140, 160, 180, 200], Product B:"
          + " [80, 85, 90, 95, 100, 105, 110], Product C: [200, 180, 220, 190, 240, 260, 280]."
          + " Please visualize the sales trends and calculate growth rates.";
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path folder;

  @Test
  void theSalesQuestionIsAnsweredInOneProcess() throws Exception {
    var ended = new Launcher(folder).run("", "ask", "--json", "--out", "out", SALES);
    assertThat(ended.status()).as(ended.err()).isZero();
    JsonNode answer = ended.json();
    assertThat(rows(answer.path("answer").asText()))
        .containsSubsequence(
            "Product A 100 200 100.0 %", "Product B 80 110 37.5 %", "Product C 200 280 40.0 %")
        .containsSubsequence(
            "2 20.0 % 6.2 % -10.0 %",
            "3 -20.8 % 5.9 % 22.2 %",
            "4 47.4 % 5.6 % -13.6 %",
            "5 14.3 % 5.3 % 26.3 %",
            "6 12.5 % 5.0 % 8.3 %",
            "7 11.1 % 4.8 % 7.7 %");
    JsonNode figure = answer.path("figures").path(0);
    JsonNode axes = figure.path("axes").path(0);
    assertThat(texts(axes.path("series"))).containsExactly("Product A", "Product B", "Product C");
    assertThat(axes.path("x").asText()).isNotBlank();
    assertThat(axes.path("y").asText()).isNotBlank();
    assertThat(figure.path("title").asText()).isNotBlank();
    assertThat(figure.path("alt").asText()).contains("Product A");
    assertThat(figure.path("url").isNull()).isTrue();
    assertThat(Files.readAllBytes(folder.resolve(figure.path("path").asText())))
        .startsWith(0x89, 'P', 'N', 'G');
    assertThat(answer.path("executions").path(0).path("exitCode").asInt(-1)).isZero();
    assertThat(answer.path("model").asText()).isEqualTo("offline-analyst");
    assertThat(answer.path("session").asText()).isNotBlank();
    assertThat(ended.err()).contains("Running Python");
  }

  @Test
  void aWorkbookAsPeopleMakeThemIsReadRight() throws Exception {
    var random = new Random(2024);
    var rows = new ArrayList<List<Object>>();
    Map<String, List<Double>> byRegion = new LinkedHashMap<>();
    for (int i = 0; i < 120; i++) {
      String region = List.of("North", "South", "East", "West").get(random.nextInt(4));
      double amount = Math.round(random.nextDouble() * 1e6) / 100.0;
      rows.add(List.of(region, "2024-0" + (7 + i % 3), amount, random.nextInt(50)));
      byRegion.computeIfAbsent(region, _ -> new ArrayList<>()).add(amount);
    }
    Path book = folder.resolve("Umsätze 2024 'Q3'.xlsx");
    workbook(book, rows);
    var ended =
        new Launcher(folder)
            .run(
                "",
                "ask",
                "--json",
                "--file",
                book.toString(),
                "average Amount by Region, as a bar chart");
    assertThat(ended.status()).as(ended.err()).isZero();
    JsonNode answer = ended.json();
    Map<String, Double> printed = table(answer);
    byRegion.forEach((region, amounts) -> {
      double mean = amounts.stream().mapToDouble(a -> a).sum() / amounts.size();
      assertThat(printed.get(region)).as(region).isCloseTo(mean, within(1e-9));
    });
    assertThat(printed).hasSize(4);
    var q3 = reading(answer, "Q3");
    assertThat(q3.path("file").asText()).isEqualTo("Umsätze 2024 'Q3'.xlsx");
    assertThat(q3.path("rows").asInt()).isEqualTo(120);
    assertThat(q3.path("columns").asInt()).isEqualTo(4);
    assertThat(reading(answer, "Staff").path("rows").asInt()).isEqualTo(2);
    assertThat(texts(answer.path("figures").path(0).path("axes").path(0).path("kinds")))
        .contains("bar");
  }

  @Test
  void withAServerThreadsGoOnLinksOpenAndNobodySeesTheOthers() throws Exception {
    var launcher = new Launcher(folder);
    Process serve = launcher.serve();
    try {
      ask(launcher, "red", "```python\nsecret = 41\nopen('red.txt', 'w').write('red')\n```");
      JsonNode second = ask(launcher, "red", "```python\nprint(secret + 1)\n```");
      assertThat(second.path("executions").path(0).path("stdout").asText()).isEqualTo("42\n");
      JsonNode other =
          ask(
              launcher,
              "blue",
              "```python\nimport os\nprint('secret' in globals(), os.path.exists('red.txt'))\n```");
      assertThat(other.path("executions").path(0).path("stdout").asText())
          .isEqualTo("False False\n");
      assertThat(other.path("session").asText()).isNotEqualTo(second.path("session").asText());
      linksOpen(ask(launcher, "blue", SALES).path("figures").path(0));
      endBehindItsBack(launcher, second.path("session").asText());
      JsonNode restored = ask(launcher, "red", "```python\nprint(open('red.txt').read())\n```");
      assertThat(restored.path("executions").path(0).path("stdout").asText()).isEqualTo("red\n");
      assertThat(restored.path("notices").toString()).contains("with the same results");
      var operations = get(launcher.admin() + "/status").body();
      assertThat(IamPolicy.actions(JSON.readTree(operations).path("operations")))
          .isEqualTo(IamPolicy.allowed());
    } finally {
      List<ProcessHandle> children = serve.descendants().toList();
      assertThat(children).as("sandbox processes").isNotEmpty();
      serve.destroy();
      assertThat(serve.waitFor(3, TimeUnit.MINUTES)).isTrue();
      for (ProcessHandle child : children) {
        child.onExit().get(3, TimeUnit.MINUTES);
      }
    }
    assertThat(folder.resolve("home/serve.json")).doesNotExist();
  }

  @Test
  void severalQuestionsAreReadFromStandardInputIntoOneThread() throws Exception {
    var ended =
        new Launcher(folder)
            .run("Sales: 3, 5, 8. Growth?\n\nand as a bar chart?\n", "ask", "--json", "-");
    assertThat(ended.status()).as(ended.err() + ended.out()).isZero();
    List<String> lines = ended.out().lines().toList();
    assertThat(lines).hasSize(2);
    assertThat(JSON.readTree(lines.get(0)).path("session"))
        .isEqualTo(JSON.readTree(lines.get(1)).path("session"));
  }

  @Test
  void badInputGetsASentenceAndAStatusAndNoStackTrace() throws Exception {
    var launcher = new Launcher(folder);
    refused(
        launcher.run("", "ask", "--file", "missing.csv", "x"), 2, "there is no file missing.csv");
    refused(launcher.run("", "ask", "--file", ".", "x"), 2, "is a folder");
    refused(launcher.run("", "ask"), 2, "there is no question");
    refused(launcher.run("", "ask", "--colour", "x"), 2, "Unknown option: '--colour'");
    refused(launcher.run("", "dance"), 2, "dance");
    refused(
        new Launcher(folder).with("PLOTLINE_STEPS", "many").run("", "ask", "x"),
        2,
        "PLOTLINE_STEPS");
    Path huge = folder.resolve("huge.csv");
    try (var file = new RandomAccessFile(huge.toFile(), "rw")) {
      file.setLength(2L << 30);
    }
    refused(launcher.run("", "ask", "--file", huge.toString(), "x"), 2, "PLOTLINE_MAX_FILE");
  }

  @Test
  void aFileThatCannotBeReadIsNamedWithItsReason() throws Exception {
    Files.write(folder.resolve("empty.csv"), new byte[0]);
    Files.write(folder.resolve("broken.xlsx"), "PK\u0003\u0004 no zip".getBytes(UTF_8));
    // What Excel makes of a workbook with a password begins so, as an old-style container: names in
    // it end with a zero.
    Files.write(
        folder.resolve("locked.xlsx"), HexFormat.of().parseHex("d0cf11e0a1b11ae1"), CREATE_NEW);
    Files.write(
        folder.resolve("locked.xlsx"), "EncryptedPackage\0".repeat(99).getBytes(UTF_16LE), APPEND);
    Files.write(folder.resolve("page.csv"), "<html><body>Sign in</body></html>".getBytes(UTF_8));
    var ended =
        new Launcher(folder)
            .run(
                "",
                "ask",
                "--json",
                "--file",
                "empty.csv",
                "--file",
                "broken.xlsx",
                "--file",
                "page.csv",
                "--file",
                "locked.xlsx",
                "What is in these files?");
    assertThat(ended.err()).doesNotContain("\tat ");
    JsonNode read = ended.json().path("read");
    assertThat(read).hasSize(4);
    for (JsonNode one : read) {
      assertThat(one.path("problems")).as(one.toString()).isNotEmpty();
    }
    assertThat(read.path(3).path("problems").path(0).asText())
        .isEqualTo("The file is protected by a password: save it without one and send it again.");
  }

  @Test
  void aPortInUseIsNamed() throws Exception {
    try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String port = Integer.toString(taken.getLocalPort());
      var ended = new Launcher(folder).with("PORT", port).run("", "serve");
      refused(ended, 1, "port " + port + " on 127.0.0.1 is already in use");
    }
  }

  private static void refused(Launcher.Ended ended, int status, String sentence) {
    assertThat(ended.err()).contains(sentence).doesNotContain("\tat ", "Exception");
    assertThat(ended.out()).isEmpty();
    assertThat(ended.status()).as(ended.err()).isEqualTo(status);
  }

  private static JsonNode ask(Launcher launcher, String thread, String question) throws Exception {
    var ended = launcher.run("", "ask", "--json", "--thread", thread, question);
    assertThat(ended.status()).as(ended.err() + ended.out()).isZero();
    return ended.json();
  }

  /// As the service does when a session's time is over: the next is brought to the same state.
  private static void endBehindItsBack(Launcher launcher, String session) throws Exception {
    JsonNode parts = JSON.readTree(get(launcher.admin() + "/status").body()).path("parts");
    for (JsonNode part : parts) {
      if (part.path("name").asText().equals("code")) {
        var keys =
            AwsBasicCredentials.create(
                part.path("accessKey").asText(), part.path("secretKey").asText());
        try (var service =
            BedrockAgentCoreAsyncClient.builder()
                .endpointOverride(URI.create(part.path("url").asText()))
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(keys))
                .build()) {
          service
              .stopCodeInterpreterSession(
                  r -> r.codeInterpreterIdentifier("aws.codeinterpreter.v1").sessionId(session))
              .get(5, TimeUnit.MINUTES);
        }
      }
    }
  }

  private static void linksOpen(JsonNode figure) throws Exception {
    String url = figure.path("url").asText();
    assertThat(get(url).statusCode()).isEqualTo(200);
    char last = url.charAt(url.length() - 1);
    String changed = url.substring(0, url.length() - 1) + (last == '0' ? '1' : '0');
    assertThat(get(changed).statusCode()).isEqualTo(403);
    assertThat(get(url.replace("X-Amz-Expires=3600", "X-Amz-Expires=36000")).statusCode())
        .isEqualTo(403);
  }

  private static HttpResponse<String> get(String url) throws Exception {
    try (var client = HttpClient.newHttpClient()) {
      var request = HttpRequest.newBuilder(URI.create(url)).build();
      return client.send(request, HttpResponse.BodyHandlers.ofString());
    }
  }

  /// The table that the code printed as CSV.
  private static Map<String, Double> table(JsonNode answer) {
    return answer
        .path("executions")
        .path(0)
        .path("stdout")
        .asText()
        .lines()
        .map(line -> line.split(",", -1))
        .filter(cells -> cells.length == 2 && cells[1].matches("[0-9.]+"))
        .collect(Collectors.toMap(cells -> cells[0], cells -> Double.parseDouble(cells[1])));
  }

  private static JsonNode reading(JsonNode answer, String sheet) {
    return StreamSupport.stream(answer.path("read").spliterator(), false)
        .filter(one -> one.path("sheet").asText().equals(sheet))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no sheet " + sheet + " in " + answer.path("read")));
  }

  /// The rows of the tables in an answer, their cells with a space between.
  private static List<String> rows(String answer) {
    return answer
        .lines()
        .filter(line -> line.startsWith("| "))
        .map(line -> line.replace("|", " ").strip().replaceAll("\\s+", " "))
        .toList();
  }

  private static List<String> texts(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).map(JsonNode::asText).toList();
  }

  private static void workbook(Path book, List<List<Object>> rows)
      throws IOException, InterruptedException {
    var script = Path.of("src/test/resources/dev/plotline/workbook.py").toAbsolutePath();
    Process python =
        new ProcessBuilder(LocalStack.python().toString(), script.toString(), book.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (var in = python.getOutputStream()) {
      in.write(JSON.writeValueAsBytes(rows));
    }
    assertThat(python.waitFor()).isZero();
  }
}
