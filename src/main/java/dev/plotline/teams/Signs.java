package dev.plotline.teams;

import dev.plotline.chat.Message;
import dev.plotline.chat.adapter.Pause;
import dev.plotline.chat.adapter.Progress;
import dev.plotline.teams.api.Sender;
import java.time.InstantSource;
import java.util.function.Consumer;

/// Makes signs of life.
final class Signs {
  private final Means means;
  private volatile Consumer<Message> stop = _ -> {};

  /// What signs need.
  ///
  /// @param sender posts
  /// @param marks notes what was posted
  /// @param pace how fast they change
  /// @param clock for the age of streams
  /// @param pause waits
  /// @param stop ends the turn of a message
  record Means(
      Sender sender,
      Marks marks,
      Pace pace,
      InstantSource clock,
      Pause pause,
      Consumer<Message> stop) {}

  Signs(Sender sender, Marks marks, Pace pace, InstantSource clock, Pause pause) {
    this.means = new Means(sender, marks, pace, clock, pause, message -> this.stop.accept(message));
  }

  /// What is done when a person stops a stream.
  void onStop(Consumer<Message> stops) {
    stop = stops;
  }

  /// The sign of a message, with what an earlier attempt left.
  Sign of(Message message) {
    return new Sign(means, message);
  }

  /// Begins the progress of a message's turn.
  Progress<Sign> begin(Message message) {
    return Progress.begin(of(message), means.pace().again());
  }
}
