package dev.plotline.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpooledFilesTest {
  private final MapFiles store = new MapFiles(Clock.systemUTC());
  @TempDir Path home;
  private Path folder = Path.of("");

  @BeforeEach
  void makeFolder() throws IOException {
    folder = Files.createDirectory(home.resolve("spool"));
  }

  @Test
  void whatTheStoreTakesLeavesNothingOnTheDisk() throws IOException {
    assertThat(subject().create("a", bytes("1"))).isTrue();
    assertThat(subject().create("a", bytes("2"))).isFalse();
    assertThat(store.keys()).containsExactly("a");
    assertThat(onDisk()).isEmpty();
  }

  @Test
  void whatTheStoreDoesNotTakeIsReadFromTheDiskAndCarriedOver() throws IOException {
    var files = subject();
    store.away = true;
    assertThat(files.create("p/a", bytes("line 1\nline 2"))).isTrue();
    assertThat(files.create("p/a", bytes("other"))).isFalse();
    assertThat(read(files, "p/a")).isEqualTo("line 1\nline 2");
    store.away = false;
    assertThat(files.list("p/")).extracting(FileStore.Stored::key).containsExactly("p/a");
    assertThat(store.keys()).isEmpty();
    files.carry();
    assertThat(store.keys()).containsExactly("p/a");
    assertThat(read(files, "p/a")).isEqualTo("line 1\nline 2");
    assertThat(files.waiting()).isZero();
    assertThat(onDisk()).isEmpty();
  }

  @Test
  void theNextProcessCarriesWhatTheLastOneLeft() throws IOException {
    store.away = true;
    subject().create("b", bytes("1"));
    subject().create("a", bytes("2"));
    store.away = false;
    var next = subject();
    assertThat(next.waiting()).isEqualTo(2);
    next.carry();
    assertThat(store.keys()).containsExactly("a", "b");
  }

  @Test
  void whatAnEndedProcessLeftBesideIsTakenOverAndWhatALiveOneHoldsIsNot() throws IOException {
    store.away = true;
    var ended = beside("spool-ended");
    ended.create("a", bytes("1"));
    ended.close();
    beside("spool-alive").create("b", bytes("2"));
    var files = subject();
    files.inherit("spool-");
    assertThat(files.waiting()).isEqualTo(1);
    assertThat(read(files, "a")).isEqualTo("1");
    assertThat(home.resolve("spool-ended")).doesNotExist();
    assertThat(home.resolve("spool-alive")).isNotEmptyDirectory();
    store.away = false;
    files.carry();
    assertThat(store.keys()).containsExactly("a");
  }

  private SpooledFiles beside(String name) {
    return new SpooledFiles(store, home.resolve(name), Duration.ofSeconds(30), Clock.systemUTC());
  }

  @Test
  void halfAnObjectOnTheDiskIsNone() throws IOException {
    Files.writeString(folder.resolve("1.part"), "key\nhalf");
    assertThat(subject().waiting()).isZero();
  }

  @Test
  void whatIsInTheStoreAlreadyStays() throws IOException {
    store.away = true;
    var files = subject();
    files.create("a", bytes("late"));
    store.away = false;
    store.create("a", bytes("first"));
    files.carry();
    assertThat(read(files, "a")).isEqualTo("first");
    assertThat(files.waiting()).isZero();
  }

  @Test
  void carryingGoesOnTheNextTimeWhenTheStoreIsStillAway() throws IOException {
    store.away = true;
    var files = subject();
    files.create("a", bytes("1"));
    assertThatThrownBy(files::carry).isInstanceOf(IOException.class);
    assertThat(files.waiting()).isEqualTo(1);
  }

  @Test
  void whenTheDiskFailsTooItIsSaid() throws IOException {
    var files = subject();
    store.away = true;
    Files.delete(folder);
    assertThatThrownBy(() -> files.create("a", bytes("1"))).isInstanceOf(IOException.class);
    Files.createDirectories(folder);
  }

  @Test
  void deletingReachesTheDiskToo() throws IOException {
    var files = subject();
    store.away = true;
    files.create("a", bytes("1"));
    store.away = false;
    files.delete(List.of("a"));
    assertThat(files.list("")).isEmpty();
    assertThat(onDisk()).isEmpty();
  }

  private SpooledFiles subject() {
    return new SpooledFiles(store, folder, Duration.ofSeconds(30), Clock.systemUTC());
  }

  private List<Path> onDisk() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    }
  }

  private static String read(FileStore files, String key) throws IOException {
    try (var in = files.open(key)) {
      return new String(in.readAllBytes(), UTF_8);
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }
}
