package dev.plotline;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.plotline.chat.Chat;
import dev.plotline.chat.FileRef;
import dev.plotline.chat.Message;
import dev.plotline.chat.Reply;
import dev.plotline.chat.Trails;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;

/// A platform over HTTP that can be asked what was posted for a message, as Slack can by a
/// message's metadata; does what an adapter has to do for one answer only.
final class PostingChat implements Chat {
  static final String PLATFORM = "posting";

  private static final ObjectMapper JSON = new ObjectMapper();

  private final URI platform;
  private final Trails trails;
  private final HttpClient client = HttpClient.newHttpClient();

  PostingChat(URI platform, Trails trails) {
    this.platform = platform;
    this.trails = trails;
  }

  @Override
  public String platform() {
    return PLATFORM;
  }

  @Override
  public InputStream open(Message message, FileRef file) throws IOException {
    throw new IOException("no files here");
  }

  @Override
  public void progress(Message message, String step) {}

  @Override
  public void post(Message message, Reply reply) {
    try {
      List<String> marks = trails.of(message);
      if (marks.contains("posted") || (marks.contains("intent") && isThere(message))) {
        return;
      }
      trails.mark(message, "intent");
      var body =
          JSON.createObjectNode()
              .put("thread", message.thread().id())
              .put("message", message.id())
              .put("text", reply.text());
      send(
          HttpRequest.newBuilder(platform.resolve("/posts"))
              .POST(BodyPublishers.ofString(body.toString())));
      trails.mark(message, "posted");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private boolean isThere(Message message) throws IOException {
    String query = "/posts?message=" + message.id();
    return send(HttpRequest.newBuilder(platform.resolve(query)).GET()).statusCode() == 200;
  }

  private HttpResponse<String> send(HttpRequest.Builder request) throws IOException {
    try {
      return client.send(request.build(), BodyHandlers.ofString());
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }
}
