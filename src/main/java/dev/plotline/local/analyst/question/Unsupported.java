package dev.plotline.local.analyst.question;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// What people ask of an analyst and these rules cannot do.
final class Unsupported {
  private static final Map<Pattern, String> WORDS = new LinkedHashMap<>();

  static {
    WORDS.put(
        Phrase.of(
            "forecast\\w*|predict\\w*|projections?|project|extrapolat\\w*|next (?:year|month|week|quarter)|will"),
        "look into the future");
    WORDS.put(
        Phrase.of(
            "why|causes?|caused|reasons?|drives?|drove|drivers?|driven|explain\\w*|because|due to"),
        "find causes");
    WORDS.put(
        Phrase.of(
            "cluster\\w*|segment\\w*|regress\\w*|classif\\w*|machine learning|neural|model(?:s|l?ing)?|train(?:ing)?"),
        "fit models");
    WORDS.put(
        Phrase.of(
            "significan\\w*|p values?|hypothesis|t tests?|anova|confidence intervals?|outliers?|anomal\\w*"),
        "test hypotheses or find outliers");
    WORDS.put(
        Phrase.of(
            "translat\\w*|poem|joke|story|email|e mail|letter|report|presentation|slides?|dashboard|song|essay"),
        "write texts");
    WORDS.put(
        Phrase.of(
            "percentiles?|quartiles?|quantiles?|deciles?|variance|skew\\w*|kurtosis|modes?|cumulative|running totals?|rolling|moving average|weighted|cagr|year to date|ytd"),
        "calculate that statistic");
    WORDS.put(
        Phrase.of(
            "(?:the )?difference(?:s)? (?:between|of) «c\\d+» and «c\\d+»|«c\\d+» (?:minus|plus|times|divided by) «c\\d+»|ratios?"),
        "calculate with two columns at once");
    WORDS.put(Phrase.of("join|merge|combine|vlookup|append|union"), "join tables");
    WORDS.put(
        Phrase.of(
            "delete|remove|rename|replace|fill in|impute|clean|fix|edit|save|export|download|send|upload|convert"),
        "change or export data");
  }

  private Unsupported() {}

  /// What was asked for, in words that follow "I cannot".
  static Optional<String> in(Sentence sentence) {
    return WORDS.entrySet().stream()
        .filter(e -> sentence.has(e.getKey()))
        .map(Map.Entry::getValue)
        .findFirst();
  }

  static boolean has(String word) {
    return WORDS.keySet().stream().anyMatch(p -> p.matcher(word).matches());
  }
}
