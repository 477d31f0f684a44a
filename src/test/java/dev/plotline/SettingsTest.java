package dev.plotline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plotline.Settings.Part;
import dev.plotline.Settings.Setting;
import dev.plotline.cli.Trouble;
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
    "PLOTLINE_LOCAL, kitchen"
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
            })
        .isInstanceOf(Trouble.class)
        .hasMessageContaining(name)
        .hasMessageContaining(value);
  }
}
