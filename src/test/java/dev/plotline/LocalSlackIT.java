package dev.plotline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.plotline.local.model.Answer;
import dev.plotline.local.model.LocalModel;
import dev.plotline.local.slack.browser.Browser;
import dev.plotline.local.slack.browser.Tab;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The whole bot in the local Slack, as somebody meets it who has just started it and opened the
/// page: nothing stubbed but the vendors, whose protocols the stand-ins speak.
class LocalSlackIT {
  private static final Path PICTURES = Path.of("target", "screenshots");

  @TempDir private Path home;
  private App app;
  private Browser browser;
  private Tab tab;

  @BeforeEach
  void start() throws Exception {
    assumeThat(Browser.program())
        .as("Chromium, which `apt-get install chromium` installs")
        .isPresent();
    var environment = new HashMap<String, String>();
    environment.put("PLOTLINE_HOME", home.resolve("plotline").toString());
    environment.put("PLOTLINE_PYTHON", LocalStack.python().toString());
    app = App.start(Settings.of(environment), new App.Ports(0, 0, true));
    browser = Browser.start(home.resolve("browser"));
    tab = browser.open(page(), 1360, 900).awaitThat("#app[data-live] #composer");
  }

  @AfterEach
  void stop() throws Exception {
    if (browser != null) {
      browser.close();
    }
    if (app != null) {
      app.close();
    }
  }

  private URI page() {
    Map<String, String> slack =
        app.rows().stream()
            .filter(row -> "slack".equals(row.get("name")))
            .findFirst()
            .orElseThrow();
    assertThat(slack).containsEntry("kind", "local");
    return URI.create(slack.getOrDefault("url", ""));
  }

  @Test
  void aMentionIsAnsweredWithAChartAndALinkThatOpens() throws Exception {
    tab.click(".example").await("document.getElementById('composer').value").key("Enter");
    answered(1);
    awaitPictures(1);
    tab.picture(PICTURES.resolve("answer-light.png"));

    assertThat(tab.text(".thread")).contains("100.0 %", "37.5 %", "40.0 %", "-20.8 %", "offline");
    assertThat(tab.eval("document.querySelector('.thread .picture img').alt").asText())
        .contains("Product A");
    assertThat(open(link("open"))).startsWith((byte) 0x89, (byte) 'P', (byte) 'N', (byte) 'G');

    tab.click(".thread button", "Show code")
        .awaitText("dialog pre, .ephemeral pre", "import pandas");
    tab.picture(PICTURES.resolve("code-light.png"));
    // On a machine so slow that the trigger dies first, it is a message instead.
    if (tab.count("dialog") > 0) {
      tab.key("Escape").await("!document.querySelector('dialog')");
    }
    tab.click(".thread button", "New links");
    tab.awaitThat(".thread .ephemeral a[href*='X-Amz-Signature']");
    tab.picture(PICTURES.resolve("links-light.png"));
    assertThat(tab.complaints()).isEmpty();
    assertThat(tab.requests()).allMatch(url -> url.startsWith(app.web().toString()));
  }

  @Test
  void aWorkbookIsDroppedInAskedAboutAndAskedAboutAgain() throws Exception {
    tab.drop("main .scroll", sample("quarterly-sales.xlsx"));
    tab.await("document.querySelector('main .chips li:not(.busy)')");
    tab.click("#composer").type("@Plotline total Amount by Region, as a bar chart").key("Enter");
    answered(1);
    awaitPictures(1);
    tab.picture(PICTURES.resolve("workbook-light.png"));
    assertThat(tab.text(".thread")).contains("North", "South", "quarterly-sales.xlsx");

    tab.click("#thread-composer").type("and by Product?").key("Enter");
    answered(2);
    assertThat(tab.text(".thread")).contains("Tent", "Backpack");

    tab.click(".sidebar [aria-label='Use the dark colours']");
    awaitPictures(1);
    tab.picture(PICTURES.resolve("workbook-dark.png"));
  }

  @Test
  void stopEndsARunAndTheThreadGoesOn() throws Exception {
    LocalModel model = app.parts().standIn(LocalModel.class).orElseThrow();
    model.script(
        Answer.toolUse(
            "One moment.",
            "execute_code",
            Map.of("code", "import time\ntime.sleep(600)", "description", "a long nap")));
    tab.click("#composer").type("@Plotline wait for me").key("Enter");
    tab.awaitText(".thread .working", "a long nap").click(".thread .stop");
    tab.await("!document.querySelector('.working')").awaitText(".thread", "Stopped");

    tab.click("#thread-composer").type("Sales: 3, 5, 8. Growth?").key("Enter");
    tab.awaitText(".thread", "60.0 %");
  }

  @Test
  void twoThreadsDontMix() throws Exception {
    tab.click("#composer").type("@Plotline Apples: 10, 20. Growth?").key("Enter");
    answered(1);
    tab.click("#composer").type("@Plotline Pears: 10, 15. Growth?").key("Enter");
    tab.awaitText(".thread", "Pears");
    tab.await("!document.querySelector('.thread').innerText.includes('Apples')");
    answered(1);

    assertThat(tab.text(".thread")).contains("50.0 %").doesNotContain("Apples", "100.0 %");
    tab.click("main li:first-child .thread-line").awaitText(".thread", "Apples");
    assertThat(tab.text(".thread")).contains("100.0 %").doesNotContain("Pears");
  }

  /// Waits until so many answers with their buttons are in the thread and nothing is being done.
  private void answered(int count) {
    tab.await(
        "document.querySelectorAll('.thread .feedback').length >= %d && !document.querySelector('.working')"
            .formatted(count));
  }

  private void awaitPictures(int count) {
    tab.await(
        ("(() => { const all = [...document.querySelectorAll('.thread .picture img')]; return"
                + " all.length >= %d && all.every((i) => i.complete && i.naturalWidth > 100); })()")
            .formatted(count));
  }

  private String link(String text) {
    return tab.eval(
            "[...document.querySelectorAll('.thread a')].find((a) => a.innerText.includes(%s)).href"
                .formatted(Tab.quoted(text)))
        .asText();
  }

  private static byte[] open(String url) throws Exception {
    try (var http = HttpClient.newHttpClient()) {
      var request = HttpRequest.newBuilder(URI.create(url)).build();
      var response = http.send(request, BodyHandlers.ofByteArray());
      assertThat(response.statusCode()).isEqualTo(200);
      return response.body();
    }
  }

  private Path sample(String name) throws Exception {
    Path file = home.resolve(name);
    try (var bytes = LocalSlackIT.class.getResourceAsStream("local/slack/page/samples/" + name)) {
      assertThat(bytes).isNotNull();
      Files.copy(bytes, file, StandardCopyOption.REPLACE_EXISTING);
    }
    return file;
  }
}
