package dev.plotline;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.plotline.aws.AwsClients;
import dev.plotline.aws.AwsEndpoint;
import dev.plotline.aws.AwsSettings;
import dev.plotline.aws.S3Files;
import dev.plotline.file.FileStore;
import dev.plotline.local.files.LocalFiles;
import dev.plotline.web.WebServer;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// A chat platform and a store that outlive the bots, which run in processes of their own.
final class CrashBench implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path home;
  private final LocalFiles files;
  private final Wire toFiles;
  private final WebServer platform;
  private final List<Post> posts = new ArrayList<>();
  private volatile @Nullable Bot doomed;
  private volatile boolean mute;

  CrashBench(Path home) throws IOException {
    this.home = home;
    files = LocalFiles.start(home.resolve("files"), 0);
    toFiles = Wire.open().to(files.url());
    platform = WebServer.onLoopback().servlet("/posts", new Posts()).start();
  }

  /// An answer on the platform.
  record Post(String thread, String message, String text) {}

  /// What the platform is told, and what it tells.
  private final class Posts extends HttpServlet {
    private static final long serialVersionUID = 1L;

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      JsonNode post = JSON.readTree(request.getInputStream());
      synchronized (posts) {
        posts.add(
            new Post(
                post.path("thread").asText(),
                post.path("message").asText(),
                post.path("text").asText().strip()));
        posts.notifyAll();
      }
      Bot victim = doomed;
      if (victim != null) {
        doomed = null;
        victim.process().destroyForcibly().onExit().join();
      }
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) {
      String message = request.getParameter("message");
      boolean there = !mute && posts().stream().anyMatch(post -> post.message().equals(message));
      response.setStatus(there ? 200 : 404);
    }
  }

  List<Post> posts() {
    synchronized (posts) {
      return List.copyOf(posts);
    }
  }

  /// Waits until so many answers are there.
  void await(int count, long millis) throws InterruptedException {
    await(all -> all.size() >= count, millis);
  }

  /// Waits until the answers are so.
  void await(Predicate<List<Post>> condition, long millis) throws InterruptedException {
    long end = System.nanoTime() + millis * 1_000_000;
    synchronized (posts) {
      for (long left = millis; !condition.test(posts) && left > 0; ) {
        posts.wait(left);
        left = (end - System.nanoTime()) / 1_000_000;
      }
    }
  }

  /// Lets a bot die between the acceptance of its next answer and its knowing of that.
  ///
  /// @param tells whether the platform can be asked what was posted
  void killAtPost(Bot bot, boolean tells) {
    mute = !tells;
    doomed = bot;
  }

  /// Takes the store away.
  void stopStore() {
    toFiles.down(true);
  }

  /// Brings it back.
  void startStore() {
    toFiles.down(false);
  }

  /// All that is stored under a prefix, as text.
  String stored(String prefix) throws IOException {
    var at = new AwsEndpoint.At(files.url(), files.accessKey(), files.secretKey());
    var none = new AwsEndpoint.Default();
    var all = new StringBuilder();
    try (var clients = new AwsClients(new AwsSettings("us-east-1", none, none, at, true))) {
      var store = new S3Files(clients, files.bucket());
      for (FileStore.Stored one : store.list(prefix)) {
        try (var in = store.open(one.key())) {
          all.append(new String(in.readAllBytes(), UTF_8)).append('\n');
        }
      }
    }
    return all.toString();
  }

  /// A bot.
  record Bot(Process process, URI url) {
    void kill() throws InterruptedException {
      process.destroyForcibly().waitFor();
    }
  }

  /// Starts a bot and waits until it takes messages.
  Bot start(String name) throws IOException {
    var command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx256m",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            CrashMain.class.getName(),
            toFiles.url().toString(),
            files.accessKey(),
            files.secretKey(),
            files.bucket(),
            home.resolve(name).toString(),
            platform.url().toString());
    Process process =
        new ProcessBuilder(command)
            .redirectError(ProcessBuilder.Redirect.appendTo(home.resolve(name + ".log").toFile()))
            .start();
    BufferedReader out = process.inputReader();
    for (String line = out.readLine(); line != null; line = out.readLine()) {
      if (line.startsWith("listening ")) {
        return new Bot(process, URI.create(line.substring("listening ".length())));
      }
    }
    throw new IOException("the bot did not start");
  }

  /// Delivers a message once.
  ///
  /// @return whether it was acknowledged
  boolean deliver(Bot bot, String thread, String id, String text) throws InterruptedException {
    var event = JSON.createObjectNode().put("thread", thread).put("id", id).put("text", text);
    var request =
        HttpRequest.newBuilder(bot.url().resolve("/events"))
            .POST(BodyPublishers.ofString(event.toString()))
            .build();
    // Each on a connection of its own: one that was idle may be closed just when it is used again.
    try (var client = HttpClient.newHttpClient()) {
      return client.send(request, BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException e) {
      return false;
    }
  }

  @Override
  public void close() throws IOException {
    platform.close();
    toFiles.close();
    files.close();
  }
}
