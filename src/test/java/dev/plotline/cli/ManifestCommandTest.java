package dev.plotline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class ManifestCommandTest {
  private final StringWriter out = new StringWriter();

  private int run(String... arguments) {
    return new CommandLine(new ManifestCommand())
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(new StringWriter()))
        .setExecutionExceptionHandler((e, _, _) -> e instanceof Trouble t ? t.status() : 1)
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
        "slack --socket-mode --url https://a.b"
      })
  void badUsageIsStatus2(String arguments) {
    assertThat(run(arguments.split(" ", -1))).isEqualTo(2);
    assertThat(out.toString()).isEmpty();
  }
}
