package dev.plotline.inbox;

import dev.plotline.chat.FileRef;
import dev.plotline.chat.Message;
import dev.plotline.chat.Person;
import dev.plotline.chat.ThreadKey;
import dev.plotline.file.MapFiles;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;

/// Processes with one store, and a time that stands still until a test moves it.
abstract class InboxBench {
  final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-21T10:00:00Z"));
  private final InstantSource source = now::get;
  final Clock clock = source.withZone(ZoneOffset.UTC);
  final MapFiles store = new MapFiles(clock);
  @TempDir Path home;

  final Running process(String folder) {
    return new Running(store, home.resolve(folder), clock);
  }

  static Message message(String id, String... fileIds) {
    var ann = new Person("U1", "Ann", ZoneId.of("Asia/Tokyo"), Locale.forLanguageTag("de-CH"));
    var files = Stream.of(fileIds).map(file -> new FileRef(file, file + ".csv", 1)).toList();
    return new Message(
        new ThreadKey("slack", "T1", "C1/1.2"), id, ann, "Hi", files, Instant.EPOCH.plusMillis(7));
  }

  /// A message with the time in which it was said.
  static Message said(String id, int second) {
    Message any = message(id);
    return new Message(
        any.thread(), id, any.from(), "Hi", List.of(), Instant.EPOCH.plusSeconds(second));
  }
}
