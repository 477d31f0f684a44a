package dev.plotline.agent;

import java.time.Duration;
import java.util.List;

/// A language model that can call tools. Safe for several threads.
public interface Model {
  /// The id that a person would recognise.
  String id();

  /// Asks once. Interrupting the calling thread ends the call.
  ///
  /// @param limit after which the call fails
  /// @throws ModelException when there is no whole answer, whatever the reason
  Answer ask(Request request, Duration limit) throws ModelException, InterruptedException;

  /// What the model is given.
  ///
  /// @param system who it is and how it works
  /// @param tools what it may call
  /// @param entries the conversation so far; the last entry is the user's
  record Request(String system, List<Tool.Spec> tools, List<Entry> entries) {
    /// Copies the lists.
    public Request {
      tools = List.copyOf(tools);
      entries = List.copyOf(entries);
    }
  }

  /// What the model said.
  ///
  /// @param entry the assistant's
  /// @param ending why it stopped
  /// @param usage what it cost
  record Answer(Entry entry, Ending ending, Usage usage) {}

  /// Why the model stopped.
  enum Ending {
    /// It ended its turn.
    DONE,
    /// It waits for tools.
    TOOLS,
    /// Its answer was cut at the length limit.
    LENGTH,
    /// A filter or the model itself refused.
    REFUSED
  }

  /// Tokens.
  ///
  /// @param input read anew
  /// @param output written
  /// @param cached read from the prompt cache
  record Usage(long input, long output, long cached) {
    /// Everything that was read and written.
    public long total() {
      return input + output + cached;
    }
  }
}
