package dev.plotline.teams.text;

import static dev.plotline.teams.text.Replies.NOW;
import static dev.plotline.teams.text.Replies.question;
import static dev.plotline.teams.text.Replies.text;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plotline.chat.Reply;
import dev.plotline.teams.fake.MessageRules;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What is too large for one message is in the next, and nothing is cut.
class SizesTest {
  private static final String FAMILY = "👩‍👩‍👧‍👦";

  private static List<ObjectNode> messages(Reply reply) {
    var messages = Answer.of(question("go"), reply, false, NOW, _ -> true).messages();
    assertThat(messages).allSatisfy(m -> assertThat(MessageRules.problems(m)).isEmpty());
    return messages;
  }

  private static String texts(List<ObjectNode> messages) {
    return messages.stream().map(m -> m.path("text").asText()).collect(Collectors.joining());
  }

  private static String letters(String text) {
    return text.replaceAll("[\\s`]", "");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11})
  void noCharacterIsDividedWhereverTheLimitFalls(int before) {
    String text = "x".repeat(before) + FAMILY.repeat(4_000);
    var messages = messages(text(text));

    assertThat(messages).hasSizeGreaterThan(2);
    assertThat(letters(texts(messages))).isEqualTo(text);
    messages.stream()
        .map(m -> letters(m.path("text").asText()).replaceFirst("^x+", ""))
        .forEach(shown -> assertThat(shown.replace(FAMILY, "")).isEmpty());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"& ", "<x> ", "_a_ ", "売上 ", "**bold text** ", "https://a.example/b ", "1. "})
  void whatGrowsByEscapesIsDividedToo(String word) {
    var messages = messages(text(("word " + word).repeat(8_000)));

    assertThat(messages).hasSizeGreaterThan(2);
    assertThat(texts(messages).split("word", -1)).hasSize(8_001);
  }

  @Test
  void aLongListAndLongCodeAreWhole() {
    String list = "- point 🇯🇵\n".repeat(3_000);
    String code = "```\n" + "x = 1  # 👍🏽\n".repeat(3_000) + "```";
    String texts = texts(messages(text(list + "\n" + code)));

    assertThat(texts.split("- point 🇯🇵", -1)).hasSize(3_001);
    assertThat(texts.split("x = 1  # 👍🏽", -1)).hasSize(3_001);
    assertThat(texts.split("```", -1).length % 2).isEqualTo(1);
  }

  @Test
  void tablesAreCardsAndTheirPlacesAreNamed() {
    String table = "| name | n |\n|---|---:|\n| a | 1 |\n";
    var messages = messages(text("Before\n\n" + table + "\nbetween\n\n" + table + "\nafter"));
    JsonNode message = messages.getFirst();

    assertThat(message.path("text").asText())
        .isEqualTo("Before\n\n*Table 1 is below.*\n\nbetween\n\n*Table 2 is below.*\n\nafter");
    assertThat(message.at("/attachments/1/content/body/0/inlines/0/text").asText())
        .isEqualTo("Table 2");
    JsonNode shown = message.at("/attachments/0/content/body/1");
    assertThat(shown.at("/columns/1/horizontalCellContentAlignment").asText()).isEqualTo("right");
    assertThat(shown.path("rows").findValuesAsText("text")).containsExactly("name", "n", "a", "1");
    assertThat(messages(text("Only:\n\n" + table)).getFirst().path("text").asText())
        .isEqualTo("Only:");
  }

  @Test
  void manyTablesAndLinksFillSeveralMessages() {
    String table = "| name | n |\n|---|---|\n" + "| a value of some length | 1 |\n".repeat(60);
    var files =
        Collections.nCopies(
            80, Replies.file("f".repeat(90) + ".csv", "a".getBytes(StandardCharsets.UTF_8)));
    var reply =
        new Reply(
            Reply.Ending.ANSWERED,
            (table + "\ntext\n\n").repeat(12),
            List.of(),
            List.of(),
            files,
            List.of(),
            List.of(),
            "m",
            null);
    var messages = messages(reply);

    assertThat(messages.toString().split("\"type\":\"Table\"", -1)).hasSize(13);
    assertThat(messages.stream().flatMap(m -> m.findValuesAsText("url").stream())).hasSize(80);
    assertThat(messages.stream().flatMap(m -> m.findValuesAsText("verb").stream()))
        .containsExactly(Button.LINKS);
  }

  @Test
  void codeIsExactAndWhole() {
    String code =
        "def f(a):\n\tif a<b:\n        return \"<div> & `x` https://a.example\"  # 売上\n"
            .repeat(400);
    var messages =
        Messages.code(
            List.of(
                new Reply.Execution("python", code, "", "", 0, Duration.ZERO),
                new Reply.Execution("shell", "<at>x</at>", "", "", 0, Duration.ZERO)));

    assertThat(messages).allSatisfy(m -> assertThat(MessageRules.problems(m)).isEmpty());
    var snippets =
        messages.stream().flatMap(m -> m.findValuesAsText("codeSnippet").stream()).toList();
    assertThat(String.join("", snippets)).isEqualTo(code + "< at>x< /at>");
    assertThat(messages.toString()).doesNotContainPattern("(?i)</?at\\b");
    assertThat(Messages.code(List.of())).isEmpty();
  }
}
