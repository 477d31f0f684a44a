package dev.plotline.aws;

import static dev.plotline.aws.Frames.event;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.plotline.local.files.LocalFiles;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AwsClientsIT {
  @Test
  void endpointsRegionAndCredentialsMayStandInTheEnvironment(@TempDir Path folder)
      throws Exception {
    try (var s3 = LocalFiles.start(folder, 0);
        var service = new FakeService();
        var browser = HttpClient.newHttpClient()) {
      service.then(
          FakeService.json(
              "{\"codeInterpreterIdentifier\":\"ci\",\"sessionId\":\"S1\","
                  + "\"createdAt\":\"2026-11-21T10:00:01Z\"}"),
          FakeService.stream(
              event(
                  "contentBlockDelta", "{\"contentBlockIndex\":0,\"delta\":{\"text\":\"Hello\"}}"),
              event("messageStop", "{\"stopReason\":\"end_turn\"}")));
      var lines =
          run(
              s3.bucket(),
              Map.of(
                  "AWS_REGION", "eu-central-1",
                  "AWS_ACCESS_KEY_ID", s3.accessKey(),
                  "AWS_SECRET_ACCESS_KEY", s3.secretKey(),
                  "AWS_ENDPOINT_URL_S3", s3.url().toString(),
                  "AWS_ENDPOINT_URL_BEDROCK_RUNTIME", service.url().toString(),
                  "AWS_ENDPOINT_URL_BEDROCK_AGENTCORE", service.url().toString()));
      assertThat(lines).hasSize(4);
      assertThat(lines.get(0)).isEqualTo("stored");
      assertThat(lines.get(1)).startsWith(s3.url() + "/plotline/a?").contains("eu-central-1");
      assertThat(lines.subList(2, 4)).containsExactly("S1", "Hello");
      var opened =
          browser.send(
              HttpRequest.newBuilder(URI.create(lines.get(1))).build(),
              HttpResponse.BodyHandlers.ofString());
      assertThat(opened.body()).isEqualTo("stored");
    }
  }

  private static List<String> run(String argument, Map<String, String> environment)
      throws Exception {
    var builder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                System.getProperty("java.class.path"),
                EnvironmentMain.class.getName(),
                argument)
            .redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.environment().keySet().removeIf(name -> name.startsWith("AWS_"));
    builder.environment().putAll(environment);
    Process program = builder.start();
    String output = new String(program.getInputStream().readAllBytes(), UTF_8);
    assertThat(program.waitFor()).as(output).isZero();
    return output.lines().toList();
  }
}
