package dev.plotline.local.slack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.slack.api.Slack;
import dev.plotline.local.slack.browser.Browser;
import dev.plotline.local.slack.browser.Tab;
import dev.plotline.web.WebServer;
import java.net.URI;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The page in a real browser, with a bot that answers everything at once.
class PageIT {
  private static final Path PICTURES = Path.of("target", "screenshots");

  @TempDir private Path folder;
  private LocalSlack slack;
  private WebServer web;
  private Slack client;
  private TestApp app;
  private Browser browser;
  private URI page;

  @BeforeEach
  void start() throws Exception {
    assumeThat(Browser.program())
        .as("Chromium, which `apt-get install chromium` installs")
        .isPresent();
    app = new TestApp();
    slack = LocalSlack.start(Options.in(folder.resolve("files"))).tell(app.url());
    client = WebApiIT.client(slack);
    var unused = new Answering(slack, client.methods(slack.app().botToken()));
    assertThat(unused).isNotNull();
    var listener = WebServer.onLoopback().bodyLimit(10_000_000);
    slack.servePage(listener);
    web = listener.start();
    page = slack.pageUrl(web.url());
    browser = Browser.start(folder.resolve("profile"));
  }

  @AfterEach
  void stop() throws Exception {
    if (browser == null) {
      return;
    }
    browser.close();
    client.close();
    slack.close();
    web.close();
    app.close();
  }

  @Test
  void looksGoodInLightAndDarkWideAndNarrow() throws Exception {
    Tab tab = browser.open(page, 1360, 860);
    tab.awaitThat("#composer").picture(PICTURES.resolve("welcome-light.png"));
    tab.click("#composer").type("@Plotline what drove Q3?").key("Enter");
    tab.awaitThat(".thread .table").awaitThat(".thread .picture img");
    tab.await("[...document.images].every((i) => i.complete)");
    tab.picture(PICTURES.resolve("thread-light.png"));
    tab.click(".acting .icon-button").picture(PICTURES.resolve("thread-dark.png"));
    tab.size(420, 860).picture(PICTURES.resolve("thread-narrow-dark.png"));
    tab.click(".back").picture(PICTURES.resolve("channel-narrow-dark.png"));
    tab.click(".pane .menu").picture(PICTURES.resolve("menu-narrow-dark.png"));

    assertThat(tab.complaints()).isEmpty();
    assertThat(tab.requests()).allMatch(url -> url.startsWith(web.url().toString()));
  }
}
