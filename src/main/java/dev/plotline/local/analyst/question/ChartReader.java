package dev.plotline.local.analyst.question;

import java.util.regex.Pattern;

/// Takes out what is said about a chart.
final class ChartReader {
  private static final String NOUN = "(?:chart|plot|graph|diagram)s?";
  private static final Pattern NO_CHART =
      Phrase.of(
          "(?:and |but )?(?:no|without)(?: an?| any| the)? (?:"
              + NOUN
              + "|picture|figure|image)s?");
  private static final String LEAD =
      "(?:(?:draw|make|plot|show|create|give me|do|want|need|use) )?(?:it |that |this |them |these )?"
          + "(?:as |in |with |using |on |into |to )?(?:an? |the |one )?";
  private static final Pattern UNSUPPORTED =
      Phrase.of(
          LEAD
              + "((?:stacked|area|donut|doughnut|radar|spider|bubble|waterfall|funnel|sankey|violin|gantt"
              + "|candlestick|network|tree|sunburst|polar|3d)(?: bar| column| line| area)? (?:"
              + NOUN
              + "|map)|treemap|heat ?map|choropleth|word ?cloud|sankey)");
  private static final Pattern TYPED =
      Phrase.of(
          LEAD
              + "(?:(?:horizontal|vertical|grouped|simple|nice|single) )*"
              + "(bar|column|line|pie|scatter|box|box and whisker|histogram|hist) "
              + NOUN);
  private static final Pattern SINGLE =
      Phrase.of(
          LEAD + "(histograms?|box ?plots?|scatter ?plots?|scatter|pie ?charts?|bar ?charts?)");
  private static final Pattern PLAIN =
      Phrase.of("(?:as|in|into|with|use|using)(?: an?)? (bars?|lines?|pie|columns|box(?:es)?)");
  private static final Pattern GENERIC =
      Phrase.of(LEAD + "(?:" + NOUN + "|visuali[sz]ations?|visuali[sz]e|pictures?)");

  private ChartReader() {}

  static void read(Sentence sentence, Intent intent) {
    if (sentence.takeAll(NO_CHART)) {
      intent.chart = Chart.NONE;
    }
    var unsupported = sentence.take(UNSUPPORTED);
    if (unsupported.isPresent()) {
      intent.fail(new Reading.Unsupported(intent.table, "draw a " + unsupported.get().group(1)));
    }
    for (var pattern : new Pattern[] {TYPED, SINGLE, PLAIN}) {
      sentence.take(pattern).ifPresent(m -> intent.chart = chart(m.group(1)));
    }
    if (sentence.takeAll(GENERIC) && intent.chart == null) {
      intent.chart = Chart.AUTO;
    }
    if (intent.chart == Chart.HISTOGRAM) {
      intent.kinds.add(Intent.Kind.DISTRIBUTION);
    }
    if (intent.chart == Chart.SCATTER) {
      intent.kinds.add(Intent.Kind.CORRELATION);
    }
  }

  private static Chart chart(String word) {
    return switch (word.substring(0, 3)) {
      case "lin" -> Chart.LINE;
      case "pie" -> Chart.PIE;
      case "sca" -> Chart.SCATTER;
      case "his" -> Chart.HISTOGRAM;
      case "box" -> Chart.BOX;
      default -> Chart.BAR;
    };
  }
}
