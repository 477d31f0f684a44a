package dev.plotline.aws;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLDecoder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DispositionTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "売上 2024年.xlsx",
        "a\r\nSet-Cookie: x=1",
        "\"; filename=\"evil.exe",
        "é%41.csv",
        "..\\..\\a",
        "../../etc/passwd",
        "\u202egnp.exe",
        "\ud800broken",
        "🎉.png",
        "a\u0000b",
        "tab\tname",
        "'q'"
      })
  void headerIsOneLineOfAsciiWithTwoNames(String name) {
    String header = Disposition.of("text/csv", name);
    assertThat(header)
        .matches(
            "attachment; filename=\"[ -!#$&-\\[\\]-~]+\";"
                + " filename\\*=UTF-8''([A-Za-z0-9!#$&+.^_`|~-]|%[0-9A-F]{2})+");
    assertThat(full(header)).doesNotContain("/", "\\", "\r", "\n", "\u202e", "\u0000");
  }

  @Test
  void fullNameSurvives() {
    assertThat(full(Disposition.of("text/csv", "売上 \"Q3\" 100%.csv")))
        .isEqualTo("売上 \"Q3\" 100%.csv");
  }

  @Test
  void emptyNameIsAFile() {
    assertThat(full(Disposition.of("text/csv", " \n "))).isEqualTo("file");
  }

  @Test
  void longNameKeepsItsEnd() {
    String full = full(Disposition.of("text/csv", "売".repeat(500) + ".csv"));
    assertThat(full).hasSize(120).startsWith("売").endsWith("売.csv").contains("…");
  }

  @ParameterizedTest
  @CsvSource({
    "image/png, inline",
    "IMAGE/JPEG, inline",
    "application/pdf, inline",
    "image/svg+xml, attachment",
    "text/html, attachment",
    "text/csv, attachment",
    "nonsense, attachment"
  })
  void onlyWhatRunsNothingIsShown(String type, String kind) {
    assertThat(Disposition.of(type, "a")).startsWith(kind + ";");
  }

  @ParameterizedTest
  @CsvSource({
    "text/csv; charset=utf-8, text/csv; charset=utf-8",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet, application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "text, application/octet-stream",
    "'text/html\r\nX: 1', application/octet-stream",
    "'', application/octet-stream"
  })
  void typeHasTheFormOfOne(String given, String told) {
    assertThat(Disposition.mediaType(given)).isEqualTo(told);
  }

  private static String full(String header) {
    String encoded = header.substring(header.indexOf("UTF-8''") + 7);
    return URLDecoder.decode(encoded.replace("+", "%2B"), UTF_8);
  }
}
