package dev.plotline.aws;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ReasonTest {
  @Test
  void whatAServiceQuotesIsLeftOut() {
    assertThat(Reason.line("Value 'my salary\n list' at \"code\" doesn't fit `x`; it's odd"))
        .isEqualTo("Value … at … doesn't fit …; it's odd");
  }

  @Test
  void nothingInItStartsALineOrSteersATerminal() {
    assertThat(Reason.line("a\r\nb\u001b[31mc\u202ed")).isEqualTo("a b [31mc d");
  }

  @Test
  void reasonIsShort() {
    assertThat(Reason.line("x ".repeat(1_000))).hasSize(201).endsWith("…");
    assertThat(Reason.line(null)).isEmpty();
  }
}
