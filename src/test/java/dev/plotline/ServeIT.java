package dev.plotline;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayDeque;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `plotline serve` as a person starts, uses and restarts it.
class ServeIT {
  @TempDir Path folder;

  @Test
  void itSaysWhichPartIsWhatAndWhereToLook() throws Exception {
    var launcher = new Launcher(folder);
    Process serve = launcher.serve();
    try {
      assertThat(launcher.banner())
          .contains("Plotline is ready.")
          .anyMatch(line -> line.matches("  model  offline-analyst +http://127\\.0\\.0\\.1:\\d+"))
          .anyMatch(line -> line.matches("  code   (bubblewrap|landlock) +http://127[0-9.:]+"))
          .anyMatch(line -> line.matches("  files  folder +http://127\\.0\\.0\\.1:\\d+"))
          .contains("  Status  " + launcher.admin() + "/status")
          .anyMatch(line -> line.matches("  Health  http://127\\.0\\.0\\.1:\\d+/healthz"))
          .contains("  Home    " + folder.resolve("home"));
      String health = line(launcher, "  Health  ");
      assertThat(get(URI.create(health))).isEqualTo(200);
      assertThat(get(URI.create(line(launcher, "  Status  ")))).isEqualTo(200);
    } finally {
      stop(serve);
    }
  }

  @Test
  void anotherServeOpensTheLinksOfTheLastAndAskHasTheTokenThatItDemands() throws Exception {
    var launcher = new Launcher(folder).with("CODE_INTERPRETER_NETWORK", "public");
    var links = new ArrayDeque<URI>();
    Callable<Integer> first =
        () -> {
          links.add(linkOf(launcher));
          return links.getLast().getPort();
        };
    // Else somebody else's server may get the port meanwhile.
    try (var _ = HeldPort.of(first)) {
      // What runs for one command leaves the port to the next `serve`.
      assertThat(launcher.run("", "ask", "Sales: 3, 5. Growth?").status()).isZero();
      Process second = launcher.serve();
      try {
        assertThat(get(links.getLast())).isEqualTo(200);
      } finally {
        stop(second);
      }
    }
  }

  /// A link to a file of a `serve` that has ended.
  private URI linkOf(Launcher launcher) throws Exception {
    Process serve = launcher.serve();
    try {
      Path note = folder.resolve("home/serve.json");
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(note)))
          .isEqualTo("rw-------");
      assertThat(get(URI.create(launcher.admin() + "/status"))).isEqualTo(401);
      var ended =
          launcher.run("", "ask", "--json", "```python\nopen('a.txt', 'w').write('a')\n```");
      assertThat(ended.status()).as(ended.err()).isZero();
      JsonNode file = ended.json().path("files").path(0);
      URI link = URI.create(file.path("url").asText("none: asked in a process of its own"));
      assertThat(get(link)).isEqualTo(200);
      return link;
    } finally {
      stop(serve);
    }
  }

  private static String line(Launcher launcher, String start) {
    return launcher.banner().stream()
        .filter(line -> line.startsWith(start))
        .findFirst()
        .orElseThrow()
        .substring(start.length());
  }

  private static void stop(Process serve) throws InterruptedException {
    serve.destroy();
    assertThat(serve.waitFor(3, TimeUnit.MINUTES)).isTrue();
  }

  private static int get(URI url) throws Exception {
    try (var client = HttpClient.newHttpClient()) {
      return client
          .send(HttpRequest.newBuilder(url).build(), BodyHandlers.discarding())
          .statusCode();
    }
  }
}
