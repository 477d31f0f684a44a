package dev.plotline.runtime;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.plotline.chat.Message;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.Random;
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
}
