package dev.plotline;

import static dev.plotline.Organisation.in;
import static dev.plotline.teams.fake.Samples.GROUP;
import static dev.plotline.teams.fake.Samples.PERSONAL;
import static dev.plotline.teams.fake.Samples.ROOT;
import static dev.plotline.teams.fake.Samples.mentioning;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plotline.local.model.Answer;
import dev.plotline.local.model.LocalModel;
import dev.plotline.teams.fake.Call;
import dev.plotline.teams.fake.FakeConnector;
import dev.plotline.teams.fake.FakeIssuer;
import dev.plotline.teams.fake.Samples;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The whole bot behind Teams: tokens checked, real code, real charts.
class TeamsAppIT {
  private static final String SALES =
      "Analyze the following sales data: Product A: [100, 120, 95, 140, 160, 180, 200], Product B:"
          + " [80, 85, 90, 95, 100, 105, 110], Product C: [200, 180, 220, 190, 240, 260, 280]."
          + " Please visualize the sales trends and calculate growth rates.";

  @TempDir private static Path home;
  private static Organisation org;

  @BeforeAll
  static void start() throws IOException {
    org = new Organisation(home, Map.of());
  }

  @AfterAll
  static void stop() {
    org.close();
  }

  private static void press(String scope, String conversation, JsonNode answer, String verb)
      throws Exception {
    for (JsonNode action : answer.findParents("verb")) {
      if (action.path("verb").asText().equals(verb)) {
        String about = action.at("/data/about").asText();
        HttpResponse<String> response = org.send(Samples.press(scope, conversation, verb, about));
        assertThat(new ObjectMapper().readTree(response.body()).path("statusCode").asInt())
            .isEqualTo(200);
        return;
      }
    }
    throw new AssertionError("no button " + verb + " in " + answer);
  }

  @Test
  void aQuestionInAPersonalChatHasItsChartItsCodeAndNewLinks() throws Exception {
    org.say(Samples.personal(SALES));
    JsonNode answer = org.answer(PERSONAL);
    assertThat(answer.toString()).contains("37.5").contains("Figure 1").contains("?X-Amz-");
    Call chart = org.shown(PERSONAL, "image/png");
    assertThat(chart.body().toString()).contains("base64,iVBORw0KGgo");

    press("personal", PERSONAL, answer, "plotline-code");
    assertThat(org.shown(PERSONAL, "CodeBlock").body().findValuesAsText("codeSnippet"))
        .anyMatch(code -> code.contains("import"));
    press("personal", PERSONAL, answer, "plotline-links");
    JsonNode links = org.shown(PERSONAL, "New links").body();
    HttpResponse<byte[]> opened =
        org.http.send(
            HttpRequest.newBuilder(URI.create(links.findValuesAsText("url").getFirst())).build(),
            BodyHandlers.ofByteArray());
    assertThat(opened.statusCode()).isEqualTo(200);
  }

  @Test
  void aGroupChatAndAChannelAreAnsweredWhereTheyAsked() throws Exception {
    org.say(mentioning(Samples.group("Sales: A 3, 5, 8; B 4, 4, 6. Draw them as a line chart.")));
    org.say(mentioning(Samples.channel("Costs: X 1, 2, 3; Y 9, 8, 7. Draw them as a line chart.")));
    assertThat(org.answer(GROUP).toString()).contains("Figure 1");
    assertThat(org.answer(ROOT).toString()).contains("Figure 1");

    org.say(Samples.channel("and the average?"));
    org.connector.await(2, in(ROOT).and(call -> call.body().toString().contains("feedbackLoop")));
  }

  @Test
  void aRepeatIsAnsweredOnceAndAForgeryNotAtAll() throws Exception {
    String where = "19:repeats@thread.v2";
    var said =
        mentioning(Samples.activity("message", "groupChat", where).put("text", "Sum of 3, 5, 8?"));
    org.say(said);
    org.say(said);
    var forged = mentioning(Samples.activity("message", "groupChat", where).put("text", "And 9?"));
    forged.put("serviceUrl", org.connector.service().toString());
    String token =
        FakeIssuer.bearer(
            FakeIssuer.header("RS256", "key-1"),
            FakeIssuer.claims(Samples.APP, org.connector.service().toString()),
            FakeIssuer.pair(2_048));
    assertThat(org.send(token, forged).statusCode()).isEqualTo(401);
    org.say(
        mentioning(Samples.activity("message", "groupChat", where).put("text", "Sum of 7, 1?")));
    // Turns of one chat run in order, so what comes twice would have come before.
    var answered = in(where).and(call -> call.body().toString().contains("feedbackLoop"));
    org.connector.await(2, answered);
    assertThat(org.connector.calls().stream().filter(answered)).hasSize(2);
  }

  @Test
  void stopEndsATurnAndWhoeverSaysItIsNotKeptWaiting() throws Exception {
    String where = "a:stopped";
    org.connector.personal(where);
    var reached = new CountDownLatch(1);
    var release = new CompletableFuture<Void>();
    LocalModel model = org.app.parts().standIn(LocalModel.class).orElseThrow();
    model.script(_ -> {
      reached.countDown();
      release.join();
      return Answer.text("Too late.");
    });
    try {
      org.say(Samples.activity("message", "personal", where).put("text", SALES));
      reached.await();
      assertThat(org.send(Samples.press("personal", where, "plotline-stop", "")).body())
          .contains("Stopping.");
      org.shown(where, "Stopped");
    } finally {
      release.complete(null);
    }
  }

  @Test
  void aGuestIsRefused() throws Exception {
    String where = "19:guests@thread.v2";
    var said = Samples.activity("message", "groupChat", where).put("text", "May I?");
    org.say(Samples.from(mentioning(said), Samples.BEN, "Ben"));
    org.shown(where, "answer guests");
  }

  @Test
  void theStatusNamesIt() {
    assertThat(org.app.rows())
        .anySatisfy(row ->
            assertThat(row)
                .containsEntry("name", "teams")
                .containsEntry("url", org.app.web() + "/api/messages"));
  }

  @Test
  void deletingTakesBackAnswersAndWhatWordsAndButtonsPosted() throws Exception {
    String where = "19:deleted@thread.v2";
    org.say(asked(where, "```python\nopen('kept.txt', 'w').write('there')\n```"));
    JsonNode answer = org.answer(where);
    press("groupChat", where, answer, "plotline-code");
    org.shown(where, "CodeBlock");
    press("groupChat", where, answer, "plotline-links");
    org.shown(where, "New links");
    org.say(asked(where, "files"));
    org.shown(where, "This thread's");
    awaitMarks(where);
    assertThat(org.connector.thread(where)).hasSize(4);

    org.say(asked(where, "delete"));
    org.shown(where, "Delete everything");
    String card = org.connector.thread(where).getLast().id();
    var press = Samples.press("groupChat", where, "plotline-delete", "");
    assertThat(org.send(press.put("replyToId", card)).statusCode()).isEqualTo(200);
    org.shown(where, "Removed: ");
    assertThat(org.connector.thread(where))
        .singleElement()
        .satisfies(post -> assertThat(post.id()).isEqualTo(card));
  }

  private static ObjectNode asked(String where, String text) {
    return mentioning(Samples.activity("message", "groupChat", where).put("text", text));
  }

  /// What a word or a button posts is noted when it is there, which nobody waits for.
  private static void awaitMarks(String where) throws Exception {
    var ids = org.connector.thread(where).stream().map(FakeConnector.Post::id).toList();
    String marks = marks();
    for (int look = 0; !ids.stream().allMatch(marks::contains); look++) {
      assertThat(look).as("not all of %s are noted: %s", ids, marks).isLessThan(1_200);
      new CountDownLatch(1).await(50, TimeUnit.MILLISECONDS);
      marks = marks();
    }
  }

  private static String marks() throws IOException {
    var marks = new StringBuilder();
    try (var files = Files.walk(home.resolve("home/files"))) {
      for (Path file : files.filter(path -> path.toString().contains("/posted/")).toList()) {
        if (Files.isRegularFile(file)) {
          marks.append(Files.readString(file)).append('\n');
        }
      }
    } catch (UncheckedIOException | NoSuchFileException e) {
      // Something went while it was looked at.
    }
    return marks.toString();
  }
}
