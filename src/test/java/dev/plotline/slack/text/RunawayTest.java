package dev.plotline.slack.text;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A model that repeats itself without end, or was told to by a file, is read like any other.
class RunawayTest {
  @ParameterizedTest
  @Timeout(300)
  @ValueSource(strings = {"-", "_ ", "* ", "a.", "#", "> ", "|-", "[a](", "www."})
  void whatRunsOnIsReadOnASmallStack(String piece) throws InterruptedException {
    for (String text :
        new String[] {
          piece.repeat(45_000 / piece.length()),
          piece.repeat(45_000 / piece.length()) + "x",
          "|a".repeat(5_000) + "|\n" + piece.repeat(5_000) + "|\n",
          "# x" + " ".repeat(10_000) + piece
        }) {
      var rendered = new AtomicReference<Rendered>();
      // Of the size that a virtual thread has.
      var reader = new Thread(null, () -> rendered.set(Rendered.of(text)), "reader", 512 << 10);
      reader.start();
      reader.join();

      assertThat(rendered.get()).isNotNull();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"## Sales ##", "#  Sales  ", "### Sales #", "# Sales"})
  void headingsLoseTheSignsThatCloseThem(String heading) {
    assertThat(Rendered.of(heading).blocks().stream().map(Rendered.Block::text).collect(joining()))
        .isEqualTo("Sales");
  }
}
