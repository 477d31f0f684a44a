package dev.plotline.local.code;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// However much there is: each frame is one that clients take, and nothing is lost.
class ResultsTest {
  private static ObjectNode file(String path, String form, String content) {
    return Json.object().put("path", path).put("mimeType", "text/plain").put(form, content);
  }

  private static ArrayNode array(List<ObjectNode> nodes) {
    return Json.array().addAll(nodes);
  }

  /// All blocks of all results, each of which fits into a frame.
  private static List<JsonNode> blocks(List<ObjectNode> results) {
    var blocks = new ArrayList<JsonNode>();
    for (var result : results) {
      assertThat(Json.bytes(result)).hasSizeLessThanOrEqualTo(EventStream.PAYLOAD_LIMIT);
      result.path("content").forEach(blocks::add);
    }
    return blocks;
  }

  @ParameterizedTest
  @ValueSource(strings = {"\n", "\u0001"})
  void textThatIsLongerInJsonThanAsABlobComesAsABlob(String character) throws IOException {
    var text = character.repeat(15_000_000);
    var blocks =
        blocks(
            Results.resources(
                array(List.of(file("a", "text", text), file("b", "text", "short" + character)))));
    assertThat(blocks).hasSize(2);
    var resource = blocks.getFirst().path("resource");
    assertThat(resource.path("type").asText()).isEqualTo("blob");
    assertThat(resource.has("text")).isFalse();
    assertThat(Json.parse(Json.bytes(resource)).path("blob").binaryValue())
        .isEqualTo(text.getBytes(UTF_8));
    assertThat(blocks.get(1).path("resource").path("text").asText()).isEqualTo("short" + character);
  }

  @Test
  void ordinaryTextStaysText() {
    var text = "売上,12\n".repeat(1_000_000);
    assertThat(
            blocks(Results.resources(array(List.of(file("a", "text", text)))))
                .getFirst()
                .path("resource")
                .path("text")
                .asText())
        .isEqualTo(text);
  }

  @Test
  void aLongListComesInSeveralResults() {
    var entries = new ArrayList<ObjectNode>();
    for (int i = 0; i < 20_000; i++) {
      entries.add(
          Json.object()
              .put("name", "\u0001".repeat(250) + i)
              .put("mimeType", "text/plain")
              .put("size", i));
    }
    var results = Results.links(array(entries), "");
    assertThat(results).hasSizeGreaterThan(1);
    assertThat(blocks(results))
        .extracting(block -> block.path("size").asInt())
        .hasSize(20_000)
        .doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @ValueSource(strings = {"a/b", "a/b/", "./a//b/", "a/./b/."})
  void aListedFolderHasOneNameInTheUris(String folder) {
    var links = Results.links(array(List.of(Json.object().put("name", "c"))), folder);
    assertThat(blocks(links).getFirst().path("uri").asText()).isEqualTo("file:///a/b/c");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".", "./"})
  void theWorkspaceItselfHasNone(String folder) {
    var links = Results.links(array(List.of(Json.object().put("name", "c"))), folder);
    assertThat(blocks(links).getFirst().path("uri").asText()).isEqualTo("file:///c");
  }
}
