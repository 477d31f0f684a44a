package dev.plotline;

import dev.plotline.chat.Bot;
import dev.plotline.chat.Chat;
import dev.plotline.chat.Trails;
import dev.plotline.local.slack.LocalSlack;
import dev.plotline.local.slack.Options;
import dev.plotline.local.slack.Workplace;
import dev.plotline.slack.Access;
import dev.plotline.slack.SlackBot;
import dev.plotline.slack.SlackSettings;
import dev.plotline.web.WebServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Comparator;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The local Slack with the bot in it, where no chat platform is configured. The bot is the one
/// that answers in Slack itself; only the address and the secrets differ.
final class LocalWorkspace implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(LocalWorkspace.class);

  /// As much as Slack takes: of a file that is too large for the bot, the bot is to say so.
  private static final long LARGEST_FILE = 1_050_000_000;

  private final Path folder;
  private final LocalSlack slack;
  private final SlackBot bot;

  private LocalWorkspace(Path folder, Trails trails, Clock clock) {
    this.folder = folder;
    slack = LocalSlack.start(Options.in(folder));
    var access = new Access(Set.of(), Set.of(), Set.of(), Set.of(Workplace.ANN), false, false);
    bot =
        SlackBot.of(
            new SlackSettings(
                slack.apiUrl(), slack.app().botToken(), slack.app().signingSecret(), access, true),
            trails,
            clock);
  }

  static LocalWorkspace start(Trails trails, Clock clock) {
    try {
      return new LocalWorkspace(Files.createTempDirectory("plotline-slack-"), trails, clock);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// What posts answers.
  Chat chat() {
    return bot.chat();
  }

  /// Puts the page and the bot's endpoint on the listener.
  void serve(WebServer.Builder web, Bot with) {
    SlackSetup.serve(web, bot.serve(with));
    slack.servePage(web.bodyLimit(LARGEST_FILE));
  }

  /// Tells the workspace where the bot listens.
  void begin(URI web) {
    slack.tell(web.resolve(SlackSetup.PATH));
  }

  /// The row for the status: the address is the page's, with its key.
  Map<String, String> status(URI web) {
    return Map.of("name", "slack", "kind", "local", "url", slack.pageUrl(web).toString());
  }

  @Override
  public void close() {
    bot.close();
    slack.close();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException | UncheckedIOException e) {
      // An upload was in the middle of being written.
      log.warn("the folder {} of the local Slack could not be deleted: {}", folder, e.toString());
    }
  }
}
