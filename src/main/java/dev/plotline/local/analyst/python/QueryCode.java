package dev.plotline.local.analyst.python;

import dev.plotline.local.analyst.question.Analysis;
import dev.plotline.local.analyst.question.Chart;
import dev.plotline.local.analyst.question.Query;

/// Code for a question about a table: loads it, filters it, finds out, draws.
public final class QueryCode {
  private QueryCode() {}

  /// The whole program.
  public static String write(Query query) {
    String body = body(query);
    String load = query.table().load().strip() + "\n";
    String imports = body.contains("plt.") ? "import matplotlib.pyplot as plt\n" : "";
    return imports + load + "\n" + body;
  }

  /// The same without a picture, for a session that cannot draw.
  public static String writeWithoutChart(Query query) {
    return write(
        new Query(query.table(), query.analysis(), query.filters(), Chart.NONE, query.notes()));
  }

  private static String body(Query query) {
    return switch (query.analysis()) {
      case Analysis.Overview _ -> OverviewCode.write(query.table(), query.chart());
      case Analysis.Summary summary -> SummaryCode.write(summary, query.chart());
      default -> "";
    };
  }
}
