package dev.plotline.record;

import static dev.plotline.record.Turned.asks;
import static dev.plotline.record.Turned.calls;
import static dev.plotline.record.Turned.returns;
import static dev.plotline.record.Turned.says;
import static org.assertj.core.api.Assertions.assertThat;

import dev.plotline.agent.Block;
import dev.plotline.agent.Entry;
import dev.plotline.agent.ScriptedModel;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class HistoryTest {
  @Test
  void whatFitsIsLeftAsItWas() {
    var turn = List.of(asks("a"), calls("1"), returns("1", "x".repeat(5_000)), says("b"));
    assertThat(History.of(List.of(Turned.of("m", turn)))).isEqualTo(turn);
    assertThat(History.of(List.of())).isEmpty();
  }

  @Test
  void theCallsOfACrashedTurnAreClosed() {
    assertAccepted(List.of(asks("a"), calls("1", "2")));
    assertAccepted(List.of(asks("a"), calls("1", "2"), returns("2", "x")));
    assertAccepted(List.of(asks("a"), calls("1"), calls("2"), returns("2", "x"), says("b")));
    assertAccepted(List.of(asks("a"), returns("9", "of no call")));
    assertAccepted(List.of(says("nobody asked")));
    assertAccepted(List.of());
  }

  private static void assertAccepted(List<Entry> turn) {
    var entries = new ArrayList<>(History.of(List.of(Turned.of("m", turn), Turned.of("n", turn))));
    entries.add(asks("next"));
    ScriptedModel.accepts(entries);
  }

  @Test
  void anAnswerThatIsThereIsNotReplaced() {
    var closed = History.of(List.of(Turned.of("m", List.of(calls("1", "2"), returns("2", "x")))));
    assertThat(closed.toString()).contains("[Text[text=x]]").contains("restarted");
  }

  @Test
  void longHistoriesLoseOldOutputsFirstAndNeverThePersonsWords() {
    var turns = new ArrayList<TurnRecord>();
    for (int i = 0; i < 40; i++) {
      turns.add(
          Turned.of(
              "m" + i,
              List.of(
                  asks("question " + i + " " + "q".repeat(500)),
                  calls("c" + i),
                  returns("c" + i, "result " + i + " " + "x".repeat(10_000)),
                  says("answer " + i))));
    }
    var entries = History.of(turns, 300_000);
    assertThat(size(entries)).isLessThan(300_000);
    String all = entries.toString();
    for (int i = 0; i < 40; i++) {
      assertThat(all)
          .contains("question " + i + " " + "q".repeat(500))
          .contains("answer " + i)
          .contains("result " + i + " ");
    }
    assertThat(entries.get(2).toString()).contains("left out");
    assertThat(turns.getLast().entries())
        .isEqualTo(entries.subList(entries.size() - 4, entries.size()));
    entries = History.of(turns, 60_000);
    assertThat(size(entries)).isLessThan(60_000);
    assertThat(entries.toString()).contains("question 0").contains("answer 0");
  }

  @Test
  void profilesAndAnswersGoBeforeAnyWordOfThePersons() {
    var turns = new ArrayList<TurnRecord>();
    for (int i = 0; i < 20; i++) {
      var told =
          new Block.Text("<context>\n{\"files\":[\"" + "f".repeat(9_000) + "\"]}\n</context>");
      var words = new Block.Text("question " + i + " " + "q".repeat(500));
      turns.add(
          Turned.of(
              "m" + i,
              List.of(
                  new Entry(Entry.Role.USER, List.of(told, words)),
                  says("answer " + i + " " + "a".repeat(3_000)))));
    }
    var entries = new ArrayList<>(History.of(turns, 30_000));
    assertThat(size(entries)).isLessThan(30_000);
    for (int i = 0; i < 20; i++) {
      assertThat(entries.toString()).contains("question " + i + " " + "q".repeat(500));
    }
    assertThat(entries.toString()).contains("look at them by code").contains("answer 19 aaa");
    entries.add(asks("next"));
    ScriptedModel.accepts(entries);
  }

  @Test
  void wordsOfThePersonsInTheFormOfOursStay() {
    String words = "<context>\n" + "w".repeat(9_000) + "\n</context>";
    var turns = new ArrayList<TurnRecord>();
    for (int i = 0; i < 3; i++) {
      turns.add(Turned.of("m" + i, words, List.of(asks(words), says("a".repeat(9_000)))));
    }
    assertThat(History.of(turns, 40_000).getFirst().text()).isEqualTo(words);
  }

  @Test
  void theOldestTurnsGoWhenNothingElseHelps() {
    var turns = new ArrayList<TurnRecord>();
    for (int i = 0; i < 20; i++) {
      turns.add(Turned.of("m" + i, List.of(asks("words ".repeat(1_000)), says("answer " + i))));
    }
    var entries = new ArrayList<>(History.of(turns, 50_000));
    assertThat(size(entries)).isBetween(10_000, 50_000);
    assertThat(entries.getLast().text()).isEqualTo("answer 19");
    assertThat(entries.getFirst().text())
        .startsWith("(Earlier messages of this thread are left out");
    entries.add(asks("next"));
    ScriptedModel.accepts(entries);
  }

  @Test
  void textsInOtherScriptsWeighMore() {
    for (String letter : List.of("x", "売")) {
      var turns = new ArrayList<TurnRecord>();
      for (int i = 0; i < 20; i++) {
        turns.add(Turned.of("m" + i, List.of(asks(letter.repeat(1_000)), says("a"))));
      }
      int most = letter.equals("x") ? 21_000 : 84_000;
      assertThat(History.of(turns, most)).as(letter).hasSize(40);
      assertThat(History.of(turns, most / 2)).as(letter).hasSizeLessThan(30);
    }
  }

  @Test
  void theShortenedPartStaysTheSameOverSeveralTurns() {
    var turns = new ArrayList<TurnRecord>();
    var heads = new ArrayList<String>();
    for (int i = 0; i < 40; i++) {
      turns.add(
          Turned.of(
              "m" + i,
              List.of(asks("q" + i), calls("c"), returns("c", "x".repeat(4_000)), says("a"))));
      heads.add(prefixOf(History.of(turns, 60_000)));
    }
    assertThat(heads.stream().distinct().count()).isLessThan(15);
  }

  private static String prefixOf(List<Entry> entries) {
    return entries.stream().filter(e -> e.toString().contains("left out")).toList().size()
        + "/"
        + entries.getFirst();
  }

  private static int size(List<Entry> entries) {
    return entries.stream()
        .flatMap(entry -> entry.blocks().stream())
        .mapToInt(block ->
            switch (block) {
              case Block.ToolResult result -> result.content().toString().length();
              case Block.Text(String text) -> text.length();
              default -> 0;
            })
        .sum();
  }
}
