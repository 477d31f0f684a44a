package dev.plotline.runtime;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plotline.chat.Message;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.Collections;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InvocationBodyTest {
  @TempDir Path folder;

  /// Jackson takes no string of more than 20,000,000 characters unless it is read in parts.
  @Test
  void aLargeFileMayComeInsideTheRequest() throws Exception {
    var uploads = new Uploads(folder, Clock.systemUTC());
    byte[] bytes = new byte[16_000_000];
    new Random(5).nextBytes(bytes);
    String body =
        "{\"files\":[{\"name\":\"a.bin\",\"data\":\""
            + Base64.getEncoder().encodeToString(bytes)
            + "\"}]}";
    try (var in = new ByteArrayInputStream(body.getBytes(US_ASCII))) {
      Message message = InvocationBody.read(in, "s", uploads, Instant.EPOCH);
      try (InputStream stored = uploads.open(message.files().getFirst().id())) {
        assertThat(stored.readAllBytes()).isEqualTo(bytes);
      }
    }
  }

  @Test
  void aHundredFilesAreTakenAndOneMoreIsNotNorKept() throws Exception {
    var uploads = new Uploads(folder, Clock.systemUTC());
    assertThat(read(100, uploads).files()).hasSize(100);
    long kept = kept();
    assertThatThrownBy(() -> read(101, uploads))
        .isInstanceOf(InvocationBody.Refused.class)
        .hasMessageContaining("at most 100")
        .hasMessageContaining("ZIP");
    assertThat(kept()).isEqualTo(kept).isEqualTo(100);
  }

  /// What is refused is not read to its end first.
  @Test
  void millionsOfFilesAreRefusedAtTheHundredAndFirst() throws Exception {
    var uploads = new Uploads(folder, Clock.systemUTC());
    String start = "{\"files\":[" + "{},".repeat(100_000);
    try (var in = new ByteArrayInputStream(start.getBytes(US_ASCII))) {
      assertThatThrownBy(() -> InvocationBody.read(in, "s", uploads, Instant.EPOCH))
          .hasMessageContaining("at most 100");
      assertThat(in.available()).isPositive();
    }
  }

  private static Message read(int files, Uploads uploads) throws Exception {
    String file = "{\"name\":\"a.txt\",\"data\":\"YQ==\"}";
    String body = "{\"files\":[" + String.join(",", Collections.nCopies(files, file)) + "]}";
    try (var in = new ByteArrayInputStream(body.getBytes(US_ASCII))) {
      return InvocationBody.read(in, "s", uploads, Instant.EPOCH);
    }
  }

  private long kept() throws Exception {
    try (Stream<Path> files = Files.list(folder)) {
      return files.count();
    }
  }
}
