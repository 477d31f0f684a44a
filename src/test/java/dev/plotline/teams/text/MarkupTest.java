package dev.plotline.teams.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MarkupTest {
  /// The text without code, in which nothing is live.
  static String outsideOfCode(String markdown) {
    return markdown.replaceAll("(?s)```.*?```", "").replaceAll("`[^`\n]*`", "");
  }

  private static String rendered(String markdown) {
    return Rendered.of(markdown).pieces().stream()
        .map(Rendered.Piece::text)
        .collect(Collectors.joining("\n\n"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '→',
      value = {
        "## Result of **Q3** → **Result of Q3**",
        "a **b** *c* ~~d~~ `e_f` → a **b** *c* ~~d~~ `e_f`",
        "***both*** → ***both***",
        "total_amount * 2 → total\\_amount \\* 2",
        "5 < 6 & 7 > 3 → 5 &lt; 6 &amp; 7 &gt; 3",
        "> said → > said",
        "[bank](https://evil.example/a) → bank `https://evil.example/a`",
        "![x](http://evil.example/p.png) → x `http://evil.example/p.png`",
        "see www.evil.example now → see `www.evil.example` now",
        "売上は**前年比**で → 売上は**前年比**で",
        "計**売上（税込）**は → 計売上（税込）は",
        "`if a<b:` → `if a< b:`",
        "--- → ———"
      })
  void teamsMarkdownIsWritten(String markdown, String shown) {
    assertThat(rendered(markdown)).isEqualTo(shown);
  }

  @Test
  void listsKeepNumbersDepthAndLines() {
    assertThat(rendered("1. one\n2. two\n   - deep\n3. three"))
        .isEqualTo("1. one  \n2. two  \n    - deep  \n3. three");
    assertThat(rendered("first\nsecond")).isEqualTo("first  \nsecond");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<at>Bob</at>",
        "<AT id=1>Bob</AT>",
        "</at>",
        "<img src=x onerror=alert(1)>",
        "<a href='https://evil.example'>x</a>",
        "<script>alert(1)</script>",
        "[x](javascript:alert(1))",
        "[x]: https://evil.example",
        "[**b**](https://evil.example \"t\")",
        "<https://evil.example>",
        "\\[x](https://evil.example)",
        "`a` [x](https://evil.example) `b`",
        "```\n</code><at>x</at>\n```",
        "`<at>x</at>`",
        "# <at>x</at>\n> <b>y</b>",
        "- <at>x</at>\n- [x](https://evil.example)",
        "~~~\n```\n<at>x</at> https://evil.example\n~~~",
        "msteams://l/chat www.evil.example ftp://evil.example mailto:a@evil.example"
      })
  void nothingOfOthersIsLive(String hostile) {
    for (String text :
        new String[] {rendered(hostile), Markup.of(hostile), Markup.line(hostile, 200)}) {
      assertThat(text).doesNotContainPattern("<[A-Za-z/!?]");
      assertThat(outsideOfCode(text))
          .doesNotContain("evil.example", "://", "mailto:")
          .doesNotContainPattern("(?<!\\\\)[\\[\\]]");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"# a", "- a", "+ a", "1. a", "12) a", "=== ", "  # a", "> a", "| a | b |"})
  void whatAPersonWroteBeginsNothing(String text) {
    assertThat(Markup.of(text)).doesNotMatch("(?s)\\s*([#+=>|-]|\\d+[.)]).*");
    assertThat(Markup.of("x\n" + text)).doesNotContainPattern("\n\\s*([#+=>|-]|\\d+[.)])");
  }

  @Test
  void whatTurnsTextAroundOrHidesIsGone() {
    assertThat(Markup.of("a\u202Eb\u0007c\u200Bd👩‍👧")).isEqualTo("abcd👩‍👧");
  }

  @Test
  void aStatusIsOneLineAndAsLongAsItMayBe() {
    assertThat(Markup.line("Reading\n<at>x</at>  data", 100)).isEqualTo("Reading ‹at›x‹/at› data");
    assertThat(Markup.line("x".repeat(500), 100)).hasSize(100).endsWith("…");
  }

  @Test
  void theProgramsLinksAreLive() {
    assertThat(Markup.link("a]b", URI.create("https://files.example/a?sig=(1)")))
        .isEqualTo("[a\\]b](https://files.example/a?sig=%281%29)");
  }
}
