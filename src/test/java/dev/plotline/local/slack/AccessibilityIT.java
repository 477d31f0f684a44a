package dev.plotline.local.slack;

import static dev.plotline.local.slack.Workplace.SALES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plotline.local.slack.browser.Tab;
import dev.plotline.local.slack.world.Json;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The page for those who don't see it or have no mouse.
class AccessibilityIT {
  private static final Path AXE = Path.of("target", "js", "node_modules", "axe-core", "axe.min.js");

  @TempDir private Path folder;

  @Test
  void axeFindsNoViolation() throws Exception {
    assumeThat(AXE).as("axe-core, which src/test/sh/setup.sh brings").exists();
    try (var rig = PageRig.start(folder).answering()) {
      Tab tab = rig.open();
      check(tab, "the beginning");
      tab.click("main [aria-label='Sample files']").awaitThat(".drawer .samples");
      check(tab, "sample files");
      tab.click("#composer").type("@Plotline what drove Q3?").key("Enter");
      tab.awaitThat(".thread .table").awaitThat(".thread .picture img");
      check(tab, "a thread");
      tab.click(".thread .picture").awaitThat("dialog");
      check(tab, "a picture");
      tab.key("Escape").await("!document.querySelector('dialog')");
      tab.click(".sidebar [aria-label='Use the dark colours']");
      check(tab, "a thread in the dark");
      rig.bot.chatPostEphemeral(r -> r.channel(SALES).user(Workplace.ANN).text("psst"));
      tab.size(420, 860).click(".back").awaitText("main .message", "psst");
      check(tab, "a narrow channel");
    }
  }

  private static void check(Tab tab, String what) throws Exception {
    tab.eval(Files.readString(AXE) + "; 0");
    // What fades in is looked at when it is there.
    tab.await(
        "document.getAnimations().every((a) => a.effect.getTiming().iterations === Infinity)");
    JsonNode found =
        Json.parse(
            tab.eval(
                    "axe.run(document, {resultTypes: ['violations']}).then((r) =>"
                        + " JSON.stringify(r.violations.map((v) => [v.id, v.nodes.map((n) =>"
                        + " n.html.slice(0, 200) + ' ' + n.failureSummary)])))")
                .asText());
    assertThat(found).as(what).isEmpty();
  }

  @Test
  void oneQuestionIsAskedAndAnsweredByKeyboardAlone() throws Exception {
    try (var rig = PageRig.start(folder).answering()) {
      Tab tab = rig.open();
      tab.await("document.activeElement.id === 'composer'");
      tab.type("@Plotline what drove Q3?").key("Enter").awaitThat(".thread .table");
      tab.await("document.activeElement.id === 'thread-composer'");
      while (!rig.app.others().isEmpty()) {
        rig.app.next();
      }
      reach(tab, "Show code");
      tab.key("Enter");

      String body = "";
      while (!body.startsWith("payload=")) {
        body = rig.app.next().body();
      }
      assertThat(URLDecoder.decode(body, StandardCharsets.UTF_8)).contains("block_actions", "code");
      tab.key("Escape").await("document.activeElement.id === 'composer'");
      tab.await("document.querySelector('.thread').hidden");
    }
  }

  /// Goes back with the tab key until something with this text has the focus.
  private static void reach(Tab tab, String text) {
    for (int i = 0; i < 60; i++) {
      tab.back();
      if (tab.eval("document.activeElement.innerText").asText("").strip().equals(text)) {
        return;
      }
    }
    throw new AssertionError("the tab key never comes to " + text);
  }
}
