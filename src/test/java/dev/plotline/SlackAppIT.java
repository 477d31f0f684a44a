package dev.plotline;

import static dev.plotline.local.slack.Workplace.ANN;
import static dev.plotline.local.slack.Workplace.SALES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.plotline.cli.Trouble;
import dev.plotline.local.slack.LocalSlack;
import dev.plotline.local.slack.Options;
import dev.plotline.local.slack.world.Change;
import dev.plotline.local.slack.world.Post;
import dev.plotline.local.slack.world.World;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The whole bot in a local Slack: real code, real charts.
class SlackAppIT {
  private static final String CSV = "Region,Amount\nNorth,10\nSouth,20\nNorth,30\n";

  @TempDir Path home;

  @Test
  void aQuestionWithAFileHasItsChartInTheThreadAndTheNextGoesOn() throws Exception {
    try (var slack = LocalSlack.start(Options.in(home.resolve("slack")).withoutRates());
        App app = App.start(settings(slack), new App.Ports(0, 0, true))) {
      slack.tell(app.web().resolve("/slack/events"));
      var chart = new CompletableFuture<Post>();
      slack
          .world()
          .listen(change -> {
            if (change instanceof Change.Posted(Post post)
                && post.byBot()
                && !post.files().isEmpty()) {
              chart.complete(post);
            }
          });
      String file =
          slack
              .people()
              .upload(
                  ANN, "sales.csv", new ByteArrayInputStream(CSV.getBytes(StandardCharsets.UTF_8)));
      String mention = "<@" + World.BOT + "> ";
      Post question =
          slack.people().say(ANN, SALES, mention + "total Amount by Region as a bar chart", file);
      chart.get(3, TimeUnit.MINUTES);
      List<Post> thread = slack.world().thread(SALES, question.ts());
      String read = thread.stream().map(post -> post.blocks().toString()).toList().toString();
      assertThat(read).contains("North").contains("40").contains("sales.csv: 3 rows × 2 columns");
      assertThat(read).contains("Figure 1").contains("plotline-code");
      assertThat(thread).contains(chart.join());

      int before = thread.size();
      slack.people().reply(ANN, question, "and the average?");
      slack
          .journal()
          .await(
              2,
              call ->
                  call.method().equals("chat.postMessage")
                      && call.isDone()
                      && hasButton(call.arguments().json("blocks")),
              Duration.ofMinutes(3));
      assertThat(slack.world().thread(SALES, question.ts())).hasSizeGreaterThan(before + 1);
      allOfItIsTakenBack(slack, question);
    }
  }

  private static void allOfItIsTakenBack(LocalSlack slack, Post question) {
    slack.people().reply(ANN, question, "<@" + World.BOT + "> delete");
    whisper(slack, "Delete everything");
    Post sure =
        slack.world().seenBy(ANN).stream()
            .filter(post -> post.blocks().toString().contains("plotline-delete"))
            .findFirst()
            .orElseThrow();
    String block = sure.blocks().path(1).path("block_id").asText();
    var nothing = JsonNodeFactory.instance.objectNode();
    slack.interactions().press(ANN, SALES, sure.ts(), block, "plotline-delete", nothing);

    assertThat(whisper(slack, "Taken back in Slack"))
        .contains("the session with its variables", "the record of 2 questions");
    assertThat(slack.world().thread(SALES, question.ts())).noneMatch(Post::byBot);
    assertThat(slack.uploads()).extracting(file -> file.name()).containsExactly("sales.csv");
  }

  private static String whisper(LocalSlack slack, String text) {
    return slack
        .journal()
        .await(
            1,
            call ->
                call.method().equals("chat.postEphemeral")
                    && call.isDone()
                    && call.text("text").contains(text),
            Duration.ofMinutes(3))
        .getFirst()
        .text("text");
  }

  private static boolean hasButton(JsonNode blocks) {
    return blocks.toString().contains("plotline-feedback");
  }

  private Settings settings(LocalSlack slack) throws Exception {
    var all = new HashMap<String, String>();
    all.put("PLOTLINE_HOME", home.resolve("home").toString());
    all.put("PLOTLINE_PYTHON", LocalStack.python().toString());
    all.put("SLACK_BOT_TOKEN", slack.app().botToken());
    all.put("SLACK_SIGNING_SECRET", slack.app().signingSecret());
    all.put("SLACK_API_URL", slack.apiUrl().toString());
    return Settings.of(all);
  }

  @ParameterizedTest
  @CsvSource({
    "SLACK_BOT_TOKEN=x, SLACK_SIGNING_SECRET",
    "SLACK_SIGNING_SECRET=x, SLACK_BOT_TOKEN",
    "SLACK_BOT_TOKEN=x SLACK_SIGNING_SECRET=x, S3_BUCKET",
    "SLACK_BOT_TOKEN=x SLACK_APP_TOKEN=x PLOTLINE_LOCAL=model, S3_BUCKET",
    "SLACK_BOT_TOKEN=x SLACK_APP_TOKEN=x PLOTLINE_LOCAL=model,code,files, PLOTLINE_PUBLIC_URL",
    "SLACK_BOT_TOKEN=x SLACK_APP_TOKEN=x S3_BUCKET=b PLOTLINE_LOCAL=files, PLOTLINE_PUBLIC_URL",
    "SLACK_BOT_TOKEN=x SLACK_APP_TOKEN=x PLOTLINE_LOCAL=files PLOTLINE_PUBLIC_URL=x, S3_BUCKET",
    "SLACK_BOT_TOKEN=x SLACK_APP_TOKEN=x SLACK_API_URL=http://a.b/, SLACK_API_URL",
    "SLACK_BOT_TOKEN=x SLACK_APP_TOKEN=x S3_BUCKET=b SLACK_API_URL=http://a.b/, SLACK_API_URL",
    "SLACK_BOT_TOKEN=x SLACK_APP_TOKEN=x S3_BUCKET=b SLACK_GUESTS=maybe, SLACK_GUESTS",
    "SLACK_BOT_TOKEN=x SLACK_APP_TOKEN=x S3_BUCKET=b SLACK_FOLLOW=maybe, SLACK_FOLLOW"
  })
  void whatCannotBeMeantIsRefusedByName(String set, String named) {
    var all = new HashMap<String, String>();
    for (String one : set.split(" ", -1)) {
      all.put(one.replaceFirst("=.*", ""), one.replaceFirst("[^=]*=", ""));
    }
    assertThatThrownBy(() -> Platforms.check(Settings.of(all)))
        .isInstanceOf(Trouble.class)
        .hasMessageContaining(named);
  }

  @Test
  void whatIsMeantIsNotRefused() {
    Platforms.check(Settings.of(Map.of()));
    Platforms.check(
        Settings.of(
            Map.of(
                "SLACK_BOT_TOKEN",
                "x",
                "SLACK_APP_TOKEN",
                "x",
                "PLOTLINE_LOCAL",
                "model,code,files",
                "PLOTLINE_PUBLIC_URL",
                "https://plotline.example.com")));
  }
}
