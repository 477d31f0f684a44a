package dev.plotline.local.analyst.answer;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Locale;
import java.util.Optional;

/// Numbers as people like to read them: separated thousands, no more digits than they need.
final class Numbers {
  private Numbers() {}

  static Optional<BigDecimal> parse(String text) {
    try {
      return text.isBlank() ? Optional.empty() : Optional.of(new BigDecimal(text.strip()));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  static String show(String text) {
    return parse(text).map(Numbers::show).orElse(text);
  }

  static String show(BigDecimal number) {
    return show(number, decimals(number));
  }

  /// With one decimal and a percent sign; a dash for what is no number.
  static String percent(String text) {
    return parse(text).map(n -> show(n, 1) + " %").orElse("–");
  }

  static String show(BigDecimal number, int decimals) {
    var format = new DecimalFormat("#,##0", DecimalFormatSymbols.getInstance(Locale.ROOT));
    format.setRoundingMode(RoundingMode.HALF_EVEN);
    format.setMinimumFractionDigits(Math.min(decimals, 20));
    format.setMaximumFractionDigits(Math.min(decimals, 20));
    String shown = format.format(number);
    return shown.matches("-0(\\.0+)?") ? shown.substring(1) : shown;
  }

  /// How many decimals tell what there is to tell.
  static int decimals(BigDecimal number) {
    var plain = number.stripTrailingZeros();
    if (plain.scale() <= 0) {
      return 0;
    }
    var size = number.abs();
    if (size.compareTo(BigDecimal.valueOf(1_000)) >= 0) {
      return Math.min(plain.scale(), 1);
    }
    if (size.compareTo(BigDecimal.ONE) >= 0) {
      return Math.min(plain.scale(), 2);
    }
    // Below one: three digits that count.
    return Math.min(plain.scale(), plain.scale() - plain.precision() + 3);
  }
}
