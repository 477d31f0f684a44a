package dev.plotline.local.analyst.answer;

import dev.plotline.local.analyst.question.Suggestions;
import dev.plotline.local.analyst.question.Table;
import java.util.List;
import java.util.stream.Collectors;

/// Answers that need no code.
public final class SmallTalk {
  private static final String SETTINGS = "`S3_BUCKET`, `BEDROCK_MODEL_ID`";

  private SmallTalk() {}

  /// Hello.
  public static String greeting(List<Table> tables) {
    return "Hello! Send me a table (CSV, TSV, Excel, JSON) or type numbers, and ask.\n\n"
        + examples(tables);
  }

  /// You're welcome.
  public static String thanks() {
    return "You're welcome! Just ask when there is more.";
  }

  /// What it can do.
  public static String help(List<Table> tables) {
    return "I answer common questions about tables: totals, averages, medians and counts by"
        + " category, top and bottom N, trends and growth over time, shares, distributions,"
        + " correlations, filters by value and period, missing values; with a chart where one"
        + " helps. Code in a ```python fence runs as it is.\n\n"
        + examples(tables);
  }

  /// There is nothing to ask about yet.
  public static String noTable() {
    return "I have no table to look at in this thread, so I can't answer that. Attach a CSV, Excel"
        + " or JSON file, or type the numbers.\n\n"
        + examples(List.of());
  }

  /// English only, said in the language of the question.
  public static String foreign(String language) {
    return switch (language) {
      case "de" ->
          "Der eingebaute Offline-Analyst versteht nur Englisch; mit einem Sprachmodell ("
              + SETTINGS
              + ") geht es auch auf Deutsch.";
      case "fr" ->
          "L'analyste hors ligne intégré ne comprend que l'anglais ; avec un modèle de langage ("
              + SETTINGS
              + "), le français fonctionne aussi.";
      case "es" ->
          "El analista sin conexión integrado solo entiende inglés; con un modelo de lenguaje ("
              + SETTINGS
              + ") también funciona en español.";
      case "ja" -> "内蔵のオフラインアナリストは英語しか理解できません。言語モデルを設定すると（" + SETTINGS + "）、日本語でも質問できます。";
      case "zh" -> "内置的离线分析器只懂英语；配置语言模型（" + SETTINGS + "）后，也可以用中文提问。";
      case "ko" -> "내장 오프라인 분석기는 영어만 이해합니다. 언어 모델을 설정하면(" + SETTINGS + ") 한국어로도 질문할 수 있습니다.";
      default ->
          "The built-in offline analyst understands English only; with a language model ("
              + SETTINGS
              + ") other languages work too.";
    };
  }

  /// Three questions that would work: of the table at hand, or in general.
  public static String examples(List<Table> tables) {
    var questions = tables.isEmpty() ? Suggestions.GENERAL : Suggestions.of(tables.getLast());
    return "For example:\n"
        + questions.stream()
            .map(q -> "- `" + q.replace('`', '\'') + "`")
            .collect(Collectors.joining("\n"));
  }
}
