package dev.plotline.inbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.plotline.chat.Message;
import dev.plotline.chat.ThreadKey;
import dev.plotline.chat.Trails;
import dev.plotline.file.FileStore;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/// The marks of all messages, in the store. Safe for several threads.
public final class Posted implements Trails {
  private final FileStore store;
  // Of the messages that are worked on here: what is fresh needs no look into the store.
  private final Map<String, List<String>> marks = new ConcurrentHashMap<>();

  /// Marks in a store.
  public Posted(FileStore store) {
    this.store = store;
  }

  /// A message that nobody has worked on.
  void begin(Message message) {
    marks.put(Keys.marks(message), List.of());
  }

  /// A message that is not worked on here any more.
  void end(Message message) {
    marks.remove(Keys.marks(message));
  }

  @Override
  public List<String> of(Message message) throws IOException {
    String prefix = Keys.marks(message);
    List<String> known = marks.get(prefix);
    return known == null ? read(prefix) : known;
  }

  @Override
  public void mark(Message message, String mark) throws IOException {
    String prefix = Keys.marks(message);
    List<String> all = of(message);
    int number = all.size();
    // Another thread may mark the same message.
    while (!store.create(prefix + "%03d".formatted(number), mark.getBytes(UTF_8))) {
      number++;
    }
    marks.computeIfPresent(prefix, (_, before) -> with(before, mark));
  }

  private static List<String> with(List<String> marks, String more) {
    return Stream.concat(marks.stream(), Stream.of(more)).toList();
  }

  @Override
  public List<String> of(ThreadKey thread) throws IOException {
    return read(Keys.marks(thread));
  }

  private List<String> read(String prefix) throws IOException {
    var read = new ArrayList<String>();
    for (FileStore.Stored stored : store.list(prefix)) {
      try (InputStream in = store.open(stored.key())) {
        read.add(new String(in.readAllBytes(), UTF_8));
      }
    }
    return List.copyOf(read);
  }
}
