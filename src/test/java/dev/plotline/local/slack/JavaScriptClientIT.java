package dev.plotline.local.slack;

import static dev.plotline.local.slack.Workplace.ANN;
import static dev.plotline.local.slack.Workplace.SALES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plotline.local.slack.api.Fault;
import dev.plotline.local.slack.world.Json;
import dev.plotline.local.slack.world.Post;
import dev.plotline.local.slack.world.World;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The Web API as Slack's own JavaScript client meets it: forms with JSON inside, uploads as
/// multipart, a call repeated after `Retry-After`.
class JavaScriptClientIT {
  private static final Path MODULES = Path.of("target", "js");

  @TempDir private Path folder;

  @Test
  void slacksJavaScriptClientFindsASlack() throws Exception {
    assumeThat(MODULES.resolve("node_modules/@slack/web-api"))
        .as("Slack's JavaScript client, which src/test/sh/setup.sh brings")
        .exists();
    try (var slack = LocalSlack.start(Options.in(folder))) {
      Post question = slack.people().say(ANN, SALES, "growth?");
      slack.fail("chat.delete", Fault.tooMany());

      JsonNode said = run(slack, question);

      assertThat(said.path("who").asText()).isEqualTo(World.BOT);
      assertThat(said.path("blocks").toString()).isEqualTo("[\"markdown\",\"table\"]");
      assertThat(said.path("updated").asText()).isEqualTo("better");
      assertThat(said.path("replies").asInt()).isEqualTo(2);
      assertThat(said.path("name").asText()).isEqualTo("Ann Morgan");
      assertThat(said.path("direct").asText()).isEqualTo("D0ANNMORGAN");
      assertThat(said.path("status").asBoolean()).isTrue();
      assertThat(said.path("uploaded").asText()).isEqualTo("Growth");
      assertThat(said.path("reacted").asBoolean()).isTrue();
      assertThat(said.path("whispered").asBoolean()).isTrue();
      assertThat(said.path("afterTooMany").asBoolean()).isTrue();
      assertThat(slack.journal().calls("chat.delete")).hasSize(2);
      assertThat(said.path("unknownBlock").asText()).isEqualTo("invalid_blocks");
      assertThat(said.path("unknownMethod").asText()).isEqualTo("unknown_method");
      assertThat(said.path("strangerToken").asText()).isEqualTo("invalid_auth");
      assertThat(said.path("staleTrigger").asText()).isEqualTo("invalid_trigger_id");
    }
  }

  private static JsonNode run(LocalSlack slack, Post question) throws Exception {
    Path out = Files.createTempFile("web-api", ".json");
    Process process =
        new ProcessBuilder(
                "node",
                Path.of("src/test/js/web-api.mjs").toAbsolutePath().toString(),
                slack.apiUrl().toString(),
                slack.app().botToken(),
                SALES,
                question.ts(),
                ANN)
            .directory(MODULES.toFile())
            .redirectOutput(out.toFile())
            .redirectErrorStream(true)
            .start();
    assertThat(process.waitFor(10, TimeUnit.MINUTES)).isTrue();
    String said = Files.readString(out, StandardCharsets.UTF_8);
    Files.delete(out);
    assertThat(process.exitValue()).as(said).isZero();
    return Json.parse(said.lines().toList().getLast());
  }
}
