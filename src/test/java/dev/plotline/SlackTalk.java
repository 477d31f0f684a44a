package dev.plotline;

import dev.plotline.FaultsIT.Trouble;
import dev.plotline.chat.Bot;
import dev.plotline.chat.Chat;
import dev.plotline.chat.Threads;
import dev.plotline.local.slack.LocalSlack;
import dev.plotline.local.slack.Options;
import dev.plotline.local.slack.Workplace;
import dev.plotline.local.slack.api.Fault;
import dev.plotline.local.slack.world.Change;
import dev.plotline.local.slack.world.Post;
import dev.plotline.slack.Access;
import dev.plotline.slack.SlackBot;
import dev.plotline.slack.SlackSettings;
import dev.plotline.turn.Turns;
import dev.plotline.web.WebServer;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Talk in a direct message in Slack; what may be in trouble is the posting of the answer.
final class SlackTalk implements Talk {
  private static final String POSTING = "chat.postMessage";

  private final Wire toSlack = Wire.open();
  private final Wire fromSlack = Wire.open();
  private final LocalSlack slack;
  private final BlockingQueue<Post> answers = new LinkedBlockingQueue<>();
  private final Map<String, Post> roots = new ConcurrentHashMap<>();
  private @Nullable SlackBot bot;

  SlackTalk(Path home) throws IOException {
    slack = LocalSlack.start(Options.in(home).withoutRates().withAddress(toSlack.url()));
    toSlack.to(slack.listens());
  }

  @Override
  public Chat chat(Memory memory) {
    return bot(memory).chat();
  }

  private SlackBot bot(Memory memory) {
    SlackBot there = bot;
    if (there == null) {
      var access = new Access(Set.of(), Set.of(), Set.of(), Set.of(), false, false);
      var settings =
          new SlackSettings(
              slack.apiUrl(), slack.app().botToken(), slack.app().signingSecret(), access, true);
      there = SlackBot.of(settings, memory.trails(), Clock.systemUTC());
      bot = there;
    }
    return there;
  }

  @Override
  public void serve(WebServer.Builder web, Memory memory, Turns turns, Threads threads) {
    var endpoint = bot(memory).serve(new Bot(memory.inbox(), turns, threads, () -> "All is well."));
    web.filter("/slack/events", endpoint.filter()).servlet("/slack/events", endpoint.servlet());
  }

  @Override
  public void begin(URI web) {
    slack.tell(fromSlack.to(web).url().resolve("/slack/events"));
    slack.world().listen(this::heard);
  }

  private void heard(Change change) {
    if (change instanceof Change.Posted(Post post)
        && post.byBot()
        && post.blocks().toString().contains("Made by")) {
      answers.add(post);
    }
  }

  @Override
  public String begin(String text) {
    String channel = slack.world().direct(Workplace.ANN).id();
    Post root = slack.people().say(Workplace.ANN, channel, text);
    roots.put(root.ts(), root);
    return root.ts();
  }

  @Override
  public void reply(String thread, String text) {
    Post root = roots.get(thread);
    if (root == null) {
      throw new AssertionError("no thread " + thread);
    }
    slack.people().reply(Workplace.ANN, root, text);
  }

  @Override
  public String answer(Duration patience) throws InterruptedException {
    Post answer = answers.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
    return answer == null ? "(no answer)" : answer.text() + answer.blocks();
  }

  @Override
  public int surplus() {
    return answers.size();
  }

  @Override
  public Wire wire() {
    return toSlack;
  }

  @Override
  public String call() {
    return POSTING;
  }

  @Override
  public void fail(Trouble trouble) {
    slack.fail(
        POSTING,
        switch (trouble) {
          case ERROR_500 -> new Fault.Trouble(500, false);
          case ERROR_503 -> new Fault.Trouble(503, false);
          default -> new Fault.TooMany(Duration.ofSeconds(1));
        });
  }

  @Override
  public List<Wire> wires() {
    return List.of(toSlack, fromSlack);
  }

  @Override
  public void stop() {
    if (bot != null) {
      bot.close();
    }
  }

  @Override
  public void close() {
    slack.close();
  }
}
