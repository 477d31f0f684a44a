package dev.plotline.local.analyst.question;

import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads what a person wrote, given the tables there are and what was understood before.
public final class Reader {
  private static final Pattern FENCE =
      Pattern.compile(
          "```[ \\t]*(?<lang>[\\w+-]*)[ \\t]*\\n(?<code>.*?)\\n?[ \\t]*```", Pattern.DOTALL);
  private static final Pattern GREETING =
      Pattern.compile(
          "(?i)\\W*(hi|hello|hey|good (morning|afternoon|evening)|greetings|howdy|yo)( there| plotline| everyone| all| team| bot)*\\W*");
  private static final Pattern THANKS =
      Pattern.compile(
          "(?i)\\W*(many |ok |great |perfect )?(thanks|thank you|thx|ty|cheers)( a lot| so much| very much| again| plotline| for \\w+( \\w+)?)*\\W*|(?i)\\W*(great|perfect|cool|nice|awesome|ok|okay|good job|well done)\\W*");
  private static final Pattern HELP =
      Pattern.compile(
          "(?i)\\W*(help|(and )?what (can|do) you do( for me)?|who are you|what are you|how do you work|how does this work|what can i ask( you)?|are you (an? )?(ai|bot|human|language model))\\W*");

  private Reader() {}

  /// Reads `text`; `fresh` are the tables that came with it, `tables` all there are. `before` is
  /// the last question understood in the conversation.
  public static Reading read(
      String text, List<Table> tables, List<Table> fresh, @Nullable Reading before) {
    var fence = FENCE.matcher(text);
    if (fence.find()) {
      return code(fence.group("lang"), fence.group("code"));
    }
    if (text.isBlank()) {
      return new Reading.FileOnly();
    }
    if (GREETING.matcher(text).matches()) {
      return new Reading.Greeting();
    }
    if (THANKS.matcher(text).matches()) {
      return new Reading.Thanks();
    }
    if (HELP.matcher(text).matches()) {
      return new Reading.Help();
    }
    var typed = SeriesReader.find(text, tables.isEmpty());
    if (typed.isPresent()) {
      return new Reading.Typed(SeriesTalk.first(typed.get()));
    }
    var foreign = Language.foreign(text);
    if (foreign.isPresent()) {
      return new Reading.Foreign(foreign.get());
    }
    if (fresh.isEmpty() && before instanceof Reading.Typed(var question)) {
      var next = SeriesTalk.next(text, question);
      if (next.isPresent()) {
        return new Reading.Typed(next.get());
      }
      if (tables.isEmpty()) {
        return new Reading.TypedUnclear(question);
      }
    }
    if (tables.isEmpty()) {
      return new Reading.NoTable();
    }
    return TableChooser.read(
        text, tables, fresh, before instanceof Reading.Asked(var query) ? query : null);
  }

  private static Reading code(String language, String code) {
    return switch (language.toLowerCase(java.util.Locale.ROOT)) {
      case "js", "javascript", "node" -> new Reading.Code("javascript", code);
      case "ts", "typescript" -> new Reading.Code("typescript", code);
      default -> new Reading.Code("python", code);
    };
  }
}
