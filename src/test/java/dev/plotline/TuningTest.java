package dev.plotline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plotline.cli.Trouble;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The settings on their way to the rooms that they are for.
class TuningTest {
  @Test
  void theLifeAndTheIdleTimeOfASessionAreWhatIsSet() {
    var usual = Tuning.of(Settings.of(Map.of()));
    assertThat(usual.life().total()).isEqualTo(Duration.ofHours(1));
    assertThat(usual.idle()).isEqualTo(Duration.ofMinutes(15));
    var longest =
        Tuning.of(
            Settings.of(Map.of("PLOTLINE_SESSION_LIFE", "8h", "PLOTLINE_SESSION_IDLE", "2h")));
    assertThat(longest.life().total()).isEqualTo(Duration.ofHours(8));
    assertThat(longest.idle()).isEqualTo(Duration.ofHours(2));
    // A run fits into what must be left of a session, and that into its life.
    assertThat(longest.life().margin())
        .isBetween(longest.rules().codeLimit(), longest.life().total());
  }

  @ParameterizedTest
  @CsvSource({
    "PLOTLINE_SESSION_LIFE, 481m, 8h",
    "PLOTLINE_SESSION_LIFE, 9h, 8h",
    "PLOTLINE_SESSION_LIFE, 59s, 1m",
    "PLOTLINE_SESSION_LIFE, 3600, 1h",
    "PLOTLINE_SESSION_IDLE, 0s, 1s",
    "PLOTLINE_SESSION_IDLE, 9h, 8h",
    "PLOTLINE_SESSION_IDLE, never, 15m",
    "CODE_INTERPRETER_NETWORK, vpc, public",
    "CODE_INTERPRETER_NETWORK, on, sandbox"
  })
  void aBadValueIsNamedWithWhatWouldBeGood(String name, String value, String good) {
    assertThatThrownBy(() -> Tuning.of(Settings.of(Map.of(name, value))))
        .isInstanceOf(Trouble.class)
        .hasMessageContaining(name)
        .hasMessageEndingWith("was " + value)
        .hasMessageContaining(good);
  }

  @ParameterizedTest
  @CsvSource({
    "'', false, The session has no internet access",
    "sandbox, false, The session has no internet access",
    "public, true, The session can reach the internet",
    "Public, true, The session can reach the internet"
  })
  void theNetworkIsOneForTheModelForTheServiceAndForTheSandbox(
      String value, boolean open, String told) {
    var settings = Settings.of(Map.of("CODE_INTERPRETER_NETWORK", value));
    assertThat(Tuning.of(settings).rules().network()).startsWith(told);
    assertThat(Tuning.internet(settings)).isEqualTo(open);
    assertThat(LocalCode.of(settings).network()).isEqualTo(open);
  }
}
