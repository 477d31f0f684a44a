package dev.plotline.agent;

import dev.plotline.agent.Block.ToolUse;
import dev.plotline.agent.Outcome.Limit;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// The loop: ask the model, run the tools it names, ask again. Holds no state of a turn, so one
/// instance serves all threads.
public final class Agent {
  private static final String LAST_STEP =
      "This was the last step of this turn: answer now with what you have, and say what is missing.";

  private static final String NOT_RUN = "Not run: the turn's limit was reached.";

  /// A call that begins with less can only fail, and takes the session with it.
  private static final Duration SHORTEST = Duration.ofSeconds(5);

  /// The model's time is measured by another clock, which may be a little ahead.
  private static final Duration HARDLY = Duration.ofMillis(100);

  private final Model model;
  private final Limits limits;
  private final Clock clock;

  /// What a turn may use.
  ///
  /// @param steps model calls
  /// @param time from the question to the answer
  /// @param tokens read and written, those from the prompt cache included
  public record Limits(int steps, Duration time, long tokens) {}

  /// A loop over a model.
  public Agent(Model model, Limits limits, Clock clock) {
    this.model = model;
    this.limits = limits;
    this.clock = clock;
  }

  /// Answers a question. Interrupting the calling thread stops it.
  ///
  /// @param system the system prompt
  /// @param history the conversation before, ending with the assistant's entry; may be empty
  /// @param question the user's entry
  /// @param tools what may be called
  public Outcome run(String system, List<Entry> history, Entry question, List<Tool> tools) {
    return new Run(system, history, question, tools).outcome();
  }

  /// One run; used by one thread.
  private final class Run {
    private final String system;
    private final List<Entry> history;
    private final Toolbox toolbox;
    private final List<Entry> added = new ArrayList<>();
    private final Instant deadline = clock.instant().plus(limits.time());
    private long tokens;

    Run(String system, List<Entry> history, Entry question, List<Tool> tools) {
      this.system = system;
      this.history = history;
      this.toolbox = new Toolbox(tools);
      added.add(question);
    }

    Outcome outcome() {
      try {
        for (int step = 1; ; step++) {
          Model.Answer answer = ask();
          Entry said = answer.entry();
          added.add(said);
          tokens += answer.usage().total();
          List<ToolUse> uses = said.toolUses();
          if (uses.isEmpty()) {
            boolean whole = answer.ending() != Model.Ending.LENGTH;
            return new Outcome.Answered(said.text(), whole, added);
          }
          if (step >= limits.steps()) {
            return limited(Limit.STEPS, uses);
          }
          if (tokens >= limits.tokens()) {
            return limited(Limit.TOKENS, uses);
          }
          if (tooLate()) {
            return limited(Limit.TIME, uses);
          }
          added.add(results(uses, step == limits.steps() - 1));
        }
      } catch (InterruptedException e) {
        return new Outcome.Stopped(added);
      } catch (ModelException e) {
        return left().compareTo(HARDLY) < 0
            ? new Outcome.Limited(Limit.TIME, spoken(), added)
            : new Outcome.Failed(e, added);
      }
    }

    private Model.Answer ask() throws ModelException, InterruptedException {
      var entries = new ArrayList<>(history);
      entries.addAll(added);
      return model.ask(
          new Model.Request(system, toolbox.specs(), Pictures.within(entries)), left());
    }

    /// Runs the tools in order. An interrupt in the middle still answers each call, because a model
    /// accepts no conversation with an open one.
    private Entry results(List<ToolUse> uses, boolean last) throws InterruptedException {
      var results = new ArrayList<Block>();
      for (ToolUse use : uses) {
        try {
          results.add(tooLate() ? Toolbox.unrun(use, NOT_RUN) : toolbox.run(use, left()));
        } catch (InterruptedException e) {
          added.add(Toolbox.unanswered(uses, results, "Stopped by the user."));
          throw e;
        }
      }
      return Toolbox.entry(results, last ? LAST_STEP : "");
    }

    private Outcome limited(Limit limit, List<ToolUse> uses) {
      added.add(Toolbox.unanswered(uses, List.of(), NOT_RUN));
      return new Outcome.Limited(limit, spoken(), added);
    }

    /// What the model has said so far in this run.
    private String spoken() {
      return String.join(
          "\n\n",
          added.stream()
              .filter(e -> e.role() == Entry.Role.ASSISTANT)
              .map(Entry::text)
              .filter(t -> !t.isBlank())
              .toList());
    }

    private boolean tooLate() {
      return left().compareTo(SHORTEST) < 0;
    }

    private Duration left() {
      Duration left = Duration.between(clock.instant(), deadline);
      return left.isNegative() ? Duration.ZERO : left;
    }
  }
}
