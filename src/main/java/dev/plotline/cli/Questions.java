package dev.plotline.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/// Puts questions to a server over HTTP and follows their progress.
final class Questions implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String EVENT = "data: ";

  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();
  private final Server server;

  Questions(Server server) {
    this.server = server;
  }

  /// A request to a server's loopback listener, with the token that it demands.
  static HttpRequest.Builder request(Server server, String path) {
    var request = HttpRequest.newBuilder(server.admin().resolve(path));
    return server.token().isEmpty()
        ? request
        : request.header("Authorization", "Bearer " + server.token());
  }

  /// Asks and waits for the answer.
  ///
  /// @param thread the thread's name
  /// @param files what comes with the question
  /// @param progress told each step
  JsonNode ask(String question, String thread, List<Path> files, Consumer<String> progress)
      throws InterruptedException {
    ObjectNode body = JSON.createObjectNode().put("prompt", question).put("thread", thread);
    ObjectNode user = body.putObject("user");
    user.put("zone", ZoneId.systemDefault().getId());
    user.put("language", Locale.getDefault().toLanguageTag());
    try {
      ArrayNode list = body.putArray("files");
      for (Path file : files) {
        list.addObject()
            .put("name", String.valueOf(file.getFileName()))
            .put("upload", upload(file));
      }
      var request =
          request(server, "/invocations")
              .header("Content-Type", "application/json")
              .header("Accept", "text/event-stream")
              .POST(BodyPublishers.ofString(body.toString()))
              .build();
      HttpResponse<InputStream> response = client.send(request, BodyHandlers.ofInputStream());
      return answer(response, progress);
    } catch (IOException e) {
      throw Trouble.failed("Plotline stopped answering: see its log, then ask again.");
    }
  }

  /// The largest file that the server takes, in bytes. Asked before, because a server that refuses
  /// a long body may close the connection before its answer is read.
  long maxFile() throws InterruptedException {
    try {
      var request = request(server, "/status").build();
      HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
      return JSON.readTree(response.body()).path("maxFile").asLong(Long.MAX_VALUE);
    } catch (IOException e) {
      throw Trouble.failed("Plotline stopped answering: see its log, then ask again.");
    }
  }

  /// Fetches a file that was made.
  InputStream fetch(URI url) throws IOException, InterruptedException {
    var request = HttpRequest.newBuilder(url).timeout(Duration.ofMinutes(5)).build();
    HttpResponse<InputStream> response = client.send(request, BodyHandlers.ofInputStream());
    if (response.statusCode() != 200) {
      response.body().close();
      throw new IOException("status " + response.statusCode());
    }
    return response.body();
  }

  private String upload(Path file) throws IOException, InterruptedException {
    var request =
        request(server, "/uploads")
            .header("Content-Type", "application/octet-stream")
            .POST(BodyPublishers.ofFile(file))
            .build();
    HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
    if (response.statusCode() != 200) {
      throw Trouble.failed("The file " + file + " could not be sent: " + error(response.body()));
    }
    return JSON.readTree(response.body()).path("upload").asText();
  }

  private static JsonNode answer(HttpResponse<InputStream> response, Consumer<String> progress)
      throws IOException {
    try (var lines =
        new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
      if (response.statusCode() != 200) {
        throw Trouble.failed(error(String.join("", lines.lines().toList())));
      }
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith(EVENT)) {
          JsonNode event = JSON.readTree(line.substring(EVENT.length()));
          if (event.path("type").asText().equals("answer")) {
            return event;
          }
          if (event.hasNonNull("error")) {
            throw Trouble.failed(event.get("error").asText());
          }
          progress.accept(event.path("text").asText());
        }
      }
    }
    throw new IOException("the stream ended without an answer");
  }

  private static String error(String body) {
    try {
      return JSON.readTree(body).path("error").asText("Plotline failed without a reason.");
    } catch (JsonProcessingException e) {
      return "Plotline failed without a reason.";
    }
  }

  @Override
  public void close() {
    client.close();
  }
}
