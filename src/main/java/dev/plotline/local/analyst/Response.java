package dev.plotline.local.analyst;

import dev.plotline.local.analyst.answer.CodeAnswer;
import dev.plotline.local.analyst.answer.Decline;
import dev.plotline.local.analyst.answer.FailureAnswer;
import dev.plotline.local.analyst.answer.FileAnswer;
import dev.plotline.local.analyst.answer.QueryAnswer;
import dev.plotline.local.analyst.answer.SeriesAnswer;
import dev.plotline.local.analyst.answer.SmallTalk;
import dev.plotline.local.analyst.python.QueryCode;
import dev.plotline.local.analyst.python.SeriesCode;
import dev.plotline.local.analyst.question.Analysis;
import dev.plotline.local.analyst.question.Chart;
import dev.plotline.local.analyst.question.Query;
import dev.plotline.local.analyst.question.Reading;
import dev.plotline.local.analyst.question.SeriesQuestion;
import java.util.List;
import java.util.regex.Pattern;

/// The reply to one turn as far as it has come: code first, then an answer from its output; after a
/// failure one more attempt that takes more care.
record Response(Turn turn, Reading reading, boolean canRun) {
  private static final Pattern HOPELESS =
      Pattern.compile("MemoryError|KeyboardInterrupt|[Tt]imed? ?out|No module named 'pandas'");
  private static final String CANNOT =
      "I would answer that by running Python, but the tool for it is not available here. Ask"
          + " whoever runs Plotline to look at its log.";

  Reply reply() {
    return switch (reading) {
      case Reading.Asked(Query query) -> asked(query);
      case Reading.FileOnly _ -> fileOnly();
      case Reading.Typed(SeriesQuestion question) -> typed(question);
      case Reading.TypedUnclear(SeriesQuestion question) -> says(Decline.typed(question));
      case Reading.Code(String language, String code) -> fenced(language, code);
      case Reading.Greeting _ -> says(SmallTalk.greeting(turn.tables()));
      case Reading.Thanks _ -> says(SmallTalk.thanks());
      case Reading.Help _ -> says(SmallTalk.help(turn.tables()));
      case Reading.Foreign(String language) -> says(SmallTalk.foreign(language));
      case Reading.NoTable _ -> says(turn.files().isEmpty() ? SmallTalk.noTable() : files());
      case Reading.UnknownWords words -> says(Decline.unknownWords(words));
      case Reading.UnknownColumn column -> says(Decline.unknownColumn(column));
      case Reading.AmbiguousColumn column -> says(Decline.ambiguousColumn(column));
      case Reading.AmbiguousTable(var tables) -> says(Decline.ambiguousTable(tables));
      case Reading.Unsupported unsupported -> says(Decline.unsupported(unsupported));
      case Reading.Unfit unfit -> says(Decline.unfit(unfit));
      case Reading.Nothing(var table) -> says(Decline.nothing(table));
    };
  }

  private static Reply says(String text) {
    return new Reply.Says(text);
  }

  private Reply asked(Query query) {
    String title = query.title() + (query.limits().isEmpty() ? "" : " (" + query.limits() + ")");
    return switch (turn.steps().size()) {
      case 0 ->
          runs(
              "I'll work this out: " + FileAnswer.title(title) + ".",
              QueryCode.write(query),
              title);
      case 1 -> {
        var outcome = turn.steps().getFirst().outcome();
        if (!outcome.error()) {
          yield says(QueryAnswer.write(query, outcome.stdout()));
        }
        yield again(outcome, QueryCode.writeCarefully(query), title);
      }
      default -> {
        var outcome = turn.steps().getLast().outcome();
        yield says(
            outcome.error()
                ? FailureAnswer.ours(outcome.stderr())
                : QueryAnswer.write(query, outcome.stdout()));
      }
    };
  }

  private Reply typed(SeriesQuestion question) {
    return switch (turn.steps().size()) {
      case 0 ->
          runs("I'll compare the series and their growth.", SeriesCode.write(question), "growth");
      case 1 -> {
        var outcome = turn.steps().getFirst().outcome();
        yield outcome.error()
            ? again(outcome, SeriesCode.write(question.withChart(Chart.NONE)), "growth")
            : says(SeriesAnswer.write(question, outcome.stdout()));
      }
      default -> {
        var outcome = turn.steps().getLast().outcome();
        yield says(
            outcome.error()
                ? FailureAnswer.ours(outcome.stderr())
                : SeriesAnswer.write(question, outcome.stdout()));
      }
    };
  }

  private Reply again(Turn.Outcome failed, String code, String title) {
    String stderr = failed.stderr();
    if (stderr.contains("FileNotFoundError")) {
      return says(FailureAnswer.fileGone(stderr));
    }
    if (HOPELESS.matcher(stderr).find()) {
      return says(FailureAnswer.ours(stderr));
    }
    return runs("That failed; I'll try it with more care and without a chart.", code, title);
  }

  private Reply fenced(String language, String code) {
    if (turn.steps().isEmpty()) {
      return canRun
          ? new Reply.Runs("Running your code.", language, code, "your code")
          : says(CANNOT);
    }
    var outcome = turn.steps().getLast().outcome();
    return says(
        outcome.error()
            ? FailureAnswer.theirs(outcome.stderr())
            : CodeAnswer.write(outcome.stdout()));
  }

  /// A file without words: what is in it, and what one could ask.
  private Reply fileOnly() {
    if (turn.fresh().isEmpty()) {
      return says(turn.files().isEmpty() ? SmallTalk.greeting(turn.tables()) : files());
    }
    var table = turn.fresh().getFirst();
    var reply = asked(new Query(table, new Analysis.Overview(), List.of(), Chart.AUTO, List.of()));
    return reply instanceof Reply.Says(String text)
        ? says(text + FileAnswer.others(turn.fresh()) + "\n\n" + SmallTalk.examples(List.of(table)))
        : reply;
  }

  private String files() {
    var lines =
        turn.files().stream().map(f -> FileAnswer.write(f.name(), f.kind(), f.problems())).toList();
    return String.join("\n", lines);
  }

  private Reply runs(String text, String code, String description) {
    return canRun ? new Reply.Runs(text, "python", code, description) : says(CANNOT);
  }
}
