package dev.plotline.teams;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.plotline.chat.adapter.Word;
import dev.plotline.teams.graph.Permission;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The manifest asks for what the code uses, and for nothing else, and Teams takes it.
class ManifestTest {
  private static final Path FOLDER = Path.of("manifests/teams");

  private static JsonNode manifest() throws IOException {
    return new ObjectMapper().readTree(FOLDER.resolve("manifest.json").toFile());
  }

  @Test
  void itAsksForExactlyThePermissionsThatAreUsed() throws IOException {
    JsonNode asked = manifest().at("/authorization/permissions/resourceSpecific");
    var used =
        Arrays.stream(Permission.values())
            .filter(Permission::isByResource)
            .map(Permission::scope)
            .toList();

    assertThat(asked.findValuesAsText("name")).containsExactlyInAnyOrderElementsOf(used);
    assertThat(asked.findValuesAsText("type")).containsOnly("Application");
    assertThat(asked).hasSizeLessThanOrEqualTo(16);
    assertThat(manifest().at("/webApplicationInfo/resource").asText()).isNotEmpty();
  }

  @Test
  void theReadmeExplainsEachPermission() throws IOException {
    assertThat(Files.readString(Path.of("README.md")))
        .contains(Arrays.stream(Permission.values()).map(Permission::scope).toList());
  }

  @Test
  void itsCommandsAreTheWords() throws IOException {
    JsonNode list = manifest().at("/bots/0/commandLists/0");
    var words = Arrays.stream(Word.values()).map(w -> w.name().toLowerCase(Locale.ROOT)).toList();

    assertThat(list.path("commands").findValuesAsText("title"))
        .containsExactlyInAnyOrderElementsOf(words);
    assertThat(list.path("commands")).hasSizeLessThanOrEqualTo(10);
    for (JsonNode command : list.path("commands")) {
      assertThat(command.path("title").asText()).hasSizeBetween(1, 32);
      assertThat(command.path("description").asText()).hasSizeBetween(1, 128);
    }
    assertThat(manifest().at("/bots/0/commandLists")).hasSizeLessThanOrEqualTo(3);
  }

  @Test
  @SuppressWarnings("unchecked")
  void itIsABotOfAllThreeScopesThatTakesFiles() throws IOException {
    JsonNode bots = manifest().path("bots");

    assertThat(bots).hasSize(1);
    assertThat(new ObjectMapper().convertValue(bots.at("/0/scopes"), Set.class))
        .isEqualTo(Set.of("personal", "groupChat", "team"));
    assertThat(bots.at("/0/supportsFiles").asBoolean()).isTrue();
    assertThat(bots.at("/0/isNotificationOnly").asBoolean(true)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "/name/short, 30",
    "/name/full, 100",
    "/description/short, 80",
    "/description/full, 4000",
    "/developer/name, 32",
    "/developer/websiteUrl, 2048"
  })
  void textsAreNotTooLong(String place, int most) throws IOException {
    assertThat(manifest().at(place).asText()).hasSizeBetween(1, most);
  }

  @Test
  void itIsOfACurrentSchemaAndHasAllThatIsRequired() throws IOException {
    JsonNode manifest = manifest();

    assertThat(Double.parseDouble(manifest.path("manifestVersion").asText())).isBetween(1.25, 1.30);
    assertThat(manifest.path("$schema").asText())
        .isEqualTo(
            "https://developer.microsoft.com/json-schemas/teams/v%s/MicrosoftTeams.schema.json",
            manifest.path("manifestVersion").asText());
    for (String field : new String[] {"version", "id", "accentColor"}) {
      assertThat(manifest.path(field).asText()).isNotEmpty();
    }
    assertThat(manifest.path("version").asText()).matches("\\d+\\.\\d+\\.\\d+");
    assertThat(manifest.path("accentColor").asText()).matches("#[0-9A-Fa-f]{6}");
    assertThat(manifest.path("validDomains")).hasSizeBetween(1, 100);
    for (String page : new String[] {"websiteUrl", "privacyUrl", "termsOfUseUrl"}) {
      var address = URI.create(manifest.path("developer").path(page).asText());
      assertThat(address.getScheme()).isEqualTo("https");
    }
  }

  @ParameterizedTest
  @CsvSource({"color, 192", "outline, 32"})
  void iconsHaveTheirSize(String name, int side) throws IOException {
    String file = manifest().path("icons").path(name).asText();
    BufferedImage icon = ImageIO.read(FOLDER.resolve(file).toFile());

    assertThat(icon.getWidth()).isEqualTo(side);
    assertThat(icon.getHeight()).isEqualTo(side);
  }

  @Test
  void theOutlineIsWhiteOnNothing() throws IOException {
    BufferedImage icon = ImageIO.read(FOLDER.resolve("outline.png").toFile());
    int[] pixels = icon.getRGB(0, 0, 32, 32, null, 0, 32);

    assertThat(Arrays.stream(pixels).filter(p -> p >>> 24 > 0).map(p -> p & 0xFFFFFF))
        .isNotEmpty()
        .containsOnly(0xFFFFFF);
    assertThat(Arrays.stream(pixels).filter(p -> p >>> 24 == 0).count()).isGreaterThan(500);
  }
}
