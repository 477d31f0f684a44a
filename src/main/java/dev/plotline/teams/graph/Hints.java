package dev.plotline.teams.graph;

import java.util.regex.Pattern;

/// What words tell of files that nobody could see.
final class Hints {
  /// Small talk is short, and patterns take long with what is much longer.
  private static final int SHORT = 80;

  private static final int BEGINNING = 4_000;

  /// Words that speak of a file that came along.
  private static final Pattern ATTACHED =
      Pattern.compile(
          "(?i)\\battach(?:ed|ment|ing)?\\b|\\buploaded\\b"
              + "|\\bthis (?:file|sheet|spreadsheet|workbook|csv|excel|xlsx|pdf|document|zip|report)\\b"
              + "|\\S\\.(?:xlsx?|csv|tsv|json|pdf|docx|zip|parquet)\\b"
              + "|添付|このファイル|このシート|この表");

  private static final Pattern SMALL_TALK =
      Pattern.compile(
          "(?iU)(?:\\W*\\b(?:hi|hello|hey|good|morning|afternoon|evening|there|all|everyone"
              + "|team|plotline|bot|thanks|thank|you|very|so|much|a|lot|ok|okay|great|nice|cool"
              + "|bye|who|what|how|are|can|do|hallo|danke|bonjour|merci|hola|gracias|ciao|grazie"
              + "|olá|obrigado|obrigada|こんにちは|ありがとう|ありがとうございます|你好|谢谢|안녕하세요|감사합니다)\\b)+\\W*");

  /// What an answer names that could not be given without data…
  private static final Pattern DATA =
      Pattern.compile(
          "(?iU)\\b(?:file|attach|data|spreadsheet|sheet|workbook|table|csv|excel|datei|daten"
              + "|tabell|fichier|données|tableau|archivo|datos|tabla|dados|arquivo|dati)"
              + "|ファイル|データ|添付|表|文件|数据|附件|파일|데이터|첨부");

  /// …and how it asks for them.
  private static final Pattern ASKING =
      Pattern.compile(
          "(?iU)\\?|？|\\b(?:please|attach|upload|send|share|provide|paste|bitte|veuillez|envoye"
              + "|merci de|por favor|envía|adjunt|per favore)"
              + "|\\b(?:no|without any|don['’]t (?:see|have)|do not (?:see|have)"
              + "|can['’]t (?:see|find)|cannot (?:see|find)) "
              + "|ください|お送り|请|주세요");

  private Hints() {}

  /// Whether a question speaks of a file that came along.
  static boolean speaksOfFile(String question) {
    return ATTACHED.matcher(question).find();
  }

  /// Whether somebody who had asked that may have sent a file with it: the answer asks for data,
  /// and not only a greeting was answered.
  static boolean mayLackFile(String question, String answer) {
    String beginning = answer.substring(0, Math.min(BEGINNING, answer.length()));
    boolean smallTalk =
        question.length() <= SHORT && SMALL_TALK.matcher(question.strip()).matches();
    return !smallTalk && DATA.matcher(beginning).find() && ASKING.matcher(beginning).find();
  }
}
