package dev.plotline.local.code;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DriverTest {
  private static final Path SOURCE =
      Path.of("src/main/resources/dev/plotline/local/code/driver").toAbsolutePath();

  @Test
  void everyFileIsUnpackedAndNoneIsLong() throws IOException {
    try (Stream<Path> files = Files.walk(SOURCE)) {
      var sources =
          files
              .filter(Files::isRegularFile)
              .filter(file -> !file.toString().contains("__pycache__"))
              .collect(Collectors.toMap(file -> SOURCE.relativize(file).toString(), file -> file));
      assertThat(Driver.files()).containsExactlyInAnyOrderElementsOf(sources.keySet());
      for (var file : sources.values()) {
        assertThat(Files.readAllLines(file)).as(file.toString()).hasSizeLessThan(300);
      }
    }
  }

  @Test
  void itsOwnTestsPass() throws Exception {
    var process =
        new ProcessBuilder(
                Pythons.python().toString(),
                "-B",
                "-m",
                "unittest",
                "discover",
                "-s",
                "src/test/python/driver")
            .redirectErrorStream(true)
            .start();
    var output = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor(10, TimeUnit.MINUTES)).isTrue();
    assertThat(output).contains("Ran ").doesNotContain("Ran 0").endsWith("OK\n");
  }
}
