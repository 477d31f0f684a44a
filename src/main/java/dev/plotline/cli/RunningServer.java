package dev.plotline.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// The `serve` of a Plotline home, as `ask` finds it: a note in the home tells the address, and a
/// ping whether it is still true.
///
/// @param admin its loopback listener
public record RunningServer(URI admin) implements Server {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String NOTE = "serve.json";

  /// Leaves the note.
  public static void note(Path home, URI admin) throws IOException {
    Files.createDirectories(home);
    Path note = home.resolve(NOTE);
    String json = JSON.createObjectNode().put("admin", admin.toString()).toString();
    Files.writeString(note, json, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING);
    Files.setPosixFilePermissions(note, PosixFilePermissions.fromString("rw-------"));
  }

  /// Takes the note away, if it is ours.
  public static void unnote(Path home, URI admin) throws IOException {
    RunningServer noted = noted(home);
    if (noted != null && noted.admin().equals(admin)) {
      Files.deleteIfExists(home.resolve(NOTE));
    }
  }

  /// The server of this home, null when none answers.
  public static @Nullable RunningServer find(Path home) throws InterruptedException {
    RunningServer noted = noted(home);
    return noted != null && noted.answers() ? noted : null;
  }

  @Override
  public boolean lasts() {
    return true;
  }

  @Override
  public void close() {}

  private static @Nullable RunningServer noted(Path home) {
    try {
      JsonNode note = JSON.readTree(Files.readString(home.resolve(NOTE)));
      return new RunningServer(URI.create(note.path("admin").asText()));
    } catch (IOException | IllegalArgumentException e) {
      return null;
    }
  }

  private boolean answers() throws InterruptedException {
    try (var client = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build()) {
      var ping =
          HttpRequest.newBuilder(admin.resolve("/ping")).timeout(Duration.ofSeconds(5)).build();
      var response = client.send(ping, HttpResponse.BodyHandlers.ofString());
      return response.statusCode() == 200 && response.body().contains("Healthy");
    } catch (IOException | IllegalArgumentException e) {
      return false;
    }
  }
}
