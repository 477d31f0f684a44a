package dev.plotline.local.analyst;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plotline.local.analyst.answer.Introduction;
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
    var reading = read(conversation);
    var reply = new Response(conversation.last(), reading, conversation.canRun()).reply();
    return switch (reply) {
      case Reply.Says(String text)
          when !conversation.introduced() && !(reading instanceof Reading.Foreign) ->
          new Reply.Says(text + "\n\n" + Introduction.TEXT);
      case Reply.Says says -> says;
      case Reply.Runs runs -> runs;
    };
  }

  /// Reads all turns again, each with what was last understood before it.
  private static Reading read(Conversation conversation) {
    Reading understood = new Reading.Greeting();
    Reading reading = understood;
    String asked = "";
    for (var turn : conversation.turns()) {
      var before = reading;
      reading = Reader.read(turn.text(), turn.tables(), turn.fresh(), understood);
      if (before instanceof Reading.AmbiguousTable && !(reading instanceof Reading.Asked)) {
        // "Which file?" "The second": the question and the name are one sentence.
        var whole = Reader.read(asked + " " + turn.text(), turn.tables(), turn.fresh(), understood);
        reading = whole instanceof Reading.Asked ? whole : reading;
      }
      asked = turn.text();
      if (reading instanceof Reading.Asked || reading instanceof Reading.Typed) {
        understood = reading;
      }
    }
    return reading;
  }
}
