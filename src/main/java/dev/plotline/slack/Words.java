package dev.plotline.slack;

import dev.plotline.chat.Reply;
import dev.plotline.chat.Threads;
import dev.plotline.slack.text.Blocks;
import dev.plotline.slack.text.Inert;
import dev.plotline.slack.text.Pages;
import dev.plotline.slack.text.Rendered;
import dev.plotline.slack.text.Rendered.Block;
import dev.plotline.slack.text.Span;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The words that steer: said alone, they are no question. They don't wait for the lane.
final class Words {
  static final String HELP =
      """
      Mention me with a question about data, or drop a file (CSV, Excel, JSON, PDF, Word, ZIP) and ask.
      I write code, run it in this thread's own session, and answer here with charts and files.
      Replies in the thread go on with the same variables and files.
      Words, said alone: `help`, `status`, `stop`, `files`, `code`, `reset` (a new session; the files \
      stay), `delete` (everything I have stored of this thread and posted in it).\
      """;

  private final Bot bot;
  private final Access access;
  private final Line line;
  private final Clock clock;

  Words(Bot bot, Access access, Line line, Clock clock) {
    this.bot = bot;
    this.access = access;
    this.line = line;
    this.clock = clock;
  }

  /// One of the words.
  enum Word {
    HELP,
    STATUS,
    STOP,
    RESET,
    FILES,
    CODE,
    DELETE
  }

  /// The word that a message is; null when it is a question, as “delete the outliers” is.
  static @Nullable Word read(String text) {
    String alone =
        text.strip()
            .toLowerCase(Locale.ROOT)
            .replaceFirst("^/", "")
            .replaceFirst("^please\\s+", "")
            .replaceFirst("[\\s.!,]*(?:please)?[\\s.!?]*$", "");
    for (Word word : Word.values()) {
      if (word.name().toLowerCase(Locale.ROOT).equals(alone)) {
        return word;
      }
    }
    return null;
  }

  /// Does what a word says, for somebody.
  void say(Word word, Place place, String user) throws IOException {
    // Stopping is everybody's; it costs nothing and shows nothing.
    if (word != Word.STOP) {
      Optional<String> refusal = access.refusal(line.people().of(place.team(), user));
      if (refusal.isPresent()) {
        line.whispers().refuse(place, user, refusal.get());
        return;
      }
    }
    switch (word) {
      case HELP -> tell(place, user, HELP);
      case STATUS -> tell(place, user, status(bot.threads().status(place.thread())));
      case STOP -> stop(place, user);
      case FILES -> files(place, user, bot.threads().files(place.thread()), "This thread's files");
      case CODE -> code(place, user, "");
      case RESET, DELETE -> confirm(word, place, user);
    }
  }

  private void tell(Place place, String user, String text) throws IOException {
    line.whispers().tell(place, user, text);
  }

  /// Ends the turn of a thread.
  void stop(Place place, String user) throws IOException {
    boolean running = bot.controls().stop(place.thread());
    tell(place, user, running ? "Stopping." : "Nothing is running in this thread.");
  }

  private static String status(Threads.Status status) {
    String now = status.running() ? "I'm at work on a question" : "Nothing is running";
    String waiting = status.waiting() > 0 ? ", " + status.waiting() + " more wait" : "";
    String session = status.session() == null ? "no session" : "session `" + status.session() + "`";
    return now + waiting + "; " + status.turns() + " answered in this thread so far; " + session;
  }

  /// Shows files with new links.
  void files(Place place, String user, List<Reply.File> files, String title) throws IOException {
    var blocks = new ArrayList<Block>();
    for (Reply.File file : files) {
      var link = file.link();
      if (link != null) {
        String name = Inert.plain(file.name(), 120);
        String text = name + " · " + Answer.expiry(link, clock.instant()) + " ·";
        blocks.add(new Block(Blocks.line(text, "open", link.url()), text));
      }
    }
    if (blocks.isEmpty()) {
      tell(place, user, "There are no files in this thread, or none that a link opens.");
    }
    pages(place, user, blocks, title);
  }

  /// Shows the code that ran for a message, the latest when `messageId` is empty.
  void code(Place place, String user, String messageId) throws IOException {
    var blocks = code(bot.threads().code(place.thread(), messageId));
    if (blocks.isEmpty()) {
      tell(place, user, "No code ran for that.");
    }
    pages(place, user, blocks, "The code");
  }

  /// Code as blocks.
  static List<Block> code(List<Reply.Execution> executions) {
    var blocks = new ArrayList<Block>();
    for (Reply.Execution execution : executions) {
      blocks.addAll(Rendered.code(execution.code()));
    }
    return blocks;
  }

  private void pages(Place place, String user, List<Block> blocks, String title)
      throws IOException {
    for (Pages.Page page : Pages.of(blocks, "w-" + title.toLowerCase(Locale.ROOT).charAt(0))) {
      line.whispers().tell(place, user, page.text(), page.blocks());
    }
  }

  private void confirm(Word word, Place place, String user) throws IOException {
    if (!mayClear(place, user)) {
      line.whispers().refuse(place, user, onlyAskers());
      return;
    }
    boolean reset = word == Word.RESET;
    String what =
        reset
            ? "Begin anew here? Variables and what was said are forgotten; the files stay."
            : "Delete everything that I have stored of this thread, and what I posted in it?";
    String action = reset ? Actions.RESET : Actions.DELETE;
    var button = Blocks.danger(reset ? "Reset" : "Delete", action, Actions.value(place, ""));
    var blocks =
        List.of(
            new Block(Blocks.paragraph(List.of(Span.of(what))), what),
            new Block(Blocks.actions(List.of(button)), ""));
    pages(place, user, blocks, "sure");
  }

  static String onlyAskers() {
    return "Only somebody who has asked in this thread, or an administrator, can do that.";
  }

  /// Whether somebody may reset or delete a thread.
  boolean mayClear(Place place, String user) {
    return access.admins().contains(user) || bot.threads().hasAsked(place.thread(), user);
  }
}
