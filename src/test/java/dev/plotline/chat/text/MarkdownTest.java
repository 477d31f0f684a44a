package dev.plotline.chat.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plotline.chat.text.Span.Style;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MarkdownTest {
  private static List<Span> line(String markdown) {
    return ((Part.Paragraph) Markdown.read(markdown).getFirst()).spans();
  }

  @Test
  void stylesAreRead() {
    assertThat(line("a **b** _c_ `d*e*` ~~f~~"))
        .containsExactly(
            Span.of("a "),
            new Span("b", Set.of(Style.BOLD)),
            Span.of(" "),
            new Span("c", Set.of(Style.ITALIC)),
            Span.of(" "),
            new Span("d*e*", Set.of(Style.CODE)),
            Span.of(" "),
            new Span("f", Set.of(Style.STRIKE)));
  }

  @ParameterizedTest
  @CsvSource({
    "total_amount_eur, total_amount_eur",
    "2 * 3 * 4, 2 * 3 * 4",
    "\\*not\\* bold, *not* bold",
    "5 < 6 & 7 > 3, 5 < 6 & 7 > 3",
    "`unclosed, `unclosed",
    "** a, ** a"
  })
  void whatIsNoMarkupStays(String markdown, String text) {
    assertThat(line(markdown)).containsExactly(Span.of(text));
  }

  @ParameterizedTest
  @CsvSource({"# a ##, a", "## C#, C#", "# a#b, a#b", "### ** x, ** x"})
  void headingsLoseTheSignsAroundThem(String markdown, String text) {
    assertThat(Markdown.read(markdown)).containsExactly(new Part.Heading(List.of(Span.of(text))));
  }

  @ParameterizedTest
  @ValueSource(strings = {"---", "* * *", "___  ", " - - -"})
  void threeSignsAreARule(String markdown) {
    assertThat(Markdown.read(markdown)).containsExactly(new Part.Rule());
  }

  @Test
  void linksLoseTheirTargets() {
    assertThat(line("[bank](https://evil.example) ![x](http://evil.example/p.png)"))
        .extracting(Span::text)
        .contains("bank", "https://evil.example", " x", "http://evil.example/p.png");
    assertThat(line("<https://evil.example|bank>"))
        .contains(new Span("https://evil.example", Set.of(Style.CODE)));
  }

  @Test
  void listsKeepTheirNumbersAndDepth() {
    var points = (Part.Points) Markdown.read("1. one\n   - deep\n2. two\n\n3. three").getFirst();
    assertThat(points.points()).extracting(Part.Point::number).containsExactly(1, 0, 2, 3);
    assertThat(points.points()).extracting(Part.Point::indent).containsExactly(0, 1, 0, 0);
  }

  @Test
  void tablesKeepBarsInCode() {
    var table = (Part.Table) Markdown.read("| a | b |\n|---|--:|\n| `x|y` | 1 |\n| z |").getFirst();
    assertThat(table.rows())
        .containsExactly(List.of("a", "b"), List.of("x|y", "1"), List.of("z", ""));
    assertThat(table.right()).containsExactly(false, true);
  }

  @Test
  void fencesAreCodeToTheirEndOrTheTexts() {
    assertThat(Markdown.read("a\n```python\nx = '# no heading'\n```\n## H"))
        .extracting(part -> part.getClass().getSimpleName())
        .containsExactly("Paragraph", "Code", "Heading");
    assertThat(Markdown.read("```\nopen")).containsExactly(new Part.Code("open"));
  }

  @Test
  void whatTurnsTextAroundIsGone() {
    assertThat(Inert.visible("a\u202Eb\u0007c\u200Bd👩‍👧")).isEqualTo("abcd👩‍👧");
    assertThat(Inert.plain("<!channel>\n x", 50)).isEqualTo("‹!channel› x");
  }

  @Test
  void piecesAreTheTextAndBreakNoCharacter() {
    String family = "👩‍👩‍👧‍👦";
    String text = family.repeat(500);
    List<String> pieces = Cut.pieces(text, 100);
    assertThat(String.join("", pieces)).isEqualTo(text);
    assertThat(pieces).allSatisfy(piece -> assertThat(piece.replace(family, "")).isEmpty());
    assertThat(Cut.pieces("e" + "\u0301".repeat(5_000), 100))
        .allSatisfy(piece -> assertThat(piece.length()).isLessThanOrEqualTo(100));
  }

  @ParameterizedTest
  @CsvSource({
    "see https://evil.example/x now, https://evil.example/x",
    "see www.evil.example now, www.evil.example",
    "see evil.example/a?b=1 now, evil.example/a?b=1",
    "see evil.co.uk now, evil.co.uk",
    "ask bob.b+c@mail.example now, bob.b+c@mail.example",
    "see msteams://l/chat now, msteams://l/chat"
  })
  void addressesAreFound(String text, String address) {
    assertThat(Inert.address().matcher(text).results().map(MatchResult::group))
        .containsExactly(address);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"2.5/3", "e.g. this", "df.groupby", "sales.csv", "and/or", "1,204.50", "a @ b"})
  void whatIsNoAddressIsLeftAlone(String text) {
    assertThat(Inert.address().matcher(text).find()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a.",
        "a-",
        "a@",
        "a.b@",
        "www",
        "://",
        "**",
        "[",
        "`",
        "_a ",
        "| ",
        "> ",
        "- ",
        "|-",
        "a|\n|-|-"
      })
  void whatIsMadeToTakeLongDoesNot(String piece) {
    assertThat(Markdown.read(piece.repeat(20_000))).isNotNull();
    assertThat(Markdown.read("# a" + " ".repeat(20_000) + piece)).isNotNull();
    assertThat(Inert.address().matcher(piece.repeat(20_000)).results().count()).isNotNegative();
  }
}
