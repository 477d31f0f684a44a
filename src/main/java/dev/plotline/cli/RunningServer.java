package dev.plotline.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// The `serve` of a Plotline home, as `ask` finds it: a note in the home tells the address, and a
/// ping whether it is still true.
///
/// @param admin its loopback listener
/// @param token that it demands, empty when none
public record RunningServer(URI admin, String token) implements Server {
  private static final ObjectMapper JSON = new ObjectMapper();
  // Where nobody listens any more, that is known at once.
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final String NOTE = "serve.json";

  /// Leaves the note, for its owner alone from the first byte.
  public static void note(Path home, URI admin, String token) throws IOException {
    Files.createDirectories(home);
    var json = JSON.createObjectNode().put("admin", admin.toString());
    if (!token.isEmpty()) {
      json.put("token", token);
    }
    // Written aside: a note that is there may be open to others, and half a note is none.
    Path part =
        Files.createTempFile(
            home,
            "serve",
            ".part",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    try {
      Files.writeString(part, json.toString());
      Files.move(part, home.resolve(NOTE), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      Files.deleteIfExists(part);
      throw e;
    }
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
      return new RunningServer(
          URI.create(note.path("admin").asText()), note.path("token").asText());
    } catch (IOException | IllegalArgumentException e) {
      return null;
    }
  }

  /// Without the token, which belongs into no log.
  @Override
  public String toString() {
    return "RunningServer[" + admin + "]";
  }

  private boolean answers() throws InterruptedException {
    try (var client = HttpClient.newBuilder().connectTimeout(PATIENCE).build()) {
      var ping = Questions.request(this, "/ping").timeout(PATIENCE).build();
      var response = client.send(ping, HttpResponse.BodyHandlers.ofString());
      return response.statusCode() == 200 && response.body().contains("Healthy");
    } catch (IOException | IllegalArgumentException e) {
      return false;
    }
  }
}
