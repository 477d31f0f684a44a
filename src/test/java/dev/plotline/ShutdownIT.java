package dev.plotline;

import static dev.plotline.local.slack.Workplace.ANN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.plotline.local.files.LocalFiles;
import dev.plotline.local.model.Fault;
import dev.plotline.local.model.LocalModel;
import dev.plotline.local.slack.LocalSlack;
import dev.plotline.local.slack.Options;
import dev.plotline.local.slack.world.Change;
import dev.plotline.local.slack.world.Post;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// How a bot ends and how it starts, seen from outside: the process is real, what it talks to
/// outlives it.
class ShutdownIT {
  @TempDir Path home;
  private final BlockingQueue<Post> answers = new LinkedBlockingQueue<>();
  private LocalFiles files;
  private LocalModel model;

  @SuppressWarnings("NullAway.Init") // each test opens it
  private LocalSlack slack;

  @BeforeEach
  void start() throws Exception {
    files = LocalFiles.start(home.resolve("files"), 0);
    var keyed = dev.plotline.local.model.Options.of();
    model = LocalModel.start(keyed.withKeys(files.accessKey(), files.secretKey()));
  }

  /// @param wire what stands before it
  private void open(Wire wire) {
    slack =
        LocalSlack.start(
            Options.in(home.resolve("slack"))
                .withoutRates()
                .withAddress(wire.url())
                .withDelivery(
                    Duration.ofSeconds(30), Collections.nCopies(300, Duration.ofSeconds(1))));
    wire.to(slack.listens());
    slack
        .world()
        .listen(change -> {
          if (change instanceof Change.Posted(Post post)
              && post.byBot()
              && post.blocks().toString().contains("Made by")) {
            answers.add(post);
          }
        });
  }

  @AfterEach
  void stop() {
    slack.close();
    model.close();
    files.close();
  }

  private Map<String, String> settings() throws Exception {
    var settings = new HashMap<String, String>();
    settings.put("PORT", "0");
    settings.put("PLOTLINE_ADMIN_PORT", "0");
    settings.put("PLOTLINE_HOME", home.resolve("home").toString());
    settings.put("PLOTLINE_PYTHON", LocalStack.python().toString());
    settings.put("PLOTLINE_LOCAL", "code");
    settings.put("SLACK_BOT_TOKEN", slack.app().botToken());
    settings.put("SLACK_SIGNING_SECRET", slack.app().signingSecret());
    settings.put("SLACK_API_URL", slack.apiUrl().toString());
    settings.put("S3_BUCKET", files.bucket());
    settings.put("AWS_REGION", "us-east-1");
    settings.put("AWS_ACCESS_KEY_ID", files.accessKey());
    settings.put("AWS_SECRET_ACCESS_KEY", files.secretKey());
    settings.put("AWS_ENDPOINT_URL_S3", files.url().toString());
    settings.put("AWS_ENDPOINT_URL_BEDROCK_RUNTIME", model.url().toString());
    return settings;
  }

  /// An answer of the model that waits, and tells that it does.
  private static final class Gate extends CompletableFuture<Void> {
    final CountDownLatch reached = new CountDownLatch(1);

    @Override
    public CompletableFuture<Void> toCompletableFuture() {
      reached.countDown();
      return this;
    }
  }

  private Gate hold() {
    var gate = new Gate();
    model.fail(new Fault.Held(gate));
    return gate;
  }

  @Test
  void whenItIsTerminatedItTakesNothingMoreEndsWhatRunsAndLeavesTheRestToTheNext()
      throws Exception {
    try (var wire = Wire.open();
        var events = Wire.open()) {
      open(wire);
      Gate brief = null;
      Gate lasting = null;
      try (var bot = Serving.start(settings(), home.resolve("first.log"))) {
        slack.tell(events.to(bot.web()).url().resolve("/slack/events"));
        Post root = say("kept = 41\nopen('kept.txt', 'w').write('there')\nprint('first')");
        assertThat(answer()).contains("first");
        brief = hold();
        slack.people().reply(ANN, root, code("print('second', kept + 1)"));
        brief.reached.await();
        // Again after its code has run: little is left to do within the grace period.
        Gate first = brief;
        brief = hold();
        first.complete(null);
        brief.reached.await();
        lasting = hold();
        say("print('third')");
        lasting.reached.await();
        var below = bot.below();
        assertThat(below).isNotEmpty();

        bot.terminate();
        bot.await("/readyz", ready -> ready.statusCode() == 503);
        // At once: what follows has to end within the grace period.
        brief.complete(null);
        say("print('fourth')");
        slack.deliveries().await(1, one -> one.status() == 503, Duration.ofMinutes(3));
        assertThat(answer()).contains("second 42");
        bot.awaitEnd(below);
        assertThat(answers).isEmpty();

        try (var next = Serving.start(settings(), home.resolve("next.log"))) {
          events.to(next.web());
          assertThat(List.of(answer(), answer()))
              .anyMatch(answer -> answer.contains("third"))
              .anyMatch(answer -> answer.contains("fourth"));
          slack.people().reply(ANN, root, code("print(open('kept.txt').read(), kept)"));
          assertThat(answer()).contains("there 41");
          var rest = next.below();
          next.terminate();
          next.awaitEnd(rest);
          assertThat(answers).as("answers given twice").isEmpty();
        }
      } finally {
        for (Gate gate : new Gate[] {brief, lasting}) {
          if (gate != null) {
            gate.complete(null);
          }
        }
      }
    }
  }

  @Test
  void whoeverWaitsWhenItIsKilledIsToldInALineAndAnswered() throws Exception {
    var told = new CountDownLatch(1);
    try (var wire = Wire.open();
        var events = Wire.open()) {
      open(wire);
      slack
          .world()
          .listen(change -> {
            if (change instanceof Change.Doing doing
                && doing.status().startsWith("Plotline was restarted")) {
              told.countDown();
            }
          });
      try (var bot = Serving.start(settings(), home.resolve("first.log"))) {
        slack.tell(events.to(bot.web()).url().resolve("/slack/events"));
        Gate gate = hold();
        say("print('late')");
        gate.reached.await();
        bot.kill();
        gate.complete(null);
      }
      try (var next = Serving.start(settings(), home.resolve("next.log"))) {
        events.to(next.web());
        assertThat(answer()).contains("late");
        assertThat(told.await(5, TimeUnit.MINUTES)).isTrue();
      }
    }
    assertThat(answers).as("answers given twice").isEmpty();
  }

  @Test
  void itStartsWhenNothingItNeedsCanBeReachedSaysSoAndRecovers() throws Exception {
    try (var toFiles = Wire.open();
        var toModel = Wire.open();
        var toCode = Wire.open();
        var toSlack = Wire.open()) {
      open(toSlack);
      toSlack.down(true);
      var settings = settings();
      settings.remove("PLOTLINE_LOCAL");
      settings.put("AWS_ENDPOINT_URL_S3", toFiles.url().toString());
      settings.put("AWS_ENDPOINT_URL_BEDROCK_RUNTIME", toModel.url().toString());
      settings.put("AWS_ENDPOINT_URL_BEDROCK_AGENTCORE", toCode.url().toString());
      try (var bot = Serving.start(settings, home.resolve("away.log"))) {
        assertThat(bot.get("/healthz").statusCode()).isEqualTo(200);
        var unready =
            bot.await("/readyz", ready -> ready.body().contains("Slack can't be reached"));
        assertThat(unready.statusCode()).isEqualTo(503);
        assertThat(unready.body())
            .contains("\"status\":\"starting\"", "Files ", "Bedrock", "AgentCore");

        toFiles.to(files.url());
        toModel.to(model.url());
        // Whoever answers at all is there.
        toCode.to(model.url());
        toSlack.down(false);
        var ready = bot.await("/readyz", now -> now.statusCode() == 200);
        assertThat(ready.body()).contains("\"status\":\"ready\"", "\"problems\":[]");
        slack.tell(bot.web().resolve("/slack/events"));
        slack.people().say(ANN, slack.world().direct(ANN).id(), "Hello");
        assertThat(answer()).doesNotContain("went wrong");
      }
    }
  }

  private Post say(String code) {
    return slack.people().say(ANN, slack.world().direct(ANN).id(), code(code));
  }

  private static String code(String code) {
    return "```python\n" + code + "\n```";
  }

  private String answer() throws InterruptedException {
    Post answer = answers.poll(5, TimeUnit.MINUTES);
    return answer == null ? "(no answer)" : answer.text() + answer.blocks();
  }
}
