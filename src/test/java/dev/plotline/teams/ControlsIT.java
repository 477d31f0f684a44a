package dev.plotline.teams;

import static dev.plotline.teams.fake.Samples.ANN;
import static dev.plotline.teams.fake.Samples.BEN;
import static dev.plotline.teams.fake.Samples.PERSONAL;
import static dev.plotline.teams.fake.Samples.ROOT;
import static dev.plotline.teams.fake.Samples.mentioning;
import static dev.plotline.teams.fake.Samples.press;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plotline.chat.Content;
import dev.plotline.chat.Link;
import dev.plotline.chat.Reply;
import dev.plotline.chat.ThreadKey;
import dev.plotline.chat.Threads;
import dev.plotline.teams.fake.Samples;
import dev.plotline.teams.text.Button;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Words and buttons.
class ControlsIT {
  private static final String TOAST = "application/vnd.microsoft.activity.message";
  private Rig rig;

  @BeforeEach
  void start() {
    rig = new Rig();
  }

  @AfterEach
  void stop() {
    rig.close();
  }

  private FakeSender.Sent say(String word) {
    rig.send(mentioning(Samples.channel(word)));
    return rig.sender.next();
  }

  private String pressed(ObjectNode press) {
    JsonNode answer = rig.press(press);
    assertThat(answer.path("statusCode").asInt()).isEqualTo(200);
    assertThat(answer.path("type").asText()).isEqualTo(TOAST);
    return answer.path("value").asText();
  }

  @ParameterizedTest
  @CsvSource({
    "help, Ask me a question about data",
    "' Please HELP! ', Ask me a question about data",
    "/status, Nothing is running; 0 answered",
    "stop, Nothing is running in this thread",
    "files, There are no files in this thread",
    "code, No code ran"
  })
  void wordsAreNoQuestions(String word, String answer) {
    var sent = say(word);
    assertThat(sent.text()).contains(answer);
    assertThat(sent.conversation().id()).isEqualTo(ROOT);
    assertThat(rig.messages).isEmpty();
  }

  @Test
  void aQuestionThatBeginsLikeAWordIsAQuestion() {
    rig.send(Samples.personal("delete the outliers"));
    assertThat(rig.next().text()).isEqualTo("delete the outliers");
  }

  @Test
  void showCodeShowsWhatRanForThatAnswer() {
    rig.threads.code =
        List.of(new Reply.Execution("python", "print(1 < 2)", "", "", 0, Duration.ZERO));
    assertThat(pressed(press("channel", ROOT, Button.CODE, "m1"))).contains("below");
    var sent = rig.sender.next();
    assertThat(sent.activity().findValuesAsText("codeSnippet")).containsExactly("print(1 < 2)");
    assertThat(sent.conversation().id()).isEqualTo(ROOT);
    assertThat(FakeSender.next(rig.threads.done)).isEqualTo("code " + ROOT + " m1");
  }

  @Test
  void theNotebookIsShownAndTakenBackWithTheThread() throws Exception {
    var url = URI.create("https://files.example/plotline.ipynb?sig=a%2Bb");
    var link = new Link(url, Instant.now().plusSeconds(3_600));
    var file =
        new Reply.File(
            "plotline.ipynb", "plotline.ipynb", "application/json", 2, link, Content.MISSING);
    rig.threads.notebook = new Threads.Notebook(file, List.of("Cell 2 *failed* this time."));
    assertThat(say("notebook").text()).contains("failed").doesNotContain(" *failed*");
    var sent = rig.sender.next();
    assertThat(sent.activity().toString()).contains("The notebook of this thread");
    assertThat(sent.activity().findValuesAsText("url")).containsExactly(url.toString());
    assertThat(sent.conversation().id()).isEqualTo(ROOT);
    assertThat(FakeSender.next(rig.threads.done)).isEqualTo("notebook " + ROOT);
    rig.trails.await(2);
    assertThat(new Marks(rig.trails).of(new ThreadKey("teams", Samples.TENANT, ROOT)))
        .extracting(Marks.Posted::id)
        .containsExactly("posted-2", "posted-1");
  }

  @Test
  void whoeverWaitsForANotebookIsToldThatItIsBeingMade() {
    rig.threads.mayMakeNotebooks = new CountDownLatch(1);
    assertThat(say("notebook").text()).startsWith("The notebook is being made");
    rig.threads.mayMakeNotebooks.countDown();
    assertThat(rig.sender.next().text()).isEqualTo("No code has run.");
  }

  @Test
  void aRepeatedPressIsDoneOnce() {
    var press = press("channel", ROOT, Button.CODE, "m1");
    assertThat(pressed(press)).isEqualTo(pressed(press));
    assertThat(FakeSender.next(rig.threads.done)).isEqualTo("code " + ROOT + " m1");
    pressed(press("channel", ROOT, Button.CODE, "m2"));
    assertThat(FakeSender.next(rig.threads.done)).isEqualTo("code " + ROOT + " m2");
    assertThat(rig.threads.done).isEmpty();
  }

  @Test
  void newLinksAreMade() {
    var url = URI.create("https://files.example/chart.png?sig=a%2Bb");
    var link = new Link(url, Instant.now().plusSeconds(3_600));
    rig.threads.files =
        List.of(new Reply.File("chart.png", "chart.png", "image/png", 3, link, Content.MISSING));
    pressed(press("personal", PERSONAL, Button.LINKS, "m1"));
    assertThat(rig.sender.next().activity().findValuesAsText("url"))
        .containsExactly(url.toString());
    assertThat(FakeSender.next(rig.threads.done)).isEqualTo("made " + PERSONAL + " m1");
  }

  @Test
  void stopEndsTheTurnThatRunsWithoutWaitingForIt() {
    rig.held = new CountDownLatch(1);
    rig.send(Samples.personal("What drove Q3?"));
    String answer = "";
    // The turn begins after the acknowledgement.
    for (int i = 0; i < 1_000 && !answer.equals("Stopping."); i++) {
      answer = pressed(press("personal", PERSONAL, Button.STOP, ""));
    }
    assertThat(answer).isEqualTo("Stopping.");
    assertThat(rig.messages).isEmpty();
  }

  @Test
  void resetIsForThoseWhoAskedAndIsAskedAgain() {
    assertThat(say("reset").text()).contains("Only somebody who has asked").contains("Ben Birch");
    pressed(press("channel", ROOT, Button.RESET, ""));
    assertThat(rig.sender.next().text()).contains("Only somebody who has asked");
    assertThat(rig.threads.done).isEmpty();

    rig.threads.askers.add(ANN);
    JsonNode card = say("reset").activity().at("/attachments/0/content");
    assertThat(card.at("/actions/0/verb").asText()).isEqualTo(Button.RESET);
    assertThat(rig.threads.done).isEmpty();
    pressed(press("channel", ROOT, Button.RESET, ""));
    assertThat(FakeSender.next(rig.threads.done)).isEqualTo("reset " + ROOT);
    var sent = rig.sender.next();
    assertThat(sent.text()).contains("a new beginning");
    assertThat(sent.replaces()).as("the card that asked").isEqualTo("posted-1");
  }

  @Test
  void administratorsMayDeleteAnywhere() {
    rig.send(Samples.from(mentioning(Samples.channel("delete")), BEN, "Ben"));
    JsonNode card = rig.sender.next().activity().at("/attachments/0/content");
    assertThat(card.at("/actions/0/verb").asText()).isEqualTo(Button.DELETE);
    pressed(Samples.from(press("channel", ROOT, Button.DELETE, ""), BEN, "Ben"));
    assertThat(FakeSender.next(rig.threads.done)).isEqualTo("delete " + ROOT);
    assertThat(rig.sender.next().text()).contains("3 files and 2 turns were removed");
  }

  @Test
  void whatAButtonCarriesCannotNameAnotherThread() {
    var press = press("personal", PERSONAL, Button.CODE, "m1");
    press.withObject("/value/action/data").put("thread", ROOT).put("conversation", ROOT);
    pressed(press);
    assertThat(FakeSender.next(rig.threads.done)).isEqualTo("code " + PERSONAL + " m1");
  }

  @ParameterizedTest
  @CsvSource({"like, true", "dislike, false"})
  void thumbsAreKeptWithTheTurn(String reaction, boolean helpful) {
    var invoke = Samples.invoke("personal", PERSONAL, "message/submitAction");
    invoke
        .putObject("value")
        .put("actionName", "feedback")
        .putObject("actionValue")
        .put("reaction", reaction)
        .put("feedback", "{\"feedbackText\":\"hm\"}");
    assertThat(rig.send(invoke).statusCode()).isEqualTo(200);
    assertThat(FakeSender.next(rig.threads.done))
        .isEqualTo("feedback " + PERSONAL + "  " + ANN + " " + helpful);
  }

  @Test
  void consentToAFileIsHandedOn() {
    var invoke = Samples.invoke("personal", PERSONAL, "fileConsent/invoke");
    var value = invoke.putObject("value").put("action", "decline");
    value.putObject("context").put("path", "out/totals.csv");
    assertThat(rig.send(invoke).statusCode()).isEqualTo(200);
    var sent = rig.sender.next();
    assertThat(sent.text()).contains("totals.csv was not saved");
    assertThat(sent.replaces()).isEqualTo("posted-1");
  }

  @Test
  void whatBecameOfAFileIsTakenBackWithTheThreadWhereTheCardCanNotSayIt() throws Exception {
    var invoke = Samples.invoke("personal", PERSONAL, "fileConsent/invoke").put("replyToId", "");
    var value = invoke.putObject("value").put("action", "decline");
    value.putObject("context").put("path", "out/totals.csv");
    rig.send(invoke);
    assertThat(rig.sender.next().replaces()).isEmpty();
    rig.trails.await(1);
    assertThat(new Marks(rig.trails).of(new ThreadKey("teams", Samples.TENANT, PERSONAL)))
        .extracting(Marks.Posted::id)
        .containsExactly("posted-1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"task/fetch", "composeExtension/query", "signin/verifyState", ""})
  void invokesThatNobodyKnowsAreNotImplemented(String name) {
    assertThat(rig.send(Samples.invoke("personal", PERSONAL, name)).statusCode()).isEqualTo(501);
  }

  @Test
  void aButtonThatNobodyKnowsHasASentence() {
    assertThat(pressed(press("personal", PERSONAL, "plotline-old", ""))).contains("ask again");
    var strange = Samples.invoke("personal", PERSONAL, "adaptiveCard/action").put("value", 3);
    assertThat(pressed(strange)).contains("ask again");
  }

  @Test
  void buttonsAreNotForThoseWhoMayNotAsk() {
    try (var closed = new Rig(new Access(Set.of(), Set.of(BEN), Set.of(), false))) {
      JsonNode answer = closed.press(press("channel", ROOT, Button.CODE, "m1"));
      assertThat(answer.path("value").asText()).contains("not on the list");
      var consent = Samples.invoke("personal", PERSONAL, "fileConsent/invoke");
      consent.putObject("value").put("action", "decline");
      assertThat(closed.send(consent).statusCode()).isEqualTo(200);
      var thumb = Samples.invoke("personal", PERSONAL, "message/submitAction");
      var value = thumb.putObject("value").put("actionName", "feedback");
      value.putObject("actionValue").put("reaction", "like");
      assertThat(closed.send(thumb).statusCode()).isEqualTo(200);
      closed.send(mentioning(Samples.channel("files")));
      assertThat(closed.sender.next().text()).contains("not on the list");
      assertThat(closed.sender.sent).isEmpty();
      assertThat(closed.threads.done).isEmpty();
    }
  }
}
