package dev.plotline;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.UnixOperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What this process holds at a moment.
///
/// @param heap in bytes, of what can be reached
/// @param threads of the platform
/// @param handles open files and connections
/// @param children processes below this one
record Remains(long heap, int threads, long handles, long children) {
  static Remains now() {
    System.gc();
    var runtime = Runtime.getRuntime();
    return new Remains(
        runtime.totalMemory() - runtime.freeMemory(),
        ManagementFactory.getThreadMXBean().getThreadCount(),
        ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
            ? unix.getOpenFileDescriptorCount()
            : 0,
        ProcessHandle.current().descendants().count());
  }

  /// What is held once nothing more is being given back.
  static Remains settled() throws InterruptedException {
    Remains least = now();
    for (int same = 0; same < 4; same++) {
      assertThat(new CountDownLatch(1).await(500, TimeUnit.MILLISECONDS)).isFalse();
      Remains now = now();
      if (now.threads < least.threads || now.handles < least.handles) {
        least = now;
        same = 0;
      }
    }
    return least;
  }

  /// The folders of turns of this process.
  static Set<Path> folders() throws IOException {
    String own = "plotline-turn-" + ProcessHandle.current().pid() + "-";
    try (Stream<Path> all = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
      return all.filter(path -> path.getFileName().toString().startsWith(own))
          .collect(Collectors.toSet());
    }
  }

  private boolean isNoMoreThan(Remains before) {
    return heap <= before.heap + 10_000_000
        && threads <= before.threads + 5
        && handles <= before.handles + 10
        && children <= before.children;
  }

  /// Waits until no more is there than before, and fails when that doesn't come about: what is
  /// being given back takes a while.
  static void assertNoMoreThan(Remains before, Duration patience) throws InterruptedException {
    long end = System.nanoTime() + patience.toNanos();
    Remains now = now();
    while (!now.isNoMoreThan(before) && System.nanoTime() < end) {
      assertThat(new CountDownLatch(1).await(500, TimeUnit.MILLISECONDS)).isFalse();
      now = now();
    }
    System.out.println("before " + before + "\nafter  " + now);
    assertThat(now.isNoMoreThan(before)).as("before %s, now %s", before, now).isTrue();
  }
}
