package dev.plotline.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class ScreenTest {
  private static final String CLEAR = "\r\u001b[2K";
  // Red, a new title of the window, a bell, a C1 control, text from right to left.
  private static final String NASTY =
      "a\u001b[31mb\u001b]0;owned\u0007c\u009b2Jd\u202Ee\u2066f\rg\u0000h";
  private static final String CLEANED = "a[31mb]0;ownedc2Jdefgh";

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @Test
  void onATerminalOneLineIsKeptUpToDateAndGoneBeforeTheAnswer() throws Exception {
    Screen screen = screen(true);
    screen.progress("Thinking");
    screen.progress("Running\nPython");
    screen.endProgress();
    screen.endProgress();
    assertThat(err()).isEqualTo(CLEAR + "Thinking" + CLEAR + "Running Python" + CLEAR);
    assertThat(out.size()).isZero();
  }

  @Test
  void elsewhereEachStepIsALineOfItsOwn() {
    Screen screen = screen(false);
    screen.progress("Thinking");
    screen.progress("Running\nPython");
    screen.endProgress();
    assertThat(err()).isEqualTo("Thinking\nRunning Python\n");
  }

  @Test
  void troubleClearsTheLineFirst() {
    Screen screen = screen(true);
    screen.progress("Thinking");
    screen.trouble("it broke");
    assertThat(err()).isEqualTo(CLEAR + "Thinking" + CLEAR + "plotline: it broke\n");
  }

  @Test
  void nothingThatComesFromElsewhereMovesTheCursor() throws Exception {
    Screen screen = screen(true);
    screen.progress(NASTY);
    screen.trouble(NASTY);
    assertThat(err()).isEqualTo(CLEAR + CLEANED + CLEAR + "plotline: " + CLEANED + "\n");
    var json = new ObjectMapper();
    var answer = json.createObjectNode().put("answer", "one\n\t" + NASTY);
    answer.putArray("notices").add(NASTY);
    var figure = answer.putArray("figures").addObject().put("name", NASTY + "\nFile · x");
    figure.put("path", NASTY).put("problem", NASTY);
    var read = answer.putArray("read").addObject().put("file", NASTY).put("sheet", NASTY);
    read.put("rows", 1_204).put("columns", 9).putArray("problems").add(NASTY);
    screen.answer(answer);
    assertThat(out.toString(UTF_8).replace(CLEANED, "#"))
        .isEqualTo(
            """
            one
            \t#

            ! #
            Figure 1 · # File · x · # · #
            Read #: sheet #, 1,204 rows × 9 columns · #
            """);
  }

  @Test
  void letterAndScriptsOfPeopleStay() throws Exception {
    screen(false).progress("Größe 売上 😀 عربي");
    assertThat(err()).isEqualTo("Größe 売上 😀 عربي\n");
  }

  @Test
  void aLinkSaysHowLongItOpens() throws Exception {
    screen(false)
        .answer(
            new ObjectMapper()
                .readTree(
                    """
                    {"answer": "Fine.", "files": [{"name": "a.csv", "path": "out/a.csv",
                     "url": "http://x/a", "expiresAt": "2026-11-22T01:45:00Z"}]}
                    """));
    assertThat(out.toString(UTF_8))
        .isEqualTo("Fine.\n\nFile · a.csv · out/a.csv · expires in 45 min\n  http://x/a\n");
  }

  private Screen screen(boolean live) {
    return new Screen(
        new PrintStream(out, true, UTF_8),
        new PrintStream(err, true, UTF_8),
        live,
        Clock.fixed(Instant.parse("2026-11-22T01:00:00Z"), ZoneOffset.UTC));
  }

  private String err() {
    return err.toString(UTF_8);
  }
}
