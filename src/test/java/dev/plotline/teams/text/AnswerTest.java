package dev.plotline.teams.text;

import static dev.plotline.teams.text.Replies.NOW;
import static dev.plotline.teams.text.Replies.question;
import static dev.plotline.teams.text.Replies.rich;
import static dev.plotline.teams.text.Replies.text;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plotline.chat.Reply;
import dev.plotline.teams.fake.MessageRules;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class AnswerTest {
  private static final String EVIL =
      "<at>everyone</at> <img src=x> [bank](https://evil.example/a?d=1) https://evil.example/raw";

  private static List<ObjectNode> messages(Reply reply) {
    var messages = Answer.of(question("go"), reply, false, NOW, _ -> true).messages();
    assertThat(messages).allSatisfy(m -> assertThat(MessageRules.problems(m)).isEmpty());
    return messages;
  }

  /// All that is read in messages: texts and cards.
  static String read(List<ObjectNode> messages) {
    return messages.stream()
        .map(m -> String.join(" ", m.findValuesAsText("text")) + m.findValuesAsText("title"))
        .collect(Collectors.joining("\n"));
  }

  @Test
  void anAnswerHasTextLinksSourcesButtonsAndItsCharts() {
    var messages = messages(rich("## Result\n\nSales **rose** by 12 %.", "chart.png"));

    assertThat(messages).hasSize(2);
    assertThat(messages.getFirst().path("text").asText())
        .isEqualTo(
            "**Result**\n\nSales **rose** by 12 %.\n\nThe session was restarted.\n\n"
                + "locked.xlsx: It has a password.");
    assertThat(read(messages))
        .contains("Figure 1 · chart.png  ·  open  · expires in 1 h")
        .contains("out.csv  ·  open  · expires in 1 h")
        .contains("Read chart.png: sheet Q3, 1,204 rows × 9 columns")
        .contains("Made by a-model: check what matters");
    assertThat(messages.getFirst().findValuesAsText("url"))
        .contains("https://files.example/3?sig=a%2Bb&x=(1)");
    assertThat(messages.getFirst().findValuesAsText("verb"))
        .containsExactly(Button.CODE, Button.LINKS);
    assertThat(messages.getFirst().findValuesAsText(Button.ABOUT)).containsOnly("42");
  }

  @Test
  void aChartGoesAlongWithWordsForThoseWhoDontSeeIt() {
    JsonNode chart = messages(rich("Text.", "chart.png")).getLast();

    assertThat(chart.path("text").asText()).isEqualTo("**Figure 1**: Bars: chart.png");
    assertThat(chart.at("/attachments/0/name").asText()).isEqualTo("Bars: chart.png");
    assertThat(chart.at("/attachments/0/contentUrl").asText())
        .startsWith("data:image/png;base64,iVBOR");
  }

  @Test
  void itIsLabelledOnceAndAsksForFeedbackOnce() {
    var messages = messages(rich("Text.", "chart.png"));

    assertThat(messages)
        .allSatisfy(m ->
            assertThat(m.at("/entities/0/additionalType/0").asText())
                .isEqualTo("AIGeneratedContent"));
    assertThat(messages.stream().filter(m -> m.has("channelData"))).hasSize(1);
    assertThat(messages.getFirst().at("/channelData/feedbackLoop/type").asText())
        .isEqualTo("default");
  }

  @Test
  void whatTheProgramSaysIsNotLabelledAsTheModels() {
    var failed =
        new Reply(
            Reply.Ending.FAILED,
            "Try again.",
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            "m",
            null);
    JsonNode message = messages(failed).getFirst();

    assertThat(message.has("entities")).isFalse();
    assertThat(message.has("channelData")).isFalse();
    assertThat(message.has("attachments")).isFalse();
  }

  @Test
  void aFileWithoutWordsIsAnsweredWithQuestionsInAPersonalChat() {
    String text =
        "I see:\n\n- a table\n\nAsk:\n\n- `Which region?`\n- By month？\n- Why <b>?\n- More?";
    var personal = Answer.of(question(""), text(text), true, NOW, _ -> true).messages();

    assertThat(MessageRules.problems(personal.getLast())).isEmpty();
    assertThat(personal.getLast().at("/suggestedActions/actions").findValuesAsText("value"))
        .containsExactly("Which region?", "By month？", "Why ‹b›?");
    for (boolean alone : new boolean[] {true, false}) {
      var asked = Answer.of(question(alone ? "go" : ""), text(text), alone, NOW, _ -> true);
      assertThat(asked.messages()).noneMatch(m -> m.has("suggestedActions"));
    }
  }

  @Test
  void nothingThatOthersWroteIsLive() {
    String table = "\n\n| " + EVIL + " | b |\n|---|---|\n| 1 | " + EVIL + " |";
    var messages = messages(rich(EVIL + table, EVIL + ".png"));

    for (ObjectNode message : messages) {
      assertThat(message.toString()).doesNotContainPattern("<[A-Za-z/!?]");
      assertThat(MarkupTest.outsideOfCode(message.path("text").asText()))
          .doesNotContain("evil.example");
      assertThat(message.findValuesAsText("url")).allMatch(u -> u.startsWith("https://files."));
      message.findParents("text").stream()
          .filter(n -> n.path("type").asText().equals("TextRun"))
          .filter(n -> n.path("text").asText().contains("evil.example"))
          .forEach(n -> assertThat(n.path("fontType").asText()).isEqualTo("Monospace"));
    }
    assertThat(messages.toString()).contains("evil.example");
  }

  @Test
  void linksThatDontOpenAreNotShown() {
    var messages =
        Answer.of(question("go"), rich("Text.", "chart.png"), false, NOW, _ -> false).messages();

    assertThat(messages.getFirst().findValuesAsText("url")).isEmpty();
    assertThat(messages.getFirst().findValuesAsText("verb")).containsExactly(Button.CODE);
    assertThat(read(messages))
        .contains("Figure 1 · chart.png · no link opens it", "out.csv · no link opens it");
  }

  @Test
  void aLinkIsReadAloudWithWhatItOpens() {
    assertThat(messages(rich("Text.", "chart.png")).getFirst().findValuesAsText("title"))
        .containsExactly("open Figure 1 · chart.png", "open out.csv", "Show code", "New links");
  }

  @Test
  void nothingAtAllIsAMessageToo() {
    assertThat(messages(text(""))).hasSize(1);
  }
}
