package dev.plotline.turn;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class SpoolTest {
  @Test
  void theFoldersOfProcessesThatWereKilledAreSweptAndNoOthers() throws Exception {
    Process killed = new ProcessBuilder("true").start();
    killed.waitFor();
    Path left = Files.createTempDirectory("plotline-turn-" + killed.pid() + "-");
    Files.writeString(left.resolve("in-0"), "somebody's words");
    Path other = Files.createTempDirectory("plotline-turn-of-somebody-else-");
    Spool own = Spool.open();
    Spool old = Spool.open();
    Instant now = Instant.now();
    Files.setLastModifiedTime(old.folder(), FileTime.from(now.minus(Duration.ofDays(2))));
    try {
      Spool.sweep(now);
      assertThat(left).doesNotExist();
      assertThat(old.folder()).as("of a process that had the same id").doesNotExist();
      assertThat(own.folder()).exists();
      assertThat(other).exists();
    } finally {
      own.delete();
      Files.delete(other);
    }
    assertThat(own.folder()).doesNotExist();
  }
}
