package dev.plotline.teams.text;

import static dev.plotline.teams.text.Replies.NOW;
import static dev.plotline.teams.text.Replies.question;
import static dev.plotline.teams.text.Replies.text;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plotline.teams.fake.MessageRules;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Tables as cards, of which a person loses nothing without being told.
class TablesTest {
  private static String table(int rows, int columns) {
    var table = new StringBuilder();
    for (int row = -2; row < rows; row++) {
      table.append('|');
      for (int column = 0; column < columns; column++) {
        String header = row == -2 ? "head " + column : "---";
        table.append(row < 0 ? header : "r" + row + "c" + column).append('|');
      }
      table.append('\n');
    }
    return table.toString();
  }

  /// All cards of an answer.
  private static List<JsonNode> cards(String markdown) {
    var cards = new ArrayList<JsonNode>();
    Answer.of(question("go"), text(markdown), false, NOW, _ -> true)
        .messages()
        .forEach(message -> {
          assertThat(MessageRules.problems(message)).isEmpty();
          message.path("attachments").forEach(card -> cards.add(card.path("content")));
        });
    return cards;
  }

  private static JsonNode first(String markdown) {
    for (JsonNode element : cards(markdown).getFirst().path("body")) {
      if (element.path("type").asText().equals("Table")) {
        return element;
      }
    }
    throw new AssertionError("no table");
  }

  private static String read(List<JsonNode> cards) {
    return cards.stream()
        .flatMap(card -> card.findValuesAsText("text").stream())
        .collect(Collectors.joining("\n", "\n", "\n"));
  }

  private static String cell(int row, int column) {
    return "\nr" + row + "c" + column + "\n";
  }

  @Test
  void allRowsAreShownAlsoWhereOneCardDoesNotHoldThem() {
    var cards = cards("Here:\n\n" + table(100, 6));

    assertThat(cards.size()).isGreaterThan(2);
    String read = read(cards);
    for (int row = 0; row < 100; row++) {
      for (int column = 0; column < 6; column++) {
        assertThat(read).containsOnlyOnce(cell(row, column));
      }
    }
    assertThat(read).doesNotContain("are shown").contains("\nContinued\n");
    assertThat(cards.get(1).findValuesAsText("text")).contains("head 0", "head 5");
  }

  @Test
  void allColumnsAreShownEachGroupBehindTheFirst() {
    var cards = cards("Before\n\n" + table(5, 20) + "\nAfter");
    String read = read(cards);

    for (int column = 1; column < 20; column++) {
      assertThat(read).containsOnlyOnce(cell(4, column));
    }
    assertThat(read).doesNotContain("are shown").contains("\nTable 1, continued\n");
    assertThat(cards.get(1).findValuesAsText("text")).contains("head 0").contains("r4c0");
    assertThat(cards.getFirst().at("/body/1/columns").size()).isBetween(5, 10);
  }

  @Test
  void theRestOfALongTableIsNamed() {
    var cards = cards(table(250, 2));

    assertThat(read(cards))
        .contains("100 of 250 rows are shown. Ask for the table as a file", cell(99, 1))
        .doesNotContain(cell(100, 0));
  }

  @Test
  void theRestOfAWideOneIsNamedToo() {
    var cards = cards(table(200, 100));

    assertThat(read(cards)).containsPattern("\\d+ of 200 rows and \\d+ of 100 columns are shown");
    assertThat(cards).hasSizeLessThan(12);
    assertThat(read(cards("| a |\n|---|\n| " + "x".repeat(900) + " |")))
        .contains("Long cells are cut. Ask for the table as a file");
  }

  @Test
  void longWordsGetTheirRoomAndNoNumberReachesIntoTheNext() {
    JsonNode table =
        first("| id | note |\n|---|---|\n| 370370.33999999999 | a word and many more words |");

    assertThat(table.at("/columns/0/width").asInt()).isGreaterThan(18);
    assertThat(table.at("/columns/1/width").asInt()).isGreaterThan(20);
    JsonNode japanese = first("| 地域 | 備考 |\n|---|---|\n| 関東 | " + "長い文".repeat(30) + " |");
    assertThat(japanese.at("/columns/1/width").asInt())
        .isGreaterThan(3 * japanese.at("/columns/0/width").asInt());
  }

  @Test
  void arabicTablesRunFromTheRight() {
    String arabic = "| المنطقة | المبيعات |\n|---|---:|\n| الشمال (2026) | 1204 |";
    assertThat(cards(arabic).getFirst().path("rtl").asBoolean()).isTrue();
    assertThat(cards(table(2, 2)).getFirst().has("rtl")).isFalse();
  }

  @Test
  void numbersAreSetToTheRightAlsoWhereTheModelDidNotSaySo() {
    JsonNode columns =
        first(
                "| a | b | c | d | e |\n|---|---|:---:|:---|---:|\n| x1 | 1,204.5 | m | 1 | y |\n"
                    + "| 2 | -37.5 % |  | 2 | z |\n|  |  | n | 3 | |")
            .path("columns");

    assertThat(columns.findValuesAsText("horizontalCellContentAlignment"))
        .containsExactly("left", "right", "left", "left", "right");
  }

  @Test
  void aLineBreakInACellIsNoTag() {
    assertThat(first("| a |\n|---|\n| one<br>two<BR />three |").at("/rows/1").toString())
        .contains("one / two / three");
  }

  @Test
  void oddTablesAreWhole() {
    assertThat(first("| a | b |\n|---|---|").path("rows")).hasSize(1);
    assertThat(first("| |\n|---|\n| |").at("/rows/1/cells")).hasSize(1);
    String tables =
        IntStream.range(0, 15)
            .mapToObj(i -> "t\n\n" + table(1, 1))
            .collect(Collectors.joining("\n"));
    assertThat(read(cards(tables))).contains("\nTable 1\n", "\nTable 15\n");
  }

  @Test
  void nothingInACellIsCalculated() {
    String read = read(cards("| a |\n|---|\n| {{DATE(2026-01-01T00:00:00Z, LONG)}} {{x}} ${y} |"));

    assertThat(read).contains("\n{ {DATE(2026-01-01T00:00:00Z, LONG)}} {{x}} ${y}\n");
  }
}
