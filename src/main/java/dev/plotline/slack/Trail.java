package dev.plotline.slack;

import dev.plotline.chat.Message;
import dev.plotline.chat.ThreadKey;
import dev.plotline.chat.Trails;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What was posted for messages, kept so that an attempt after a crash repeats nothing, and that it
/// can be taken back. Noting never fails: an answer is posted also when the store is away.
final class Trail {
  private static final Logger log = LoggerFactory.getLogger(Trail.class);
  private static final String POSTING = "posting";
  private static final String PAGE = "page ";
  private static final String FILES = "files ";
  private static final String PROGRESS = "progress ";
  private static final String ASIDE = "aside ";

  private final Trails trails;

  Trail(Trails trails) {
    this.trails = trails;
  }

  /// Marks, read.
  ///
  /// @param all as they were made
  record Marks(List<String> all) {
    /// Whether the answer may be in the thread, in part at least.
    boolean posting() {
      return all.contains(POSTING);
    }

    /// The `ts` of the answer's messages.
    List<String> pages() {
      return of(PAGE);
    }

    /// The ids of uploads that were about to be shared, call by call.
    List<List<String>> files() {
      return of(FILES).stream().map(ids -> Arrays.asList(ids.split(" ", -1))).toList();
    }

    /// The `ts` of the message that shows progress, of each attempt.
    List<String> progress() {
      return of(PROGRESS);
    }

    /// The `ts` of messages that are no part of an answer.
    List<String> asides() {
      return of(ASIDE);
    }

    private List<String> of(String kind) {
      return all.stream()
          .filter(mark -> mark.startsWith(kind))
          .map(mark -> mark.substring(kind.length()))
          .toList();
    }
  }

  /// What was posted for a message, as far as is known.
  Marks of(Message message) {
    try {
      return new Marks(trails.of(message));
    } catch (IOException e) {
      log.warn("{} nobody knows what was posted before: {}", message.label(), e.getMessage());
      return new Marks(List.of());
    }
  }

  /// What was posted in a thread.
  Marks of(ThreadKey thread) throws IOException {
    return new Marks(trails.of(thread));
  }

  void posting(Message message) {
    mark(message, POSTING);
  }

  void page(Message message, String ts) {
    mark(message, PAGE + ts);
  }

  void files(Message message, List<String> ids) {
    mark(message, FILES + String.join(" ", ids));
  }

  void progress(Message message, String ts) {
    mark(message, PROGRESS + ts);
  }

  void aside(Message message, String ts) {
    mark(message, ASIDE + ts);
  }

  private void mark(Message message, String mark) {
    try {
      trails.mark(message, mark);
    } catch (IOException e) {
      log.warn("{} what is posted could not be noted: {}", message.label(), e.getMessage());
    }
  }
}
