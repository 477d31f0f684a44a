package dev.plotline.agent;

import java.util.List;

/// How a run of the loop ended. `entries` are what it adds to the conversation, the question
/// included; every tool use in them has its result, so that the next turn can go on from them.
public sealed interface Outcome {
  /// What the run adds to the conversation.
  List<Entry> entries();

  /// The model ended its turn.
  ///
  /// @param text its answer
  /// @param whole false when it was cut at the length limit
  record Answered(String text, boolean whole, List<Entry> entries) implements Outcome {}

  /// A limit ended it.
  ///
  /// @param limit which
  /// @param text what the model had said by then
  record Limited(Limit limit, String text, List<Entry> entries) implements Outcome {}

  /// The model failed.
  ///
  /// @param cause why
  record Failed(ModelException cause, List<Entry> entries) implements Outcome {}

  /// The thread was interrupted: somebody stopped the turn.
  record Stopped(List<Entry> entries) implements Outcome {}

  /// What can run out.
  enum Limit {
    /// Model calls.
    STEPS,
    /// Time.
    TIME,
    /// Tokens.
    TOKENS
  }
}
