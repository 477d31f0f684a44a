package dev.plotline.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class ManifestCommandTest {
  private final StringWriter out = new StringWriter();
  private String trouble = "";

  private int run(String... arguments) {
    return new CommandLine(new ManifestCommand())
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(new StringWriter()))
        .setExecutionExceptionHandler((e, _, _) -> {
          trouble = String.valueOf(e.getMessage());
          return e instanceof Trouble t ? t.status() : 1;
        })
        .execute(arguments);
  }

  private JsonNode printed() throws Exception {
    return new ObjectMapper().readTree(out.toString());
  }

  @Test
  void theAddressIsFilledInEverywhere() throws Exception {
    assertThat(run("slack", "--url", "https://bot.example.org/")).isZero();

    String url = "https://bot.example.org/slack/events";
    assertThat(printed().findValuesAsText("request_url")).containsExactly(url, url);
    assertThat(printed().findValuesAsText("url")).containsExactly(url);
    assertThat(out.toString()).doesNotContain("plotline.example.com").contains("assistant:write");
  }

  @Test
  void socketModeNeedsNoAddress() throws Exception {
    assertThat(run("slack", "--socket-mode", "--least-privilege")).isZero();

    assertThat(printed().at("/settings/socket_mode_enabled").asBoolean()).isTrue();
    assertThat(out.toString()).doesNotContain("https://").doesNotContain("assistant:write");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "slack",
        "slack --url http://a.b",
        "slack --url nonsense",
        "irc --url https://a.b",
        "slack --socket-mode --url https://a.b",
        "teams --url https://a.b",
        "teams --url https://a.b --app-id nonsense",
        "teams --url http://a.b --app-id 0f6e5b8a-1111-4222-8333-123456789abc",
        "teams --app-id 0f6e5b8a-1111-4222-8333-123456789abc",
        "teams --url https://me:secret@a.b --app-id 0f6e5b8a-1111-4222-8333-123456789abc",
        "teams --url https://a.b --app-id {0f6e5b8a-1111-4222-8333-123456789abc}",
        "teams --socket-mode --app-id 0f6e5b8a-1111-4222-8333-123456789abc"
      })
  void badUsageIsStatus2(String arguments) {
    assertThat(run(arguments.split(" ", -1))).isEqualTo(2);
    assertThat(out.toString()).isEmpty();
  }

  private Map<String, byte[]> packed(Path zip) throws Exception {
    Map<String, byte[]> files = new TreeMap<>();
    try (var in = new ZipInputStream(Files.newInputStream(zip))) {
      for (var entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        files.put(entry.getName(), in.readAllBytes());
      }
    }
    return files;
  }

  @Test
  void thePackageForTeamsHasTheIdsTheAddressAndTheIcons(@TempDir Path folder) throws Exception {
    Path zip = folder.resolve("a.zip");
    String id = "0f6e5b8a-1111-4222-8333-123456789ABC";
    assertThat(
            run("teams", "--url", "https://bot.example.org/x", "--app-id", id, "--out", zip + ""))
        .isZero();

    var files = packed(zip);
    assertThat(files).containsOnlyKeys("manifest.json", "color.png", "outline.png");
    var manifest = new ObjectMapper().readTree(files.get("manifest.json"));
    String lower = id.toLowerCase(Locale.ROOT);
    assertThat(manifest.path("id").asText()).isEqualTo(lower);
    assertThat(manifest.at("/bots/0/botId").asText()).isEqualTo(lower);
    assertThat(manifest.at("/webApplicationInfo/id").asText()).isEqualTo(lower);
    assertThat(manifest.at("/validDomains/0").asText()).isEqualTo("bot.example.org");
    assertThat(manifest.toString()).doesNotContain("plotline.example.com", "00000000-0000");
    assertThat(out.toString()).contains("a.zip");
  }

  @Test
  void thePackageForTeamsCanAskForLess(@TempDir Path folder) throws Exception {
    Path zip = folder.resolve("b.zip");
    String id = "0f6e5b8a-1111-4222-8333-123456789abc";
    assertThat(
            run(
                "teams",
                "--url",
                "https://a.b",
                "--app-id",
                id,
                "--least-privilege",
                "--out",
                zip + ""))
        .isZero();
    assertThat(new String(packed(zip).get("manifest.json"), UTF_8)).doesNotContain("Read");
  }

  @Test
  void whyThePackageIsNotWrittenIsSaidOnceAndAnOlderOneGivesWay(@TempDir Path folder)
      throws Exception {
    Path old = Files.write(folder.resolve("old.zip"), new byte[100_000]);
    assertThat(written(old)).isZero();
    assertThat(packed(old)).containsKey("manifest.json");

    Path lost = folder.resolve("no/c.zip");
    assertThat(written(lost)).isEqualTo(1);
    assertThat(trouble)
        .isEqualTo("the package could not be written to " + lost + ": there is no such folder");
    assertThat(written(folder)).isEqualTo(1);
    assertThat(trouble).containsOnlyOnce(folder.toString());
  }

  private int written(Path zip) {
    String id = "0f6e5b8a-1111-4222-8333-123456789abc";
    return run("teams", "--url", "https://a.b", "--app-id", id, "--out", zip.toString());
  }

  @Test
  void whatIsMissingIsNamed() {
    run("teams", "--url", "https://a.b");
    assertThat(trouble).contains("--app-id", "Application (client) ID");
    run("teams", "--app-id", "0f6e5b8a-1111-4222-8333-123456789abc");
    assertThat(trouble).contains("--url");
  }
}
