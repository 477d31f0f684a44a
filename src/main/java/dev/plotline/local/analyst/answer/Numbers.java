package dev.plotline.local.analyst.answer;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/// Numbers as people like to read them: separated thousands, no more digits than they need.
final class Numbers {
  private static final int MOST_DECIMALS = 12;

  private Numbers() {}

  static Optional<BigDecimal> parse(String text) {
    try {
      return text.isBlank() ? Optional.empty() : Optional.of(new BigDecimal(text.strip()));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  static String show(String text) {
    return parse(text).map(n -> show(n, decimals(n))).orElse(text);
  }

  /// With one decimal and a percent sign; a dash for what is no number.
  static String percent(String text) {
    return parse(text).map(n -> show(n, 1) + " %").orElse("–");
  }

  static String show(BigDecimal number, int decimals) {
    var format = new DecimalFormat("#,##0", DecimalFormatSymbols.getInstance(Locale.ROOT));
    format.setRoundingMode(RoundingMode.HALF_EVEN);
    format.setMinimumFractionDigits(decimals);
    format.setMaximumFractionDigits(decimals);
    String shown = format.format(number);
    return shown.matches("-0(\\.0+)?") ? shown.substring(1) : shown;
  }

  /// How many decimals tell what there is to tell of one number.
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
    return Math.clamp(
        plain.scale() - plain.precision() + 3L, 0, Math.min(plain.scale(), MOST_DECIMALS));
  }

  /// The same number of decimals for all of a column, as its largest number needs them.
  static int decimals(Collection<String> column) {
    int most = 0;
    var largest = BigDecimal.ZERO;
    for (String text : column) {
      var number = parse(text);
      if (number.isPresent()) {
        most = Math.max(most, decimals(number.get()));
        largest = largest.max(number.get().abs());
      }
    }
    return largest.signum() == 0
        ? 0
        : Math.min(most, Math.max(decimals(largest), most > 0 ? 1 : 0));
  }
}
