package dev.plotline.local.analyst;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plotline.local.analyst.answer.QueryAnswer;
import dev.plotline.local.analyst.answer.SeriesAnswer;
import dev.plotline.local.analyst.python.QueryCode;
import dev.plotline.local.analyst.python.SeriesCode;
import dev.plotline.local.analyst.question.Reader;
import dev.plotline.local.analyst.question.Reading;

/// Replies to a Converse request, by rules. Keeps nothing; safe for several threads.
public final class Analyst {
  /// The tool that runs code.
  public static final String TOOL = "execute_code";

  /// What it calls itself; where this stands in a thread, it has introduced itself.
  static final String NAME = "offline analyst";

  /// An analyst needs nothing.
  public Analyst() {}

  /// The next step of the conversation in `request`.
  public Reply reply(JsonNode request) {
    var conversation = Conversation.of(request);
    Reading reading = new Reading.Greeting();
    for (var turn : conversation.turns()) {
      reading = Reader.read(turn.text(), turn.tables(), turn.fresh(), reading);
    }
    var steps = conversation.last().steps();
    if (steps.isEmpty()) {
      return switch (reading) {
        case Reading.Typed(var question) ->
            new Reply.Runs(
                "I'll compare the series.", "python", SeriesCode.write(question), "Growth");
        case Reading.Asked(var query) ->
            new Reply.Runs("I'll calculate that.", "python", QueryCode.write(query), "Analysis");
        default -> new Reply.Says("I did not understand: " + reading);
      };
    }
    var outcome = steps.getLast().outcome();
    if (outcome.error()) {
      return new Reply.Says("The code failed: " + outcome.stderr());
    }
    return new Reply.Says(
        switch (reading) {
          case Reading.Typed _ -> SeriesAnswer.write(outcome.stdout());
          case Reading.Asked(var query) -> QueryAnswer.write(query, outcome.stdout());
          default -> outcome.stdout();
        });
  }
}
