package dev.plotline.chat;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;

/// A platform as the bot speaks to it. One instance serves all threads, from any thread of the JVM.
public interface Chat {
  /// The name that its [ThreadKey]s carry.
  String platform();

  /// The message as its turn is to see it, with what the platform had to be asked for: who says it,
  /// the names of files. Called on the lane before the turn begins, so it may take its time; empty
  /// when it must not be answered, which this has then told whoever asked.
  default Optional<Message> admit(Message message) throws InterruptedException {
    return Optional.of(message);
  }

  /// The bytes of a file that came with a message. An [IOException]'s message is one sentence for
  /// the person.
  InputStream open(Message message, FileRef file) throws IOException;

  /// Shows what is being done for this message; later calls replace earlier ones. Never fails.
  void progress(Message message, String step);

  /// Posts the answer to a message.
  void post(Message message, Reply reply);

  /// The largest picture that is shown, when the platform can't show every chart as it is.
  default Optional<PictureLimit> pictures() {
    return Optional.empty();
  }

  /// Takes back all that was posted in a thread, as far as the platform allows; called before the
  /// thread's records are removed.
  ///
  /// @return what was taken back and what stays, one sentence each; empty when nothing was posted
  default List<String> takeBack(ThreadKey thread) throws InterruptedException {
    return List.of();
  }
}
