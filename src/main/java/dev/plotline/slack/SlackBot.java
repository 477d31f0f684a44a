package dev.plotline.slack;

import com.slack.api.bolt.App;
import com.slack.api.bolt.AppConfig;
import com.slack.api.bolt.jakarta_servlet.SlackAppServlet;
import dev.plotline.chat.Bot;
import dev.plotline.chat.Chat;
import dev.plotline.chat.Trails;
import dev.plotline.chat.adapter.Pause;
import dev.plotline.chat.adapter.ThisMachine;
import dev.plotline.slack.api.ApiException;
import dev.plotline.slack.api.Downloads;
import dev.plotline.slack.api.Method;
import dev.plotline.slack.api.Patience;
import dev.plotline.slack.api.Uploads;
import dev.plotline.slack.api.WebApi;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServlet;
import java.io.InterruptedIOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The bot in one Slack workspace. [#chat] answers; [#serve] then takes in what comes over HTTP,
/// and [#listen] what comes over Socket Mode.
public final class SlackBot implements AutoCloseable {
  private static final Duration TWIN_WINDOW = Duration.ofMillis(1_500);

  private final SlackSettings settings;
  private final Clock clock;
  private final WebApi api;
  private final Uploads uploads;
  private final Downloads downloads;
  private final Line line;
  private final Trail trail;
  private final Twins twins;
  private final SlackChat chat;
  private final List<Socket> sockets = new ArrayList<>();

  /// A bot with real pauses and Slack's pace.
  ///
  /// @param trails what was posted before a crash
  public static SlackBot of(SlackSettings settings, Trails trails, Clock clock) {
    return new SlackBot(
        settings, trails, clock, Pause::sleep, Signs.Pace.ofSlack(), new Twins(TWIN_WINDOW));
  }

  SlackBot(
      SlackSettings settings,
      Trails trails,
      Clock clock,
      Pause pause,
      Signs.Pace pace,
      Twins twins) {
    this.twins = twins;
    trail = new Trail(trails);
    this.settings = settings;
    this.clock = clock;
    URI base = settings.api();
    api = new WebApi(base, settings.botToken(), pause);
    uploads = new Uploads(api, base, pause);
    downloads = new Downloads(api, base, settings.botToken(), pause);
    line =
        new Line(
            new Posts(api, pause),
            uploads,
            downloads,
            new People(api, clock),
            new Signs(api, trail, pace),
            new Whispers(api, settings.access()));
    var delivery = new Delivery(line, trail, clock, link -> ThisMachine.opens(link, base));
    chat = new SlackChat(line, settings.access(), twins, delivery, new Removal(api, trail));
  }

  /// What posts answers.
  public Chat chat() {
    return chat;
  }

  /// What serves `/slack/events`: the filter first, then the servlet.
  ///
  /// @param filter verifies
  /// @param servlet Bolt's
  public record Endpoint(Filter filter, HttpServlet servlet) {}

  /// Takes in what comes over HTTP.
  public Endpoint serve(Bot bot) {
    Requests requests = requests(bot);
    var signature = new Signature(settings.signingSecret(), clock);
    return new Endpoint(new Door(signature, requests), new SlackAppServlet(app(bot, requests)));
  }

  /// Connects by Socket Mode.
  ///
  /// @param appToken `xapp-…`
  public void listen(Bot bot, String appToken) {
    sockets.add(Socket.open(app(bot, requests(bot)), appToken));
  }

  /// What is wrong with the way to Slack in a sentence, empty when nothing is.
  public String problem() throws InterruptedException {
    try {
      api.call(Method.WHO_AM_I, Map.of(), Patience.NONE);
    } catch (InterruptedIOException e) {
      throw new InterruptedException(e.getMessage());
    } catch (ApiException e) {
      return e.isUncertain() || e.error().equals("ratelimited")
          ? "Slack can't be reached."
          : "Slack refuses this bot (" + e.error() + "): check SLACK_BOT_TOKEN.";
    }
    boolean connected = sockets.stream().allMatch(Socket::isConnected);
    return connected ? "" : "Slack's Socket Mode can't be reached.";
  }

  private Requests requests(Bot bot) {
    var access = settings.access();
    var words = new Words(bot, access, line, trail, clock);
    var events = new Events(bot, access, twins, words, line.whispers(), settings.follow());
    return new Requests(events, new Shortcut(bot, access, line.whispers()));
  }

  /// Bolt with no middleware but ours: its own would verify changed bytes, and ask Slack who the
  /// bot is before each acknowledgement.
  private App app(Bot bot, Requests requests) {
    var config = AppConfig.builder().slack(Socket.slack(settings.api())).build();
    var app = new App(config, new ArrayList<>(List.of(requests)));
    var words = new Words(bot, settings.access(), line, trail, clock);
    Actions.register(app, new Buttons(bot, settings.access(), line, trail, words, api));
    Command.register(app, bot, settings.access());
    return app.start();
  }

  @Override
  public void close() {
    sockets.forEach(Socket::close);
    uploads.close();
    downloads.close();
    api.close();
  }
}
