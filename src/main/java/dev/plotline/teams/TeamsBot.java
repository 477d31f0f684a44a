package dev.plotline.teams;

import dev.plotline.chat.Bot;
import dev.plotline.chat.Chat;
import dev.plotline.chat.Trails;
import dev.plotline.chat.adapter.Pause;
import dev.plotline.file.FileStore;
import dev.plotline.teams.api.BotBuilderSender;
import dev.plotline.teams.api.MsalTokens;
import dev.plotline.teams.api.Registration;
import dev.plotline.teams.api.Sender;
import dev.plotline.teams.api.Tokens;
import dev.plotline.teams.graph.TeamsFiles;
import dev.plotline.teams.verify.Gate;
import dev.plotline.teams.verify.Keys;
import dev.plotline.teams.verify.OpenGate;
import dev.plotline.teams.verify.TokenCheck;
import jakarta.servlet.http.HttpServlet;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The bot in Teams. [#chat] answers; [#serve] then takes in what Teams sends.
public final class TeamsBot implements AutoCloseable {
  static final String PLATFORM = "teams";

  private final TeamsSettings settings;
  private final Clock clock;
  private final List<AutoCloseable> open = new ArrayList<>();
  private final Line line;
  private final Tokens tokens;
  private final @Nullable Keys keys;
  private final TeamsChat chat;

  /// A bot with a sender of its own.
  ///
  /// @param trails what was posted before a crash
  /// @param store small objects that outlive the process
  /// @throws IllegalArgumentException when the credential can't be used
  public static TeamsBot of(TeamsSettings settings, Trails trails, FileStore store, Clock clock) {
    Registration app = settings.app();
    if (app == null) {
      var tokens = Tokens.none();
      return new TeamsBot(settings, sender(settings, tokens, clock), tokens, trails, store, clock);
    }
    var tokens = new MsalTokens(app, clock);
    var bot = new TeamsBot(settings, sender(settings, tokens, clock), tokens, trails, store, clock);
    bot.open.add(tokens);
    return bot;
  }

  private static Sender sender(TeamsSettings settings, Tokens tokens, Clock clock) {
    return new BotBuilderSender(tokens, settings.trust().hosts()::allows, clock, Pause::sleep);
  }

  TeamsBot(
      TeamsSettings settings,
      Sender sender,
      Tokens tokens,
      Trails trails,
      FileStore store,
      Clock clock) {
    this.settings = settings;
    this.clock = clock;
    this.tokens = tokens;
    open.add(sender);
    URI openId = settings.trust().openId();
    keys = openId == null ? null : new Keys(openId, clock);
    if (keys != null) {
      open.add(keys);
    }
    var people = new People(sender, clock);
    var says = new Says(sender, people, settings.access());
    var admission = new Admission(people, settings.access(), says);
    var files = new TeamsFiles(settings.graph(), tokens, sender, store, clock, Pause::sleep);
    open.add(files);
    var marks = new Marks(trails);
    line = new Line(says, admission, files, marks);
    var signs = new Signs(sender, marks, Pace.ofTeams(), clock, Pause::sleep);
    var delivery = new Delivery(sender, marks, clock);
    chat = new TeamsChat(admission, files, signs, delivery, new Retraction(sender, marks));
  }

  /// Whether whoever asks may.
  Admission admission() {
    return line.admission();
  }

  /// What posts answers.
  public Chat chat() {
    return chat;
  }

  /// What serves `/api/messages`.
  public HttpServlet serve(Bot bot) {
    chat.obey(bot.controls());
    Access access = settings.access();
    var words = new Words(bot, access, line, clock);
    var activities = new Activities(bot, access, words, line, settings.follow(), clock);
    var invokes = new Invokes(bot, access, words, line, line.marks()::answered);
    return new Door(gate(), activities, invokes);
  }

  /// What is wrong with the way to Teams in a sentence, empty when nothing is.
  public String problem() throws InterruptedException {
    if (keys != null && !keys.areThere()) {
      return "What Teams sends can't be checked, or not for long: the keys of Bot Framework can't be"
          + " loaded. If that stays, see to it that MICROSOFT_OPENID_URL can be reached from here.";
    }
    try {
      tokens.connector();
      return "";
    } catch (InterruptedIOException e) {
      throw new InterruptedException(e.getMessage());
    } catch (IOException e) {
      return "Teams can't be answered: "
          + e.getMessage()
          + ". If that stays, check MICROSOFT_APP_ID and what was set beside it.";
    }
  }

  private Gate gate() {
    var trust = settings.trust();
    if (keys == null) {
      return new OpenGate(trust.hosts());
    }
    Registration app = settings.app();
    if (app == null) {
      throw new IllegalArgumentException("without the bot's id no token can be checked");
    }
    keys.warm();
    var allowed = new TokenCheck.Allowed(trust.hosts(), trust.tenants());
    return new TokenCheck(app.app(), keys, allowed, clock);
  }

  @Override
  public void close() {
    for (AutoCloseable one : open) {
      try {
        one.close();
      } catch (Exception e) {
        throw new IllegalStateException("Teams did not end", e);
      }
    }
  }
}
