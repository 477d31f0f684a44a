package dev.plotline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plotline.Settings.Part;
import dev.plotline.cli.Trouble;
import dev.plotline.local.code.Confinement;
import dev.plotline.local.code.Limits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTest {
  @Test
  void theTableInTheReadmeIsTheCodes() throws IOException {
    List<String> rows =
        Files.readString(Path.of("README.md"))
            .lines()
            .filter(line -> line.matches("\\| `[A-Z0-9_]+` \\|.*"))
            .toList();
    List<String> expected =
        Arrays.stream(Setting.values())
            .map(s ->
                "| `%s` | %s | %s |"
                    .formatted(s, s.value.isEmpty() ? "" : "`" + s.value + "`", s.meaning))
            .toList();
    assertThat(rows).containsExactlyElementsOf(expected);
  }

  @Test
  void everyDefaultIsAcceptable() {
    var settings = Settings.of(Map.of());
    assertThat(settings.number(Setting.PORT, 0, 65_535)).isEqualTo(3000);
    assertThat(settings.duration(Setting.PLOTLINE_TURN_TIME, Duration.ZERO, Duration.ofHours(1)))
        .isEqualTo(Duration.ofMinutes(10));
    assertThat(settings.size(Setting.PLOTLINE_MAX_FILE)).isEqualTo(250_000_000);
    assertThat(settings.on(Setting.PLOTLINE_DEBUG)).isFalse();
  }

  @Test
  void theSandboxHasItsStandardLimitsAndACallALittleLessThanTheBotWaits() {
    var code = LocalCode.of(Settings.of(Map.of()));
    assertThat(code.limits()).isEqualTo(Limits.standard().withCall(Duration.ofSeconds(295)));
    assertThat(code.confinement()).isEqualTo(Confinement.BEST);
    assertThat(code.network()).isFalse();
    assertThat(code.sessions()).isEqualTo(16);
  }

  @Test
  void everySettingOfTheSandboxReachesIt() {
    var code =
        LocalCode.of(
            Settings.of(
                Map.of(
                    "PLOTLINE_SANDBOX_MEMORY", "3GB",
                    "PLOTLINE_SANDBOX_PROCESSES", "77",
                    "PLOTLINE_SANDBOX_FILE", "300MiB",
                    "PLOTLINE_SANDBOX_SPACE", "600 MB",
                    "PLOTLINE_SANDBOX_FILES", "700",
                    "PLOTLINE_SANDBOX_OUTPUT", "80kb",
                    "PLOTLINE_CODE_TIME", "10s",
                    "PLOTLINE_SANDBOX_SESSIONS", "9",
                    "PLOTLINE_SANDBOX", "none",
                    "CODE_INTERPRETER_NETWORK", "public")));
    var expected =
        new Limits(
            3_000_000_000L,
            77,
            300 << 20,
            600_000_000,
            700,
            80_000,
            Duration.ofSeconds(8),
            Limits.standard().task());
    assertThat(code).isEqualTo(new LocalCode(expected, Confinement.NONE, true, 9));
    var options = code.options(Path.of("home"), Path.of("python"));
    assertThat(options.limits()).isEqualTo(expected);
    assertThat(options.confinement()).isEqualTo(Confinement.NONE);
    assertThat(options.network()).isTrue();
    assertThat(options.liveSessions()).isEqualTo(9);
  }

  @ParameterizedTest
  @CsvSource({
    "PLOTLINE_MAX_FILE, 300MB, PLOTLINE_SANDBOX_FILE",
    "PLOTLINE_SANDBOX_FILE, 249MB, PLOTLINE_MAX_FILE",
    "PLOTLINE_SANDBOX_SPACE, 249MB, PLOTLINE_MAX_FILE"
  })
  void filesThatTheLocalSandboxCannotHoldAreRefusedAtStart(
      String name, String value, String other) {
    assertThatThrownBy(() -> LocalCode.of(Settings.of(Map.of(name, value))))
        .isInstanceOf(Trouble.class)
        .hasMessageContaining(name)
        .hasMessageContaining(value)
        .hasMessageContaining(other);
    assertThat(LocalCode.of(Settings.of(Map.of(name, value, "S3_BUCKET", "b")))).isNotNull();
  }

  @Test
  void withoutABucketEverythingIsLocal() {
    assertThat(Settings.of(Map.of("PLOTLINE_LOCAL", "model")).local())
        .containsExactlyInAnyOrder(Part.values());
  }

  @Test
  void withABucketOnlyWhatIsNamedIsLocal() {
    assertThat(Settings.of(Map.of("S3_BUCKET", "b")).local()).isEmpty();
    assertThat(Settings.of(Map.of("S3_BUCKET", "b", "PLOTLINE_LOCAL", "code, model")).local())
        .containsExactlyInAnyOrder(Part.CODE, Part.MODEL);
  }

  @ParameterizedTest
  @CsvSource({
    "PORT, x",
    "PORT, 70000",
    "PORT, -1",
    "PLOTLINE_LINK_LIFE, 1 fortnight",
    "PLOTLINE_LINK_LIFE, 8000h",
    "PLOTLINE_MAX_FILE, big",
    "PLOTLINE_DEBUG, perhaps",
    "PLOTLINE_LOCAL, kitchen",
    "PLOTLINE_SANDBOX, perhaps",
    "PLOTLINE_SANDBOX_MEMORY, 1MB",
    "PLOTLINE_SANDBOX_OUTPUT, 1GB",
    "PLOTLINE_SANDBOX_SESSIONS, 0",
    "CODE_INTERPRETER_NETWORK, some"
  })
  void aBadValueIsNamed(String name, String value) {
    var settings = Settings.of(Map.of(name, value, "S3_BUCKET", "b"));
    assertThatThrownBy(
            () -> {
              settings.number(Setting.PORT, 0, 65_535);
              settings.duration(
                  Setting.PLOTLINE_LINK_LIFE, Duration.ofSeconds(1), Duration.ofDays(7));
              settings.size(Setting.PLOTLINE_MAX_FILE);
              settings.on(Setting.PLOTLINE_DEBUG);
              settings.local();
              LocalCode.of(settings);
            })
        .isInstanceOf(Trouble.class)
        .hasMessageContaining(name)
        .hasMessageContaining(value);
  }
}
