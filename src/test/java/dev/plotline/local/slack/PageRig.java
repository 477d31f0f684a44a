package dev.plotline.local.slack;

import static org.assertj.core.api.Assumptions.assumeThat;

import com.slack.api.methods.MethodsClient;
import dev.plotline.local.slack.browser.Browser;
import dev.plotline.local.slack.browser.Tab;
import dev.plotline.web.WebServer;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;

/// A local Slack with its page, an app that takes everything, and a browser.
final class PageRig implements AutoCloseable {
  static final Path PICTURES = Path.of("target", "screenshots");

  final TestApp app = new TestApp();
  final LocalSlack slack;
  final MethodsClient bot;
  final WebServer web;
  final Browser browser;

  private PageRig(Path folder) throws IOException {
    slack =
        LocalSlack.start(
                Options.in(folder.resolve("files"))
                    // No trigger is too old and no answer too late, however slow the machine.
                    .withClock(Clock.fixed(Instant.now(), ZoneOffset.UTC))
                    .withDelivery(Duration.ofSeconds(30), List.of()))
            .tell(app.url());
    bot = WebApiIT.client(slack).methods(slack.app().botToken());
    var listener = WebServer.onLoopback().bodyLimit(10_000_000);
    slack.servePage(listener);
    web = listener.start();
    browser = Browser.start(folder.resolve("profile"));
  }

  /// Starts it; the test is skipped where there is no Chromium.
  static PageRig start(Path folder) throws IOException {
    assumeThat(Browser.program())
        .as("Chromium, which `apt-get install chromium` installs")
        .isPresent();
    return new PageRig(folder);
  }

  URI page() {
    return slack.pageUrl(web.url());
  }

  Tab open() {
    return browser.open(page(), 1360, 860).awaitThat("#app[data-live] #composer");
  }

  /// Puts a bot behind the app that answers each mention.
  PageRig answering() {
    new Answering(slack, bot).listen();
    return this;
  }

  @Override
  public void close() throws IOException {
    browser.close();
    slack.close();
    web.close();
    app.close();
  }
}
