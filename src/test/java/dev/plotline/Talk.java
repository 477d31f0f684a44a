package dev.plotline;

import dev.plotline.FaultsIT.Trouble;
import dev.plotline.chat.Chat;
import dev.plotline.chat.Threads;
import dev.plotline.turn.Turns;
import dev.plotline.web.WebServer;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/// A chat platform, a bot's side of it, and somebody who asks there and sees what is answered.
interface Talk extends AutoCloseable {
  /// What answers.
  Chat chat(Memory memory);

  /// What is called by the platform.
  void serve(WebServer.Builder web, Memory memory, Turns turns, Threads threads);

  /// Begins.
  ///
  /// @param web where the bot listens
  void begin(URI web);

  /// Begins a thread.
  ///
  /// @return which
  String begin(String text);

  /// Says something in a thread.
  void reply(String thread, String text);

  /// The next answer, as it stands there.
  String answer(Duration patience) throws InterruptedException;

  /// How many answers came that nobody has taken.
  int surplus();

  /// The way to what is to be in trouble.
  Wire wire();

  /// What stands in the request that is disturbed.
  String call();

  /// Lets the platform itself answer that request with an error.
  void fail(Trouble trouble);

  /// All ways.
  List<Wire> wires();

  /// Ends the bot's side.
  void stop();

  @Override
  void close();
}
