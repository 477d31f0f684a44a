package dev.plotline.teams;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plotline.chat.Bot;
import dev.plotline.chat.Message;
import dev.plotline.chat.Reply;
import dev.plotline.chat.ThreadKey;
import dev.plotline.chat.Threads;
import dev.plotline.chat.adapter.Steering;
import dev.plotline.chat.adapter.Word;
import dev.plotline.teams.api.Conversation;
import dev.plotline.teams.text.Button;
import dev.plotline.teams.text.Messages;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The words that steer: said alone, they are no question. They don't wait for the lane.
final class Words {
  static final String HELP =
      """
      Ask me a question about data, or send a file (CSV, Excel, JSON, PDF, Word, ZIP) and ask. In \
      chats with others and in channels, mention me. I write code, run it in this thread's own \
      session, and answer here with charts and files; what you ask next goes on with the same \
      variables and files.

      Words, said alone: `help`, `status`, `stop`, `files`, `code`, `notebook` (the code, to \
      run in Jupyter), `reset` (a new session; the files stay), `delete` (everything I have stored of \
      this thread and posted in it).\
      """;

  static final String WELCOME = "Hello, I'm Plotline, a data analyst. " + HELP;

  private final Bot bot;
  private final Access access;
  private final Line line;
  private final Clock clock;
  private final Steering steering;

  Words(Bot bot, Access access, Line line, Clock clock) {
    this.bot = bot;
    this.access = access;
    this.line = line;
    this.clock = clock;
    this.steering = new Steering(bot);
  }

  /// Does what a word says.
  void say(Word word, Message message) throws IOException {
    var conversation = Conversation.parse(message.origin());
    // Stopping is everybody's; it costs nothing and shows nothing.
    if (word != Word.STOP) {
      Optional<String> refusal = line.admission().refusal(conversation);
      if (refusal.isPresent()) {
        line.says().refuse(conversation, refusal.get());
        return;
      }
    }
    ThreadKey thread = message.thread();
    switch (word) {
      case HELP -> line.says().show(conversation, List.of(Messages.markdown(HELP)));
      case STATUS -> line.says().tell(conversation, steering.status(thread, ""));
      case STOP -> line.says().tell(conversation, stop(thread));
      case FILES -> files(conversation, bot.threads().files(thread), "This thread's files");
      case CODE -> code(conversation, thread, "");
      case NOTEBOOK -> notebook(conversation, thread);
      case RESET, DELETE -> confirm(word, conversation, message);
    }
  }

  /// Ends the turn of a thread.
  ///
  /// @return what to say of it
  String stop(ThreadKey thread) {
    return steering.stop(thread);
  }

  /// Shows files with new links.
  void files(Conversation conversation, List<Reply.File> files, String title) throws IOException {
    show(conversation, Messages.files(title, files, clock.instant()), Steering.NO_FILES);
  }

  /// Shows the code that ran for a message, the latest when `messageId` is empty.
  void code(Conversation conversation, ThreadKey thread, String messageId) throws IOException {
    var code = Messages.code(bot.threads().code(thread, messageId));
    show(conversation, code, Steering.NO_CODE);
  }

  private void show(Conversation conversation, List<ObjectNode> messages, String otherwise)
      throws IOException {
    if (messages.isEmpty()) {
      line.says().tell(conversation, otherwise);
      return;
    }
    // Everybody in the thread sees it, so it goes when the thread is deleted.
    for (String id : line.says().show(conversation, messages)) {
      line.marks().aside(conversation, id);
    }
  }

  private void notebook(Conversation conversation, ThreadKey thread) throws IOException {
    share(conversation, steering.notebook(thread, said -> line.says().tell(conversation, said)));
  }

  private void share(Conversation conversation, Threads.Notebook notebook) throws IOException {
    String said = String.join(" ", notebook.said());
    Reply.File file = notebook.file();
    if (file == null) {
      line.says().tell(conversation, said);
      return;
    }
    var messages = new ArrayList<ObjectNode>();
    if (!said.isEmpty()) {
      messages.add(Messages.plain(said));
    }
    var links = Messages.files("The notebook of this thread", List.of(file), clock.instant());
    messages.addAll(
        links.isEmpty() ? List.of(Messages.plain("No link opens the notebook.")) : links);
    show(conversation, messages, "");
  }

  private void confirm(Word word, Conversation conversation, Message message) throws IOException {
    if (!mayClear(message.thread(), message.from().id())) {
      line.says().refuse(conversation, Steering.ONLY_ASKERS);
      return;
    }
    boolean reset = word == Word.RESET;
    String what = reset ? Steering.RESET : "Delete everything that I have stored of this thread?";
    var button =
        reset ? new Button("Reset", Button.RESET, "") : new Button("Delete", Button.DELETE, "");
    line.says().show(conversation, List.of(Messages.ask(what, List.of(button))));
  }

  /// Whether somebody may reset or delete a thread.
  ///
  /// @param user the directory's id
  boolean mayClear(ThreadKey thread, String user) {
    return access.isAdmin(user) || bot.threads().hasAsked(thread, user);
  }
}
