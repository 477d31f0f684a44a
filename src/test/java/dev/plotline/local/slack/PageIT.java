package dev.plotline.local.slack;

import static dev.plotline.local.slack.Workplace.ANN;
import static dev.plotline.local.slack.Workplace.BEN;
import static dev.plotline.local.slack.Workplace.SALES;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plotline.local.slack.browser.Tab;
import dev.plotline.local.slack.world.Json;
import dev.plotline.local.slack.world.Post;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The page in a real browser.
class PageIT {
  @TempDir private Path folder;
  private PageRig rig;

  @BeforeEach
  void start() throws Exception {
    rig = PageRig.start(folder);
  }

  @AfterEach
  void stop() throws Exception {
    if (rig != null) {
      rig.close();
    }
  }

  @Test
  void showsAnAnswerInLightAndDarkWideAndNarrow() throws Exception {
    rig.answering();
    Tab tab = rig.open().picture(PageRig.PICTURES.resolve("welcome-light.png"));
    tab.click("#composer").type("@Plotline what drove Q3?").key("Enter");
    tab.awaitThat(".thread .table").awaitThat(".thread .picture img");
    tab.await("[...document.images].every((i) => i.complete && i.naturalWidth > 0)");
    tab.picture(PageRig.PICTURES.resolve("thread-light.png"));
    tab.click(".sidebar [aria-label='Use the dark colours']");
    tab.await("document.documentElement.dataset.theme === 'dark'");
    tab.picture(PageRig.PICTURES.resolve("thread-dark.png"));
    tab.size(420, 860).picture(PageRig.PICTURES.resolve("thread-narrow-dark.png"));
    tab.click(".back").picture(PageRig.PICTURES.resolve("channel-narrow-dark.png"));
    tab.click(".pane .menu").picture(PageRig.PICTURES.resolve("menu-narrow-dark.png"));

    tab.awaitText(".thread-line", "2 replies");
    assertThat(tab.complaints()).isEmpty();
    assertThat(tab.requests()).allMatch(url -> url.startsWith(rig.web.url().toString()));
  }

  @Test
  void takesDroppedFilesAndSamples() throws Exception {
    Path file = Files.writeString(folder.resolve("Umsätze & co.csv"), "Region,Amount\nNorth,3\n");
    Tab tab = rig.open();
    tab.drop("main .scroll", file).awaitText(".chips li", "Umsätze & co.csv");
    tab.click(".sample").await("document.querySelectorAll('main .chips li').length === 2");
    tab.await("!document.querySelector('.chips .busy')");
    tab.click("#composer").key("Enter");

    tab.await("document.querySelectorAll('.card').length >= 2");
    Post post = rig.slack.world().posts(SALES).getFirst();
    assertThat(post.files()).hasSize(2);
    assertThat(post.text()).startsWith("<@U0PLOTLINE1> ");
    assertThat(tab.text(".card")).contains("Umsätze & co.csv", "CSV");
  }

  @Test
  void tellsTheAppOfAButton() throws Exception {
    Post question = rig.slack.people().say(ANN, SALES, "q");
    rig.app.next();
    new Answering(rig.slack, rig.bot).answer(question);
    Tab tab = rig.open();
    tab.click(".thread-line").awaitThat(".thread [data-key='answer/code']");
    tab.click("[data-key='answer/code']");

    // The bot's own messages are told too, some perhaps only now.
    String body = "";
    while (!body.startsWith("payload=")) {
      body = rig.app.next().body();
    }
    JsonNode payload = Json.parse(field(body, "payload"));
    assertThat(payload.path("actions").path(0).path("action_id").asText()).isEqualTo("code");
    assertThat(payload.path("container").path("thread_ts").asText()).isEqualTo(question.ts());
    assertThat(payload.path("user").path("id").asText()).isEqualTo(ANN);
  }

  @Test
  void showsAModalItsErrorsAndItsEnd() throws Exception {
    Tab tab = rig.open();
    tab.click("#composer").type("/plotline help").key("Enter");
    String trigger = field(rig.app.next().body(), "trigger_id");
    String view =
        """
        {"type":"modal","callback_id":"c","title":{"type":"plain_text","text":"Delete it all?"},
         "submit":{"type":"plain_text","text":"Delete"},"close":{"type":"plain_text","text":"Keep"},
         "blocks":[{"type":"section","text":{"type":"mrkdwn","text":"This *cannot* be undone."}},
          {"type":"input","block_id":"i","label":{"type":"plain_text","text":"Why?"},
           "element":{"type":"plain_text_input","action_id":"why"}}]}\
        """;
    assertThat(rig.bot.viewsOpen(r -> r.triggerId(trigger).viewAsString(view)).isOk()).isTrue();
    tab.awaitText("dialog h2", "Delete it all?").click("dialog input").type("spring cleaning");
    tab.picture(PageRig.PICTURES.resolve("modal-light.png"));
    rig.app.answer(200, "{\"response_action\":\"errors\",\"errors\":{\"i\":\"Say more\"}}");
    tab.click("dialog .primary").awaitText("dialog .hint", "Say more");
    tab.click("dialog .primary").await("!document.querySelector('dialog')");

    JsonNode values = payload(rig.app.next()).path("view").path("state").path("values");
    assertThat(values.path("i").path("why").path("value").asText()).isEqualTo("spring cleaning");
    assertThat(tab.complaints()).isEmpty();
  }

  @Test
  void showsWhatIsBeingDoneAndStopsIt() throws Exception {
    Post question = rig.slack.people().say(ANN, SALES, "q");
    rig.app.next();
    rig.bot.assistantThreadsSetStatus(
        r -> r.channelId(SALES).threadTs(question.ts()).status("is running Python: totals"));
    rig.bot.postFormWithTokenAndParseResponse(
        f -> f.add("channel_id", SALES).add("thread_ts", question.ts()).add("status", "processing"),
        "agents.sessions.setStatus",
        rig.slack.app().botToken(),
        com.slack.api.methods.response.api.ApiTestResponse.class);
    Tab tab = rig.open();
    tab.awaitText(".thread-line", "is running Python: totals").click(".thread-line");
    tab.awaitText(".doing", "is running Python: totals");
    tab.picture(PageRig.PICTURES.resolve("doing-light.png"));
    tab.click(".doing .stop");
    JsonNode event = Json.parse(rig.app.next().body()).path("event");
    assertThat(event.path("type").asText()).isEqualTo("agent_session_stopped");

    rig.bot.chatPostMessage(r -> r.channel(SALES).threadTs(question.ts()).text("Done."));
    tab.awaitText(".thread .message", "Done.").await("!document.querySelector('.working')");
  }

  @Test
  void showsEachPersonTheirOwn() throws Exception {
    Tab tab = rig.open();
    rig.bot.chatPostEphemeral(r -> r.channel(SALES).user(ANN).text("For Ann alone"));
    tab.awaitText(".message", "For Ann alone").awaitText(".message", "Only visible to you");
    tab.click(".people label:last-child")
        .await("document.querySelectorAll('.message').length === 0");
    tab.click("#composer").type("Ben here").key("Enter").awaitText(".message", "Ben Tanaka");

    assertThat(rig.slack.world().posts(SALES).getFirst().user()).isEqualTo(BEN);
  }

  @Test
  void invitesTheBotWhereItIsNot() throws Exception {
    Tab tab = rig.open();
    tab.click(".sidebar [data-key='C0LOUNGE001']").click(".invite .primary");
    tab.await("document.querySelector('.invite').hidden");

    assertThat(rig.bot.chatPostMessage(r -> r.channel(Workplace.LOUNGE).text("hi")).isOk())
        .isTrue();
    tab.awaitText(".message", "hi");
  }

  @Test
  void editsAndDeletesOnesOwn() throws Exception {
    Tab tab = rig.open();
    tab.click("#composer").type("helo").key("Enter").awaitText(".message", "helo");
    tab.click("[aria-label='Edit message']")
        .awaitThat(".editor textarea")
        .type(" world")
        .key("Enter");
    tab.awaitText(".message", "helo world").awaitText(".message", "(edited)");
    tab.click("[aria-label='Delete message']").await("!document.querySelector('.message')");

    assertThat(rig.slack.world().posts(SALES)).isEmpty();
  }

  @Test
  void makesNoMarkupOfWhatAnybodySays() throws Exception {
    String evil = "<img src=x onerror='window.pwned=1'><script>window.pwned=1</script>";
    Tab tab = rig.open();
    Path file = Files.writeString(folder.resolve("<img src=x onerror=pwned=1>.csv"), "a\n");
    tab.drop("main .scroll", file).await("document.querySelector('.chips li:not(.busy)')");
    tab.click("#composer").type(evil).key("Enter").awaitText("main .text", "<script>");
    for (String text :
        List.of(
            "&lt;img src=x onerror=pwned=1&gt; <javascript:pwned=1|press> <https://a.test/|ok>",
            "plain")) {
      rig.bot.chatPostMessage(r -> r.channel(SALES).text(text));
    }
    rig.bot.chatPostMessage(r ->
        r.channel(SALES)
            .markdownText(
                evil + " [press](javascript:pwned=1) ![x](https://evil.test/x.png) | a | b |"));
    tab.awaitText(".message", "ok").awaitText(".message", "| a | b |");

    assertThat(tab.count(".text img, .text script, .cards img")).isZero();
    assertThat(tab.count("a[href^='javascript']")).isZero();
    assertThat(tab.eval("typeof window.pwned").asText()).isEqualTo("undefined");
    assertThat(tab.requests()).noneMatch(url -> url.contains("evil.test"));
    assertThat(tab.count("a[href='https://a.test/'][rel='noopener noreferrer']")).isEqualTo(1);
  }

  private static JsonNode payload(TestApp.Request request) {
    return Json.parse(field(request.body(), "payload"));
  }

  private static String field(String form, String name) {
    for (String pair : form.split("&", -1)) {
      if (pair.startsWith(name + "=")) {
        return URLDecoder.decode(pair.substring(name.length() + 1), StandardCharsets.UTF_8);
      }
    }
    throw new AssertionError("no " + name + " in " + form);
  }
}
