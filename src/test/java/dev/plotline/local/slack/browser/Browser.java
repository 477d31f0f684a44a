package dev.plotline.local.slack.browser;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// Chromium without a window, from [#start] to [#close].
public final class Browser implements AutoCloseable {
  private final Process process;
  private final DevTools tools;
  private final List<JsonNode> events = new CopyOnWriteArrayList<>();

  private Browser(Process process, URI address) {
    this.process = process;
    tools = new DevTools(address, events::add);
  }

  /// Where Chromium is on this machine, if it is.
  public static Optional<Path> program() {
    return Stream.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome")
        .map(Path::of)
        .filter(Files::isExecutable)
        .findFirst();
  }

  /// Starts it with an empty profile in `folder`.
  public static Browser start(Path folder) throws IOException {
    Process process =
        new ProcessBuilder(
                program().orElseThrow().toString(),
                "--headless=new",
                // Tests run as root in containers, where Chromium's own sandbox can't.
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--disable-background-networking",
                "--disable-component-update",
                "--no-first-run",
                "--hide-scrollbars",
                "--force-device-scale-factor=1",
                "--lang=en-GB",
                "--remote-debugging-port=0",
                "--user-data-dir=" + folder.toAbsolutePath())
            .redirectErrorStream(true)
            .start();
    return new Browser(process, address(process));
  }

  private static URI address(Process process) throws IOException {
    BufferedReader lines = process.inputReader(StandardCharsets.UTF_8);
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      if (line.startsWith("DevTools listening on ")) {
        // What else it says is read away, so that it never waits for a reader.
        Thread.startVirtualThread(() -> lines.lines().forEach(_ -> {}));
        return URI.create(line.substring("DevTools listening on ".length()).strip());
      }
    }
    throw new IOException("Chromium ended before it listened");
  }

  /// A new tab of this size at `url`.
  public Tab open(URI url, int width, int height) {
    JsonNode context = tools.call("", "Target.createBrowserContext", Map.of());
    String target =
        tools
            .call(
                "",
                "Target.createTarget",
                Map.of(
                    "url",
                    "about:blank",
                    "browserContextId",
                    context.path("browserContextId").asText()))
            .path("targetId")
            .asText();
    String session =
        tools
            .call("", "Target.attachToTarget", Map.of("targetId", target, "flatten", true))
            .path("sessionId")
            .asText();
    var tab = new Tab(tools, session, events);
    tab.begin(width, height);
    tab.go(url);
    return tab;
  }

  @Override
  public void close() throws IOException {
    // The last of them may still write into the profile, which the test deletes next.
    List<ProcessHandle> all =
        Stream.concat(process.descendants(), Stream.of(process.toHandle())).toList();
    try {
      tools.call("", "Browser.close", Map.of());
      awaitEnd(all);
    } finally {
      tools.close();
      all.forEach(ProcessHandle::destroyForcibly);
      awaitEnd(all);
    }
  }

  private static void awaitEnd(List<ProcessHandle> all) {
    all.forEach(one -> one.onExit().completeOnTimeout(one, 1, TimeUnit.MINUTES).join());
  }
}
