package dev.plotline.aws;

import static dev.plotline.aws.FakeService.stream;
import static dev.plotline.aws.Frames.event;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plotline.sandbox.Language;
import dev.plotline.sandbox.SandboxException.Kind;
import dev.plotline.sandbox.Session;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Files in and out of a session.
class SessionFilesTest extends CodeInterpreterBench {
  @Test
  void bytesAreEncodedOnceEachWay() throws Exception {
    byte[] bytes = {(byte) 0x89, 'P', 'N', 'G', 0, 13, 10, (byte) 0xff};
    service.then(
        stream(event("result", "{\"content\":[{\"type\":\"text\",\"text\":\"Successfully\"}]}")));
    session.write("売上/図 'q\"\n.png", bytes);
    JsonNode block = service.seen().get(1).body().path("arguments").path("content").path(0);
    assertThat(block.path("path").asText()).isEqualTo("売上/図 'q\"\n.png");
    assertThat(Base64.getDecoder().decode(block.path("blob").asText())).isEqualTo(bytes);
    assertThat(block.has("text")).isFalse();
  }

  @Test
  void fileIsReadInEachOfItsForms() throws Exception {
    String blob = Base64.getEncoder().encodeToString("é\r\n".getBytes(UTF_8));
    String other = "{\"type\":\"resource\",\"resource\":{\"uri\":\"file:///b\",\"text\":\"no\"}}";
    for (String block :
        List.of(
            "{\"type\":\"resource\",\"resource\":{\"type\":\"blob\",\"uri\":\"file:///売.txt\",\"blob\":\"%s\"}}",
            "{\"type\":\"resource\",\"uri\":\"file:///売.txt\",\"data\":\"%s\"}",
            "{\"type\":\"error\",\"resource\":{\"uri\":\"file:///opt/amazon/genesis1p-tools/var/売.txt\",\"blob\":\"%s\"}}",
            "{\"type\":\"resource\",\"resource\":{\"uri\":\"file:///売.txt\",\"text\":\"é\\r\\n\"}}",
            "{\"type\":\"image\",\"mimeType\":\"image/png\",\"data\":\"%s\"}",
            "{\"type\":\"text\",\"text\":\"é\\r\\n\"}")) {
      String given = block.formatted(blob);
      service.then(stream(event("result", "{\"content\":[" + given + "]}")));
      assertThat(session.read("売.txt")).as(block).asString(UTF_8).isEqualTo("é\r\n");
      if (given.contains("uri")) {
        service.then(stream(event("result", "{\"content\":[" + other + "," + given + "]}")));
        assertThat(session.read("売.txt")).as(block).asString(UTF_8).isEqualTo("é\r\n");
      }
    }
  }

  @Test
  void refusalOfAToolIsTold() {
    service.then(
        stream(
            event(
                "result",
                "{\"content\":[{\"type\":\"text\",\"text\":\"File not found\"}],\"isError\":true}")));
    var failure = failure(() -> session.read("none"));
    assertThat(failure.kind()).isEqualTo(Kind.REFUSED);
    assertThat(failure).hasMessageContaining("File not found");
  }

  @Test
  void whatIsTooLargeIsNotSent() {
    assertThat(failure(() -> session.write("a", new byte[Session.WRITE_LIMIT + 1])).kind())
        .isEqualTo(Kind.REFUSED);
    assertThat(service.seen()).hasSize(1);
  }

  @Test
  void twelveMebibytesAreReadAndFortyEightWritten() throws Exception {
    byte[] bytes = new byte[Session.READ_LIMIT];
    new java.util.Random(1).nextBytes(bytes);
    String blob = Base64.getEncoder().encodeToString(bytes);
    service.then(
        stream(
            event(
                "result",
                "{\"content\":[{\"type\":\"resource\",\"resource\":{\"uri\":\"file:///a\",\"blob\":\""
                    + blob
                    + "\"}}]}")),
        stream(event("result", "{\"content\":[]}")));
    assertThat(session.read("a")).isEqualTo(bytes);
    session.write("a", new byte[Session.WRITE_LIMIT]);
    assertThat(
            service
                .seen()
                .get(2)
                .body()
                .path("arguments")
                .path("content")
                .path(0)
                .path("blob")
                .asText())
        .hasSize((Session.WRITE_LIMIT + 2) / 3 * 4);
  }

  @Test
  void listLeavesOutTheServicesOwn() throws Exception {
    service.then(
        stream(
            event(
                "result",
                """
                {"content":[
                {"type":"resource_link","uri":"file:///log","name":"log","description":"Directory"},
                {"type":"resource_link","mimeType":"text/csv","uri":"file:///データ.csv",\
                "name":"データ.csv","description":"File","size":12},
                {"type":"resource_link","uri":"file:///out","name":"out","description":"Directory"},
                {"type":"resource_link","uri":"file:///.ipython","name":".ipython",\
                "description":"Directory"}],"isError":false}\
                """)));
    assertThat(session.list(""))
        .containsExactly(new Session.Item("データ.csv", false, 12), new Session.Item("out", true, -1));
    assertThat(service.seen().get(1).body())
        .hasToString("{\"name\":\"listFiles\",\"arguments\":{\"directoryPath\":\"\"}}");
  }

  @Test
  void pictureInsideAnAnswerGoesIntoTheFolder() throws Exception {
    service.then(
        stream(
            event(
                "result",
                """
                {"content":[{"type":"image","data":"iVBORw==","mimeType":"image/png"}],\
                "structuredContent":{"stdout":"x","exitCode":0}}\
                """)),
        stream(event("result", "{\"content\":[]}")));
    assertThat(session.run(Language.PYTHON, "plt.show()", MINUTE).stdout()).isEqualTo("x");
    JsonNode written = service.seen().get(2).body().path("arguments").path("content").path(0);
    assertThat(written.path("path").asText()).matches("plot-[0-9a-f]{8}\\.png");
    assertThat(written.path("blob").asText()).isEqualTo("iVBORw==");
  }
}
