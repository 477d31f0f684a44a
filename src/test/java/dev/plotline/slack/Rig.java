package dev.plotline.slack;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.plotline.chat.Bot;
import dev.plotline.chat.FakeThreads;
import dev.plotline.chat.FileRef;
import dev.plotline.chat.Inbox;
import dev.plotline.chat.Message;
import dev.plotline.chat.Reply;
import dev.plotline.chat.Reply.Ending;
import dev.plotline.chat.ThreadKey;
import dev.plotline.local.slack.LocalSlack;
import dev.plotline.local.slack.Options;
import dev.plotline.local.slack.Workplace;
import dev.plotline.local.slack.api.Journal.Call;
import dev.plotline.local.slack.world.Installation;
import dev.plotline.local.slack.world.Post;
import dev.plotline.local.slack.world.World;
import dev.plotline.turn.Turns;
import dev.plotline.web.WebServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/// The adapter between a local Slack and a bot whose answers the test gives: the lanes are real,
/// the turns do nothing but open the files.
final class Rig implements AutoCloseable {
  static final String MENTION = "<@" + World.BOT + "> ";
  static final String ANN = Workplace.ANN;
  static final String BEN = Workplace.BEN;
  static final String SALES = Workplace.SALES;
  static final Access OPEN =
      new Access(Set.of(), Set.of(), Set.of(), Set.of(Workplace.BEN), false, false);

  final LocalSlack slack;
  final SlackBot bot;
  final FakeThreads threads = new FakeThreads();
  final FakeTrails trails = new FakeTrails();
  final Turns turns =
      new Turns(message -> new Turns.Answer.Posted(() -> turn(message)), (_, _) -> {});
  final BlockingQueue<Message> messages = new LinkedBlockingQueue<>();
  final Map<String, String> files = new ConcurrentHashMap<>();
  final List<Duration> pauses = new CopyOnWriteArrayList<>();
  volatile Function<Message, Reply> answer = _ -> reply("Fine.");
  final List<Message> kept = new CopyOnWriteArrayList<>();
  private final SlackSettings settings;
  private final WebServer web;

  Rig(Path folder) {
    this(folder, OPEN, UnaryOperator.identity());
  }

  /// With a patience for the second event of a mention that no loaded machine exceeds.
  static Rig patient(Path folder) {
    return new Rig(folder, OPEN, UnaryOperator.identity(), Duration.ofSeconds(60), true);
  }

  Rig(Path folder, Access access, UnaryOperator<Installation> app) {
    this(folder, access, app, Duration.ofMillis(500), true);
  }

  /// Where replies are answered only when they mention the bot.
  static Rig withoutFollowing(Path folder) {
    return new Rig(folder, OPEN, UnaryOperator.identity(), Duration.ofMillis(500), false);
  }

  private Rig(
      Path folder,
      Access access,
      UnaryOperator<Installation> app,
      Duration window,
      boolean follow) {
    var options = Options.in(folder).withoutRates();
    slack =
        LocalSlack.start(
            options
                .withApp(app.apply(options.app()))
                // No trigger is too old, however slow the machine.
                .withClock(Clock.fixed(Instant.now(), ZoneOffset.UTC))
                .withDelivery(
                    Duration.ofSeconds(30),
                    List.of(Duration.ZERO, Duration.ofMillis(20), Duration.ofMillis(50))));
    settings =
        new SlackSettings(
            slack.apiUrl(), slack.app().botToken(), slack.app().signingSecret(), access, follow);
    bot = bot(window);
    var endpoint = bot.serve(new Bot(inbox(), turns, threads, () -> "All is well."));
    web =
        WebServer.onLoopback()
            .filter("/slack/events", endpoint.filter())
            .servlet("/slack/events", endpoint.servlet())
            .start();
    slack.tell(web.url().resolve("/slack/events"));
  }

  private SlackBot bot(Duration window) {
    var pace = new Signs.Pace(Duration.ZERO, Duration.ZERO, Duration.ofHours(1));
    var twins = new Twins(window);
    return new SlackBot(settings, trails, Clock.systemUTC(), pauses::add, pace, twins);
  }

  /// The bot as it is after a crash: it knows what was posted by its trails alone. To be closed.
  SlackBot restarted() {
    return bot(Duration.ZERO);
  }

  private Inbox inbox() {
    return new Inbox() {
      @Override
      public boolean accept(Message message) {
        return turns.accept(message);
      }

      @Override
      public void join(Message message) {
        turns.join(message);
      }

      @Override
      public void keep(Message message) {
        kept.add(message);
        turns.keep(message);
      }
    };
  }

  /// A message that no event has brought.
  static Message message(Post post) {
    var thread = new ThreadKey(Place.PLATFORM, World.TEAM, post.channel() + "/" + post.root());
    return new Message(
        thread, post.ts(), Said.stranger(post.user()), "go", List.of(), Said.at(post.ts()));
  }

  static Reply reply(String text) {
    return new Reply(
        Ending.ANSWERED, text, List.of(), List.of(), List.of(), List.of(), List.of(), "m", null);
  }

  java.net.URI url() {
    return web.url().resolve("/slack/events");
  }

  private void turn(Message message) {
    try {
      var admitted = bot.chat().admit(message);
      if (admitted.isEmpty()) {
        return;
      }
      bot.chat().progress(message, "Thinking");
      for (FileRef file : admitted.get().files()) {
        files.put(file.name(), content(admitted.get(), file));
      }
      messages.add(admitted.get());
      bot.chat().post(message, answer.apply(admitted.get()));
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private String content(Message message, FileRef file) {
    try (InputStream in = bot.chat().open(message, file)) {
      return new String(in.readAllBytes(), UTF_8);
    } catch (IOException e) {
      return "! " + e.getMessage();
    }
  }

  /// A file that somebody brings, not yet sent.
  String file(String name, String content) {
    try {
      return slack.people().upload(ANN, name, new ByteArrayInputStream(content.getBytes(UTF_8)));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /// The next message whose turn began.
  Message next() {
    return next(messages);
  }

  static <T> T next(BlockingQueue<T> queue) {
    try {
      T next = queue.poll(3, TimeUnit.MINUTES);
      if (next == null) {
        throw new AssertionError("nothing came");
      }
      return next;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /// Waits until the bot has done so many calls of a method.
  List<Call> done(int count, String method) {
    return slack.journal().awaitDone(count, method);
  }

  /// The bot's posts in a thread that are no progress, once there are so many.
  List<Post> answers(Post root, int count) {
    long end = System.nanoTime() + Duration.ofMinutes(3).toNanos();
    int calls = 0;
    while (System.nanoTime() < end) {
      List<Post> answers =
          slack.world().thread(root.channel(), root.root()).stream()
              .filter(post -> post.byBot() && !post.isEphemeral())
              .filter(post -> !post.blocks().toString().contains(Actions.STOP))
              .toList();
      if (answers.size() >= count) {
        return answers;
      }
      calls = slack.journal().calls().size() + 1;
      try {
        slack.journal().await(calls, _ -> true, Duration.ofSeconds(1));
      } catch (IllegalStateException e) {
        // No call in this second.
      }
    }
    throw new AssertionError("no " + count + " answers after " + calls + " calls");
  }

  @Override
  public void close() {
    web.close();
    turns.close();
    bot.close();
    slack.close();
  }
}
