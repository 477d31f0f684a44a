package dev.plotline.chat.adapter;

import dev.plotline.chat.Bot;
import dev.plotline.chat.ThreadKey;
import dev.plotline.chat.Threads;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// What words and buttons do, and what is said of it, on every platform.
public final class Steering {
  public static final String NO_CODE = "No code ran for that.";

  public static final String NO_FILES =
      "There are no files in this thread, or none that a link opens.";

  public static final String ONLY_ASKERS =
      "Only somebody who has asked in this thread, or an administrator, can do that.";

  public static final String RESET =
      "Begin anew here? Variables and what was said are forgotten; the files stay.";

  /// What a person waits for without a word.
  private static final Duration AT_ONCE = Duration.ofSeconds(2);

  private final Bot bot;

  /// Steers this bot.
  public Steering(Bot bot) {
    this.bot = bot;
  }

  /// Says a sentence to whoever steers.
  @FunctionalInterface
  public interface Telling {
    /// Says it.
    void tell(String sentence) throws IOException;
  }

  /// Ends the turn of a thread.
  ///
  /// @return what to say of it
  public String stop(ThreadKey thread) {
    return bot.controls().stop(thread) ? "Stopping." : "Nothing is running in this thread.";
  }

  /// How a thread is, in a sentence.
  ///
  /// @param mark what the platform puts around an id
  public String status(ThreadKey thread, String mark) {
    Threads.Status status = bot.threads().status(thread);
    String now = status.running() ? "I'm at work on a question" : "Nothing is running";
    String waiting = status.waiting() > 0 ? ", " + status.waiting() + " more wait" : "";
    String id = status.session();
    String session = id == null ? "no session" : "session " + mark + id + mark;
    return now + waiting + "; " + status.turns() + " answered in this thread so far; " + session;
  }

  /// Makes a thread's notebook, which may take minutes.
  ///
  /// @throws IOException when it could not be made, which is told too
  public Threads.Notebook notebook(ThreadKey thread, Telling whoever) throws IOException {
    var making = new FutureTask<>(() -> bot.threads().notebook(thread));
    Thread.ofVirtual().name("notebook").start(making);
    try {
      try {
        return making.get(AT_ONCE.toMillis(), TimeUnit.MILLISECONDS);
      } catch (TimeoutException e) {
        whoever.tell("The notebook is being made: the code is run once more for it.");
        return making.get();
      }
    } catch (ExecutionException e) {
      whoever.tell("The notebook could not be made: try again in a minute.");
      throw new IOException("no notebook", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    }
  }
}
