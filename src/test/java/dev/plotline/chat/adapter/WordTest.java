package dev.plotline.chat.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Reading what people say, before it is acknowledged, ends soon whatever it is.
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class WordTest {
  private static final int LONG = 60_000;

  @ParameterizedTest
  @ValueSource(strings = {" ", ".", ". ", "please", "\t", ",!"})
  void aLongTextIsAQuestion(String much) {
    assertThat(Word.read("x" + much.repeat(LONG) + "x")).isNull();
    assertThat(Word.read("stop" + much.repeat(LONG) + "x")).isNull();
    assertThat(Word.read("please" + much.repeat(LONG) + "x")).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "stop",
        " Stop! ",
        "/stop",
        "please stop",
        "stop, please!",
        "STOP please",
        "stop."
      })
  void aWordMayBeSaidInWays(String said) {
    assertThat(Word.read(said)).isEqualTo(Word.STOP);
  }

  @ParameterizedTest
  @ValueSource(strings = {"delete the outliers", "please", "", "stops", "code this"})
  void whatSaysMoreIsAQuestion(String said) {
    assertThat(Word.read(said)).isNull();
  }
}
