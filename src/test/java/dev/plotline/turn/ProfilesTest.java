package dev.plotline.turn;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ProfilesTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void whatFitsStaysAsItIs() {
    var profiles = List.<JsonNode>of(workbook("a.xlsx", 3));
    assertThat(Profiles.within(profiles, 100_000)).isSameAs(profiles);
  }

  @Test
  void theLessImportantGoesFirstAndThatIsSaid() {
    var profiles = List.<JsonNode>of(workbook("a.xlsx", 40), workbook("b.xlsx", 40));
    var shorter = Profiles.within(profiles, 16_000);
    assertThat(length(shorter)).isLessThanOrEqualTo(16_000);
    JsonNode column = shorter.getFirst().at("/tables/0/columns/7");
    assertThat(column.path("name").asText()).isEqualTo("売上 7");
    assertThat(column.has("examples")).isFalse();
    assertThat(shorter.getFirst().path("shortened").asText()).contains("by code");
    var shortest = Profiles.within(profiles, 2_000);
    assertThat(length(shortest)).isLessThanOrEqualTo(2_000);
    assertThat(shortest).extracting(one -> one.path("file").asText()).contains("a.xlsx", "b.xlsx");
    assertThat(shortest.getFirst().at("/tables/0/load").asText()).startsWith("df =");
    assertThat(profiles.getFirst().at("/tables/0/columns/7").has("examples")).isTrue();
  }

  @Test
  void noNumberOfFilesIsTooMuch() {
    var profiles =
        IntStream.range(0, 500).<JsonNode>mapToObj(i -> workbook(i + ".xlsx", 40)).toList();
    assertThat(length(Profiles.within(profiles, 20_000))).isBetween(15_000, 20_000);
  }

  private static int length(List<JsonNode> profiles) {
    return profiles.stream().mapToInt(one -> one.toString().length()).sum();
  }

  private static ObjectNode workbook(String name, int columns) {
    ObjectNode profile = JSON.createObjectNode().put("file", name).put("kind", "workbook");
    ObjectNode table = profile.putArray("tables").addObject().put("sheet", "Q3").put("rows", 9);
    for (int i = 0; i < columns; i++) {
      ObjectNode column = table.withArray("columns").addObject();
      column.put("name", "売上 " + i).put("type", "text").put("min", "a".repeat(100));
      column.putArray("examples").add("x".repeat(40)).add("y".repeat(40));
    }
    table.put("load", "df = pd.read_excel('" + name + "')");
    return profile;
  }
}
