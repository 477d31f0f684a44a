package dev.plotline.turn;

import dev.plotline.agent.Agent;
import dev.plotline.agent.Block;
import dev.plotline.agent.Entry;
import dev.plotline.agent.Outcome;
import dev.plotline.agent.SystemPrompt;
import dev.plotline.agent.Tool;
import dev.plotline.chat.Chat;
import dev.plotline.chat.Message;
import dev.plotline.chat.Reply;
import dev.plotline.chat.ThreadKey;
import dev.plotline.file.Workspace;
import dev.plotline.record.TurnRecords;
import dev.plotline.sandbox.Journal;
import dev.plotline.sandbox.Sandbox;
import dev.plotline.sandbox.Sandboxes;
import dev.plotline.tool.ExecuteCode;
import dev.plotline.tool.ExecuteCommand;
import dev.plotline.tool.FileOperations;
import dev.plotline.tool.PushToWorkspace;
import dev.plotline.tool.Work;
import dev.plotline.tool.WorkspaceList;
import dev.plotline.tool.WorkspaceRead;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One message to its posted answer. Holds no state of a turn; safe for several threads, one per
/// chat thread.
public final class Turn implements Turns.Run {
  private static final Logger log = LoggerFactory.getLogger(Turn.class);

  private final Map<String, Chat> chats;
  private final Agent agent;
  private final Kept kept;
  private final Rules rules;
  private final Clock clock;

  /// What the administrator has set.
  ///
  /// @param model the model's id, shown with the answer
  /// @param notes for the model
  /// @param network what a session can reach, told to the model
  /// @param maxFile the largest file taken in, in bytes
  /// @param codeLimit how long one run of code may take
  /// @param debug whether tool results carry `debug_info`
  public record Rules(
      String model,
      String notes,
      String network,
      long maxFile,
      Duration codeLimit,
      boolean debug) {}

  /// What a thread has beyond a turn.
  ///
  /// @param sandboxes its session
  /// @param workspaces its files, one instance a turn
  /// @param records what was said and done
  public record Kept(
      Sandboxes sandboxes, Function<ThreadKey, Workspace> workspaces, TurnRecords records) {}

  /// Turns on these chats, by platform.
  public Turn(Map<String, Chat> chats, Agent agent, Kept kept, Rules rules, Clock clock) {
    this.chats = Map.copyOf(chats);
    this.agent = agent;
    this.kept = kept;
    this.rules = rules;
    this.clock = clock;
  }

  /// The whole turn at once.
  void accept(Message message) {
    answer(message).post();
  }

  /// What the chat refused, having said so itself.
  private record Refused() implements Turns.Answer {
    @Override
    public void post() {}

    @Override
    public void abandon() {}
  }

  @Override
  public Turns.Answer answer(Message message) {
    return answer(message, false);
  }

  /// The same.
  ///
  /// @param left whether a process that has ended left it: whoever waits is told
  public Turns.Answer answer(Message message, boolean left) {
    Chat chat = chat(message);
    long start = System.nanoTime();
    try {
      Optional<Message> admitted = chat.admit(message);
      if (admitted.isEmpty()) {
        return new Refused();
      }
      if (left) {
        chat.progress(message, "Plotline was restarted: your message is answered now");
      }
      return answer(admitted.get(), chat, start);
    } catch (InterruptedException e) {
      var stopped = new Recorded(Replies.stopped(rules.model()), () -> {});
      return new Worked(message, chat, null, stopped, start);
    } catch (RuntimeException e) {
      log.error("{} failed", message.label(), e);
      return new Worked(message, chat, null, broken(message), start);
    }
  }

  private Turns.Answer answer(Message message, Chat chat, long start) {
    Spool spool;
    try {
      spool = Spool.open();
    } catch (IOException e) {
      log.error("{} failed", message.label(), e);
      return new Worked(message, chat, null, broken(message), start);
    }
    try {
      return new Worked(message, chat, spool, reply(message, chat, spool.folder()), start);
    } catch (RuntimeException | Error e) {
      // Somebody waits: an answer comes whatever broke.
      log.error("{} failed", message.label(), e);
      return new Worked(message, chat, spool, broken(message), start);
    }
  }

  /// Posts that a message can't be answered, after it was tried several times.
  public void giveUp(Message message) {
    chat(message).post(message, Replies.givenUp(rules.model(), message.label()));
  }

  /// Whether there is a chat to answer in.
  public boolean serves(String platform) {
    return chats.containsKey(platform);
  }

  private Chat chat(Message message) {
    Chat chat = chats.get(message.thread().platform());
    if (chat == null) {
      throw new IllegalArgumentException("no chat for " + message.thread());
    }
    return chat;
  }

  private Recorded broken(Message message) {
    return new Recorded(Replies.broken(rules.model(), message.label()), () -> {});
  }

  /// A reply, and how its turn is recorded.
  private record Recorded(Reply reply, Runnable record) {}

  /// An answer that is worked out.
  private record Worked(
      Message message, Chat chat, @Nullable Spool spool, Recorded recorded, long start)
      implements Turns.Answer {
    @Override
    public void post() {
      try {
        recorded.record().run();
        chat.post(message, recorded.reply());
        log.info(
            "{} {} in {} ms, {} executions",
            message.label(),
            recorded.reply().ending(),
            (System.nanoTime() - start) / 1_000_000,
            recorded.reply().executions().size());
      } finally {
        abandon();
      }
    }

    @Override
    public void abandon() {
      if (spool != null) {
        spool.delete();
      }
    }
  }

  private Recorded reply(Message message, Chat chat, Path spool) {
    ThreadKey thread = message.thread();
    Sandboxes sandboxes = kept.sandboxes();
    Workspace workspace = kept.workspaces().apply(thread);
    Supplier<Sandbox> sandbox = () -> sandboxes.of(thread);
    var work =
        new Work(
            sandbox,
            workspace,
            spool,
            chat.pictures().orElse(null),
            step -> chat.progress(message, step));
    var arrivals = new Arrivals(message, sandbox, workspace, spool, rules.maxFile());
    Past past;
    try {
      past = Past.of(kept.records(), message, workspace);
    } catch (InterruptedException e) {
      return new Recorded(Replies.stopped(work, arrivals, rules.model()), () -> {});
    }
    Reply earlier = past.answer();
    if (earlier != null) {
      return new Recorded(earlier, () -> {});
    }
    if (past.wentOnWithout(sandboxes.session(thread))) {
      sandboxes.of(thread).stop("was left behind by another");
    }
    return answered(message, chat, past, work, arrivals);
  }

  private Recorded answered(Message message, Chat chat, Past past, Work work, Arrivals arrivals) {
    ThreadKey thread = message.thread();
    @Nullable List<Entry> said = null;
    Reply reply;
    try {
      arrivals.take(chat);
      chat.progress(message, "Thinking");
      var notices = new ArrayList<>(work.sessionNotices());
      notices.addAll(past.notices());
      notices.addAll(arrivals.notices());
      Entry question = Question.of(message, arrivals.profiles(), notices);
      Outcome outcome = agent.run(system(message), past.history(), question, tools(work));
      said = noted(outcome.entries(), work.sessionNotices());
      String session = kept.sandboxes().of(thread).session();
      reply = Replies.of(outcome, work, arrivals, rules.model(), session);
    } catch (InterruptedException e) {
      reply = Replies.stopped(work, arrivals, rules.model());
    } catch (RuntimeException e) {
      log.error("{} failed", message.label(), e);
      reply = Replies.broken(work, arrivals, rules.model(), message.label());
    }
    // What arrived before a turn was stopped or broke is there, and the next turn has to know it.
    List<Entry> entries =
        said == null
            ? List.of(Question.of(message, arrivals.profiles(), arrivals.notices()))
            : said;
    Reply whole = reply.with(past.notices());
    Journal journal = kept.sandboxes().of(thread).takeJournal();
    return new Recorded(whole, () -> past.add(entries, whole, journal, clock.instant()));
  }

  /// What happened to the session in a call that doesn't report it: the person is told with this
  /// answer, and the model finds it in the conversation, beside the results of its calls.
  private static List<Entry> noted(List<Entry> entries, List<String> notices) {
    if (notices.isEmpty()) {
      return entries;
    }
    var noted = new ArrayList<>(entries);
    for (int i = noted.size() - 1; i >= 0; i--) {
      Entry entry = noted.get(i);
      if (entry.role() == Entry.Role.USER) {
        var blocks = new ArrayList<>(entry.blocks());
        blocks.add(new Block.Text(String.join(" ", notices)));
        noted.set(i, new Entry(entry.role(), blocks));
        break;
      }
    }
    return noted;
  }

  private List<Tool> tools(Work work) {
    return List.of(
        new ExecuteCode(work, rules.codeLimit(), rules.debug()),
        new ExecuteCommand(work, rules.codeLimit()),
        new FileOperations(work),
        new PushToWorkspace(work),
        new WorkspaceList(work),
        new WorkspaceRead(work));
  }

  private String system(Message message) {
    var zone = message.from().zone();
    var today = clock.instant().atZone(zone).toLocalDate();
    return SystemPrompt.of(today, zone, message.from().locale(), rules.notes(), rules.network());
  }
}
