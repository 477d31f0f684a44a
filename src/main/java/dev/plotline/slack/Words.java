package dev.plotline.slack;

import dev.plotline.chat.Bot;
import dev.plotline.chat.Message;
import dev.plotline.chat.Reply;
import dev.plotline.chat.Threads;
import dev.plotline.chat.adapter.Steering;
import dev.plotline.chat.adapter.Word;
import dev.plotline.chat.text.Inert;
import dev.plotline.chat.text.Span;
import dev.plotline.slack.api.Uploads.Upload;
import dev.plotline.slack.text.Blocks;
import dev.plotline.slack.text.Mrkdwn;
import dev.plotline.slack.text.Pages;
import dev.plotline.slack.text.Rendered;
import dev.plotline.slack.text.Rendered.Block;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The words that steer: said alone, they are no question. They don't wait for the lane.
final class Words {
  private static final Logger log = LoggerFactory.getLogger(Words.class);

  static final String HELP =
      """
      Mention me with a question about data, or drop a file (CSV, Excel, JSON, PDF, Word, ZIP) and ask.
      I write code, run it in this thread's own session, and answer here with charts and files.
      Replies in the thread go on with the same variables and files.
      Words, said alone: `help`, `status`, `stop`, `files`, `code`, `notebook` (the code, to run in \
      Jupyter), `reset` (a new session; the files stay), `delete` (everything I have stored of this \
      thread and posted in it).\
      """;

  private final Bot bot;
  private final Access access;
  private final Line line;
  private final Trail trail;
  private final Clock clock;
  private final Steering steering;

  Words(Bot bot, Access access, Line line, Trail trail, Clock clock) {
    this.bot = bot;
    this.access = access;
    this.line = line;
    this.trail = trail;
    this.clock = clock;
    this.steering = new Steering(bot);
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
      case STATUS -> tell(place, user, steering.status(place.thread(), "`"));
      case STOP -> stop(place, user);
      case FILES -> files(place, user, bot.threads().files(place.thread()), "This thread's files");
      case CODE -> code(place, user, "");
      case NOTEBOOK -> notebook(place, user);
      case RESET, DELETE -> confirm(word, place, user);
    }
  }

  private void tell(Place place, String user, String text) throws IOException {
    line.whispers().tell(place, user, text);
  }

  /// Ends the turn of a thread.
  void stop(Place place, String user) throws IOException {
    tell(place, user, steering.stop(place.thread()));
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
      tell(place, user, Steering.NO_FILES);
    }
    pages(place, user, blocks, title);
  }

  /// Shows the code that ran for a message, the latest when `messageId` is empty.
  void code(Place place, String user, String messageId) throws IOException {
    var blocks = code(bot.threads().code(place.thread(), messageId));
    if (blocks.isEmpty()) {
      tell(place, user, Steering.NO_CODE);
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

  /// Posts the thread's notebook. It is for the thread, as answers are.
  private void notebook(Place place, String user) throws IOException {
    share(place, user, steering.notebook(place.thread(), said -> tell(place, user, said)));
  }

  /// What is posted for a word is taken back like an answer.
  private static Message about(Place place, String user) {
    return new Message(
        place.thread(), place.ts(), Said.stranger(user), "", List.of(), Said.at(place.ts()));
  }

  private void share(Place place, String user, Threads.Notebook notebook) throws IOException {
    String said = Mrkdwn.of(String.join(" ", notebook.said()));
    Reply.File file = notebook.file();
    if (file == null) {
      tell(place, user, said);
      return;
    }
    Message about = about(place, user);
    trail.aside(about, line.posts().text(place, "*The notebook of this thread.* " + said));
    var upload = new Upload(Inert.plain(file.name(), 120), "", file.size(), file.content());
    try {
      var ids = List.of(line.uploads().send(upload));
      trail.files(about, ids);
      if (line.uploads().share(place.channel(), place.root(), ids, false)) {
        return;
      }
    } catch (InterruptedIOException e) {
      throw e;
    } catch (IOException e) {
      log.warn("a notebook could not be uploaded: {}", e.getMessage());
    }
    files(place, user, List.of(file), "The notebook");
  }

  private void pages(Place place, String user, List<Block> blocks, String title)
      throws IOException {
    for (Pages.Page page : Pages.of(blocks, "w-" + title.toLowerCase(Locale.ROOT).charAt(0))) {
      line.whispers().tell(place, user, page.notification(), page.blocks());
    }
  }

  private void confirm(Word word, Place place, String user) throws IOException {
    if (!mayClear(place, user)) {
      line.whispers().refuse(place, user, Steering.ONLY_ASKERS);
      return;
    }
    boolean reset = word == Word.RESET;
    String what =
        reset
            ? Steering.RESET
            : "Delete everything that I have stored of this thread, and what I posted in it?";
    String action = reset ? Actions.RESET : Actions.DELETE;
    var button = Blocks.danger(reset ? "Reset" : "Delete", action, Actions.value(place, ""));
    var blocks =
        List.of(
            new Block(Blocks.paragraph(List.of(Span.of(what))), what),
            new Block(Blocks.actions(List.of(button)), ""));
    pages(place, user, blocks, "sure");
  }

  /// Whether somebody may reset or delete a thread.
  boolean mayClear(Place place, String user) {
    return access.admins().contains(user) || bot.threads().hasAsked(place.thread(), user);
  }
}
