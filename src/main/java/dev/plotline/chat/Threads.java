package dev.plotline.chat;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What is known of a thread, and forgetting it: for buttons and words that don't wait for the
/// lane. Answers come from the thread's record, so they are the same after a restart.
public interface Threads {
  /// Whether the bot has answered, or is about to answer, in this thread.
  boolean takesPart(ThreadKey thread);

  /// Whether this person has asked something in the thread.
  ///
  /// @param personId the platform's own id
  boolean hasAsked(ThreadKey thread, String personId);

  /// What is going on.
  Status status(ThreadKey thread);

  /// A thread at this moment.
  ///
  /// @param running whether a turn runs
  /// @param waiting how many messages wait behind it
  /// @param turns how many were answered
  /// @param session the session's id, null when it has none
  record Status(boolean running, int waiting, int turns, @Nullable String session) {}

  /// The code that ran for one message, in order; empty when none ran or the message is unknown.
  ///
  /// @param messageId the id of the message that was answered, empty for the latest
  List<Reply.Execution> code(ThreadKey thread, String messageId);

  /// What the answer to one message has made, charts first, with new links.
  ///
  /// @param messageId the id of the message that was answered, empty for the latest
  /// @throws IOException when the files can't be reached
  List<Reply.File> made(ThreadKey thread, String messageId) throws IOException;

  /// All files of the thread, those that people sent too, with new links.
  ///
  /// @throws IOException when the files can't be reached
  List<Reply.File> files(ThreadKey thread) throws IOException;

  /// The code of the thread with what it printed and drew, as a Jupyter notebook, after it was run
  /// again in a new session of its own. That may take minutes.
  ///
  /// @throws IOException when the thread's record can't be reached
  Notebook notebook(ThreadKey thread) throws IOException, InterruptedException;

  /// A thread as a notebook.
  ///
  /// @param file null when there is none
  /// @param said what came of running it again, or why there is none: one sentence each
  record Notebook(Reply.@Nullable File file, List<String> said) {
    /// Copies the list.
    public Notebook {
      said = List.copyOf(said);
    }
  }

  /// Keeps what somebody thinks of an answer with its turn; a later word replaces an earlier one.
  void feedback(ThreadKey thread, String messageId, Person from, boolean helpful);

  /// Makes a file forgotten that was taken back on the platform: its bytes, what the model was told
  /// of it, what code has printed since it came, the session. What was answered and what code has
  /// made stays. It is sure to be done when this returns, and done when the thread's turns have
  /// ended.
  ///
  /// @param fileId the platform's own id
  void forget(ThreadKey thread, String fileId);

  /// The same wherever it was sent, for platforms that tell of a file's end by its id alone.
  ///
  /// @param space the workspace that the id is unique in
  void forget(String platform, String space, String fileId);

  /// Makes a message forgotten that was taken back: its words, and the files that came with it like
  /// [#forget]. The answer stays.
  void forgetMessage(ThreadKey thread, String messageId);

  /// A new session and an empty history; the files stay.
  void reset(ThreadKey thread);

  /// Takes back what was posted in the thread and removes what is stored of it.
  ///
  /// @return what was removed and what could not be, one sentence each
  List<String> delete(ThreadKey thread);
}
