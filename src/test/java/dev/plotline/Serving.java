package dev.plotline;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/// `plotline serve` in a process of its own.
final class Serving implements AutoCloseable {
  private static final String HEALTH = "  Health  ";
  private static final int MOST_LOOKS = 3_000;

  private final Process process;
  private final URI web;
  private final HttpClient client = HttpClient.newHttpClient();

  private Serving(Process process, URI web) {
    this.process = process;
    this.web = web;
  }

  /// Starts it and waits until it says that it listens.
  ///
  /// @param log what it says
  static Serving start(Map<String, String> settings, Path log) throws IOException {
    var builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx256m",
            "-XX:TieredStopAtLevel=1",
            "--sun-misc-unsafe-memory-access=allow",
            "-cp",
            System.getProperty("java.class.path"),
            Main.class.getName(),
            "serve");
    var environment = builder.environment();
    environment
        .keySet()
        .removeIf(name -> name.matches("(AWS|S3|PLOTLINE|BEDROCK|SLACK|MICROSOFT|TEAMS).*"));
    environment.putAll(settings);
    Process process = builder.redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
    BufferedReader err = process.errorReader();
    Writer to = Files.newBufferedWriter(log);
    for (String line = err.readLine(); line != null; line = err.readLine()) {
      to.write(line + "\n");
      to.flush();
      if (line.startsWith(HEALTH)) {
        Thread.startVirtualThread(() -> drain(err, to));
        return new Serving(process, URI.create(line.substring(HEALTH.length())));
      }
    }
    throw new IOException("it ended before it listened: " + Files.readString(log));
  }

  private static void drain(BufferedReader err, Writer to) {
    try (to) {
      err.transferTo(to);
    } catch (IOException e) {
      // The process has ended.
    }
  }

  /// Where it listens.
  URI web() {
    return web.resolve("/");
  }

  HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return client.send(HttpRequest.newBuilder(web.resolve(path)).build(), BodyHandlers.ofString());
  }

  /// Asks until it is told what is awaited.
  HttpResponse<String> await(String path, Predicate<HttpResponse<String>> condition)
      throws IOException, InterruptedException {
    HttpResponse<String> last = get(path);
    for (int look = 0; !condition.test(last); look++) {
      if (look == MOST_LOOKS) {
        throw new AssertionError(path + " says " + last.statusCode() + " " + last.body());
      }
      new CountDownLatch(1).await(100, TimeUnit.MILLISECONDS);
      last = get(path);
    }
    return last;
  }

  /// As `kill` and every supervisor do it.
  void terminate() {
    process.destroy();
  }

  /// As when memory runs out or the machine goes.
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /// Waits until it has ended, with all that it started.
  void awaitEnd(List<ProcessHandle> below) throws Exception {
    if (!process.waitFor(3, TimeUnit.MINUTES)) {
      throw new AssertionError("it goes on although it was terminated");
    }
    for (ProcessHandle one : below) {
      one.onExit().get(3, TimeUnit.MINUTES);
    }
  }

  /// What runs below it.
  List<ProcessHandle> below() {
    return process.descendants().toList();
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
    client.close();
  }
}
