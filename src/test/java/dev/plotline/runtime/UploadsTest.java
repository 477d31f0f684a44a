package dev.plotline.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UploadsTest {
  @TempDir Path folder;

  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-11-22T01:00:00Z"));

  @Test
  void whatIsAnHourOldIsSweptAtMostOnceAMinute() throws Exception {
    InstantSource time = now::get;
    Clock clock = time.withZone(ZoneOffset.UTC);
    var uploads = new Uploads(folder, clock);
    Path young = file("young", Duration.ofMinutes(59));
    Path first = file("first", Duration.ofMinutes(61));
    String added = uploads.add(out -> out.write('a'));
    Files.setLastModifiedTime(folder.resolve(added), FileTime.from(now.get()));
    assertThat(first).doesNotExist();
    assertThat(young).exists();
    Path second = file("second", Duration.ofMinutes(61));
    uploads.add(out -> out.write('b'));
    assertThat(second).exists();
    now.updateAndGet(instant -> instant.plusSeconds(60));
    uploads.add(out -> out.write('c'));
    assertThat(second).doesNotExist();
    assertThat(uploads.size(added)).isEqualTo(1);
  }

  private Path file(String name, Duration age) throws IOException {
    Path file = Files.writeString(folder.resolve(name), "x");
    return Files.setLastModifiedTime(file, FileTime.from(now.get().minus(age)));
  }
}
