package dev.plotline.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.plotline.LocalStack;
import dev.plotline.local.code.Limits;
import dev.plotline.local.code.LocalInterpreter;
import dev.plotline.local.code.Options;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/// Files go through in parts: the heap holds one of them, however long the file is. The program is
/// a process of its own, the stand-in for the service stays here.
class LargeFileIT {
  @TempDir Path home;

  @Test
  void aFileOf60MegabytesPassesThroughAHeapOf96() throws Exception {
    passes(60_000_000, "-Xmx96m");
  }

  /// Takes about a minute; with `-Psoak` only.
  @Test
  @EnabledIfSystemProperty(named = "plotline.soak", matches = "\\d{4,}")
  void aFileOf300MegabytesPassesThroughAHeapOf256() throws Exception {
    passes(300_000_000, "-Xmx256m");
  }

  private void passes(long size, String heap) throws Exception {
    var limits = Limits.standard().withFile(2 * size).withWorkspace(4 * size, 1_000);
    var options = Options.of(home, LocalStack.python()).withLimits(limits);
    try (var service = LocalInterpreter.start(options)) {
      passes(service, size, heap);
    }
  }

  private static void passes(LocalInterpreter service, long size, String heap) throws Exception {
    Process program =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                heap,
                "-XX:MaxDirectMemorySize=96m",
                "-XX:+ExitOnOutOfMemoryError",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                System.getProperty("java.class.path"),
                LargeFile.class.getName(),
                service.url().toString(),
                service.accessKey(),
                service.secretKey(),
                Long.toString(size))
            .redirectErrorStream(true)
            .start();
    String output = new String(program.getInputStream().readAllBytes(), UTF_8);
    assertThat(program.waitFor()).as(output).isZero();
    List<String> hashes =
        output.lines().filter(line -> line.matches("(sent|there|back) \\w{64}")).toList();
    assertThat(hashes).as(output).hasSize(3);
    assertThat(hashes.stream().map(line -> line.substring(line.indexOf(' '))).distinct())
        .as(output)
        .hasSize(1);
  }
}
