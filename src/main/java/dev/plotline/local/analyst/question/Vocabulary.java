package dev.plotline.local.analyst.question;

import java.util.Set;

/// The words the rules know. Fillers say nothing about what is asked; time words and those of
/// statistics do, and must be taken by a rule.
final class Vocabulary {
  private static final Set<String> FILLERS =
      words(
          """
          a about according achieved across actually again all also among an analyse analysing
          analysis analyze analyzing and answer any are as at attached available based be been
          being belong belongs between both bought brief briefly bring brings brought but buy by
          calc calculate calculated can change changed column columns come comes compared
          complete compute contain contains could create csv data dataset datasets did display
          do does done down draw drawn during each earn earned either entire entry every excel
          exist exists field fields figure figures file files find finds first following for
          from full general generally generated get gets give given gives good got had happened
          has have having hello here here's hey hi how how's i i'd i'm in inside instead into is
          it it's its just kindly know let let's lets like list look looking made make makes may
          me measured my need needs nice now number numbers occurred of ok okay on one ones only
          onto or our out overall people per perform performed performing performs period
          periods person persons placed please plot plotted present print put question quick
          quickly reach reached really received record recorded records respect respectively
          result results row rows same see sell selling sells set sheet sheets short should show
          shown shows simple so sold some spreadsheet table tables take taken tell tells thank
          thanks that that's the their them then there there's these they this those through
          time to together too up us use used using value values various versus very visual
          visualise visualize visually vs want wants was we we'd went were what what's whats
          when where which who whole whose will with within work workbook would yes you you'd
          your
          """);

  private static final Set<String> TIME =
      words(
          "date dates day days daily week weeks weekly month months monthly quarter quarters quarterly"
              + " year years yearly annual annually weekday weekdays time");

  private static final Set<String> RULES =
      words(
          """
          above average averages avg bar bars below best biggest bottom box chart charts common
          compare comparison correlate correlation count counts cross describe deviation
          different distinct distributed distribution duplicate duplicates empty equal equals
          except excluding fewer fewest frequent graph graphs greater greatest grew grow growth
          higher highest histogram larger largest last latest least less line lines lower lowest
          many max maximum mean means median medians min minimum missing most much null overview
          past percent percentage percentages pie pivot previous proportion range rank ranking
          rate rates scatter share shares smaller smallest std sum summarise summarize summary
          sums top total totals trend trends under unique variance without worst
          """);

  private Vocabulary() {}

  /// A word that says nothing by itself.
  static boolean isFiller(String word) {
    return FILLERS.contains(word);
  }

  /// A word that alone doesn't name a column or a value.
  static boolean isWeak(String word) {
    return FILLERS.contains(word) || TIME.contains(word) || RULES.contains(word);
  }

  /// A word for a stretch of time.
  static boolean isTime(String word) {
    return TIME.contains(word);
  }

  private static Set<String> words(String text) {
    return Set.of(text.strip().split("\\s+"));
  }
}
