package dev.plotline.turn;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
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
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One message to its posted answer. Holds no state of a turn; safe for several threads, one per
/// chat thread.
public final class Turn implements Consumer<Message> {
  private static final Logger log = LoggerFactory.getLogger(Turn.class);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Map<String, Chat> chats;
  private final Agent agent;
  private final Sandboxes sandboxes;
  private final Function<ThreadKey, Workspace> workspaces;
  private final Rules rules;
  private final Clock clock;
  private final Conversations conversations = new Conversations();

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

  /// Turns on these chats, by platform.
  public Turn(
      Map<String, Chat> chats,
      Agent agent,
      Sandboxes sandboxes,
      Function<ThreadKey, Workspace> workspaces,
      Rules rules,
      Clock clock) {
    this.chats = Map.copyOf(chats);
    this.agent = agent;
    this.sandboxes = sandboxes;
    this.workspaces = workspaces;
    this.rules = rules;
    this.clock = clock;
  }

  @Override
  public void accept(Message message) {
    Chat chat = chats.get(message.thread().platform());
    if (chat == null) {
      throw new IllegalArgumentException("no chat for " + message.thread());
    }
    long start = System.nanoTime();
    Path spool = null;
    try {
      spool = Files.createTempDirectory("plotline-turn-");
      Reply reply = reply(message, chat, spool);
      chat.post(message, reply);
      log.info(
          "{} {} in {} ms, {} executions",
          message.label(),
          reply.ending(),
          (System.nanoTime() - start) / 1_000_000,
          reply.executions().size());
    } catch (IOException | RuntimeException | Error e) {
      // Somebody waits: an answer comes whatever broke.
      log.error("{} failed", message.label(), e);
      chat.post(message, Replies.broken(rules.model(), message.label()));
    } finally {
      if (spool != null) {
        delete(spool);
      }
    }
  }

  private Reply reply(Message message, Chat chat, Path spool) {
    ThreadKey thread = message.thread();
    Workspace workspace = workspaces.apply(thread);
    Supplier<Sandbox> sandbox = () -> sandboxes.of(thread);
    var work = new Work(sandbox, workspace, spool, step -> chat.progress(message, step));
    var arrivals = new Arrivals(message, sandbox, workspace, spool, rules.maxFile());
    try {
      arrivals.take(chat);
      chat.progress(message, "Thinking");
      List<Entry> history = conversations.of(thread);
      var question = question(message, arrivals, work);
      Outcome outcome = agent.run(system(message), history, question, tools(work));
      conversations.add(thread, outcome.entries());
      return Replies.of(outcome, work, arrivals, rules.model(), sandboxes.of(thread).session());
    } catch (InterruptedException e) {
      return Replies.stopped(work, arrivals, rules.model());
    } catch (RuntimeException e) {
      log.error("{} failed", message.label(), e);
      return Replies.broken(work, arrivals, rules.model(), message.label());
    }
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

  /// The model's view of the message. The context is the program's; `<` is escaped in it, so that
  /// nothing in a file can end it early. The person's words follow as they are.
  private static Entry question(Message message, Arrivals arrivals, Work work) {
    var notices = new ArrayList<>(work.sessionNotices());
    notices.addAll(arrivals.notices());
    ObjectNode context = JSON.createObjectNode();
    if (!message.from().name().isBlank()) {
      context.put("from", message.from().name());
    }
    if (!arrivals.profiles().isEmpty()) {
      context.putArray("files").addAll(arrivals.profiles());
    }
    if (!notices.isEmpty()) {
      notices.forEach(context.putArray("notices")::add);
    }
    var blocks = new ArrayList<Block>();
    if (!context.isEmpty()) {
      String json = context.toString().replace("<", "\\u003c");
      blocks.add(new Block.Text("<context>\n" + json + "\n</context>"));
    }
    if (!message.text().isBlank()) {
      blocks.add(new Block.Text(message.text()));
    }
    if (blocks.isEmpty()) {
      blocks.add(new Block.Text("(an empty message)"));
    }
    return new Entry(Entry.Role.USER, blocks);
  }

  private static void delete(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      log.warn("a spool folder could not be deleted: {}", e.toString());
    }
  }
}
