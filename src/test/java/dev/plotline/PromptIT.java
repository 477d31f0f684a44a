package dev.plotline;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plotline.local.model.Answer;
import dev.plotline.local.model.LocalModel;
import dev.plotline.local.model.Options;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a model that runs elsewhere is told, all the way from the command line.
class PromptIT {
  @TempDir Path folder;

  private final BlockingQueue<JsonNode> requests = new LinkedBlockingQueue<>();

  /// The two zones are 26 hours apart: it is never the same day in both.
  @Test
  void theDayWhereTheAskerIsAndWhatTheCodeReachesAreToldToTheModel() throws Exception {
    try (var model = LocalModel.start(Options.of())) {
      assertThat(system(model, "Pacific/Kiritimati", "public"))
          .contains("The session can reach the internet: `pip install` works in it.")
          .doesNotContain("has no internet access");
      assertThat(system(model, "Etc/GMT+12", "sandbox"))
          .contains("The session has no internet access")
          .doesNotContain("can reach the internet");
    }
  }

  private String system(LocalModel model, String zone, String network) throws Exception {
    model.script(request -> {
      requests.add(request);
      return Answer.text("Fine.");
    });
    var launcher =
        new Launcher(folder)
            .with("TZ", zone)
            .with("S3_BUCKET", "not-asked")
            .with("PLOTLINE_LOCAL", "code,files")
            .with("CODE_INTERPRETER_NETWORK", network)
            .with("AWS_REGION", "us-east-1")
            .with("AWS_ENDPOINT_URL_BEDROCK_RUNTIME", model.url().toString())
            .with("AWS_ACCESS_KEY_ID", model.accessKey())
            .with("AWS_SECRET_ACCESS_KEY", model.secretKey());
    LocalDate before = LocalDate.now(ZoneId.of(zone));
    var ended = launcher.run("", "ask", "What can you do?");
    LocalDate after = LocalDate.now(ZoneId.of(zone));
    assertThat(ended.status()).as(ended.err()).isZero();
    assertThat(ended.out()).startsWith("Fine.");
    JsonNode request = requests.poll();
    assertThat(request).isNotNull();
    String system = request.path("system").toString();
    assertThat(system).contains(zone).containsAnyOf(before.toString(), after.toString());
    return system;
  }
}
