package dev.plotline.slack;

import dev.plotline.chat.FileRef;
import dev.plotline.chat.Message;
import dev.plotline.chat.adapter.Latest;
import dev.plotline.slack.Said.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A mention in a channel comes as two events, either of which may lack the files. A turn that
/// begins with an `app_mention` without files waits a moment for the other event. Where the app
/// doesn't subscribe to messages none ever comes; that is learnt after a few mentions, so that
/// nobody waits in vain for long.
final class Twins {
  // A message may wait for its turn while this many others come.
  private static final int MOST = 20_000;
  private static final int IN_VAIN = 3;

  private final Duration window;
  private int inVain;
  private final Map<String, Pair> pairs = new Latest<>(MOST);

  Twins(Duration window) {
    this.window = window;
  }

  /// What has come of one message.
  private static final class Pair {
    final @Nullable Kind first;
    final List<FileRef> files = new ArrayList<>();
    final boolean expected;
    boolean complete;
    boolean begun;

    Pair(Said said) {
      first = said.kind();
      expected = said.mentions() && !said.place().isDirect();
      files.addAll(said.message().files());
    }

    /// Of a message that another process has taken.
    Pair() {
      first = null;
      expected = false;
    }
  }

  /// Notes an event of a message, before the inbox has it.
  ///
  /// @return whether its files will be with the message: the turn has not begun
  synchronized boolean came(Said said) {
    String key = key(said.message());
    Pair pair = pairs.get(key);
    if (pair == null) {
      pairs.put(key, new Pair(said));
      return true;
    }
    if (pair.first != said.kind() && !pair.complete) {
      pair.complete = true;
      inVain = 0;
      notifyAll();
    }
    if (!pair.begun) {
      pair.files.addAll(said.message().files());
    }
    return !pair.begun;
  }

  /// The message with the files of both events; waits for the second where one is to be expected.
  synchronized Message whole(Message message) throws InterruptedException {
    Pair pair = pairs.computeIfAbsent(key(message), _ -> new Pair());
    if (pair.expected && !pair.complete && message.files().isEmpty()) {
      await(pair);
    }
    pair.begun = true;
    var more =
        pair.files.stream()
            .filter(file -> message.files().stream().noneMatch(f -> f.id().equals(file.id())))
            .toList();
    return more.isEmpty() ? message : message.with(distinct(more));
  }

  private void await(Pair pair) throws InterruptedException {
    if (pair.first == Kind.MENTION && inVain >= IN_VAIN) {
      return;
    }
    long end = System.nanoTime() + window.toNanos();
    for (long left = window.toMillis(); !pair.complete && left > 0; ) {
      wait(left);
      left = (end - System.nanoTime()) / 1_000_000;
    }
    inVain += pair.complete ? 0 : 1;
  }

  private static List<FileRef> distinct(List<FileRef> files) {
    Map<String, FileRef> distinct = new LinkedHashMap<>();
    files.forEach(file -> distinct.putIfAbsent(file.id(), file));
    return List.copyOf(distinct.values());
  }

  private static String key(Message message) {
    return message.thread().hash() + "/" + message.id();
  }
}
