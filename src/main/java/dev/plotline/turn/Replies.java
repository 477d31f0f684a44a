package dev.plotline.turn;

import dev.plotline.agent.ModelException;
import dev.plotline.agent.Outcome;
import dev.plotline.chat.Reply;
import dev.plotline.chat.Reply.Ending;
import dev.plotline.tool.Work;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What a person is told at the end of a turn, whatever the end: what was made by then is always
/// delivered.
final class Replies {
  private static final Logger log = LoggerFactory.getLogger(Replies.class);

  private Replies() {}

  static Reply of(
      Outcome outcome, Work work, Arrivals arrivals, String model, @Nullable String session) {
    return switch (outcome) {
      case Outcome.Answered(String text, boolean whole, _) ->
          reply(Ending.ANSWERED, answer(text, whole), work, arrivals, model, session);
      case Outcome.Limited(Outcome.Limit limit, String text, _) ->
          reply(
              Ending.FAILED,
              (text + "\n\n" + sentence(limit)).strip(),
              work,
              arrivals,
              model,
              session);
      case Outcome.Failed(ModelException cause, _) -> {
        log.warn("the model failed: {} {}", cause.kind(), cause.getMessage());
        yield reply(Ending.FAILED, sentence(cause), work, arrivals, model, session);
      }
      case Outcome.Stopped _ -> reply(Ending.STOPPED, "Stopped.", work, arrivals, model, session);
    };
  }

  static Reply stopped(Work work, Arrivals arrivals, String model) {
    return reply(Ending.STOPPED, "Stopped.", work, arrivals, model, null);
  }

  static Reply broken(Work work, Arrivals arrivals, String model, String label) {
    return reply(Ending.FAILED, broken(label), work, arrivals, model, null);
  }

  /// It was stopped before it had begun.
  static Reply stopped(String model) {
    return bare(Ending.STOPPED, "Stopped.", model);
  }

  /// The turn could not even begin.
  static Reply broken(String model, String label) {
    return bare(Ending.FAILED, broken(label), model);
  }

  private static Reply bare(Ending ending, String text, String model) {
    return new Reply(
        ending, text, List.of(), List.of(), List.of(), List.of(), List.of(), model, null);
  }

  /// It was tried several times, and each time the process ended or the turn failed.
  static Reply givenUp(String model, String label) {
    return new Reply(
        Ending.FAILED,
        "I tried to answer this several times and could not. Ask again in another way; if it"
            + " happens again, give your administrator this reference: "
            + label,
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        model,
        null);
  }

  private static String broken(String label) {
    return "Something went wrong inside Plotline. Ask again; if it happens again, give your"
        + " administrator this reference: "
        + label;
  }

  private static Reply reply(
      Ending ending,
      String text,
      Work work,
      Arrivals arrivals,
      String model,
      @Nullable String session) {
    var notices = new ArrayList<>(arrivals.notices());
    notices.addAll(work.notices());
    return new Reply(
        ending,
        text,
        notices,
        work.figures(),
        work.files(),
        arrivals.readings(),
        work.executions(),
        model,
        session);
  }

  private static String answer(String text, boolean whole) {
    String said = text.isBlank() ? "(The model ended its turn without a word. Ask again.)" : text;
    return whole ? said : said + "\n\n(The answer was cut at the length limit: ask for the rest.)";
  }

  private static String sentence(Outcome.Limit limit) {
    return switch (limit) {
      case STEPS ->
          "I stopped here because this took more steps than one answer may: ask for the next part.";
      case TIME ->
          "I stopped here because this took longer than one answer may: ask for a smaller part.";
      case TOKENS ->
          "I stopped here because this used up the tokens of one answer: ask for a smaller part.";
    };
  }

  private static String sentence(ModelException cause) {
    return switch (cause.kind()) {
      case BUSY -> "The language model is overloaded right now. Ask again in a minute.";
      case DENIED ->
          "The language model refuses this bot's credentials. Tell your administrator: access to the"
              + " model has to be granted.";
      case REFUSED ->
          "The language model refused this request. Ask in another way, or begin a new thread.";
      case UNREACHABLE ->
          "The language model could not be reached or broke off. Ask again; if it stays so, tell"
              + " your administrator.";
    };
  }
}
