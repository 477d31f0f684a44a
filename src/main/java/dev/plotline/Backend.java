package dev.plotline;

import dev.plotline.Settings.Part;
import dev.plotline.agent.Agent;
import dev.plotline.aws.AwsClients;
import dev.plotline.aws.BedrockModel;
import dev.plotline.aws.CodeInterpreter;
import dev.plotline.aws.Reach;
import dev.plotline.aws.S3Files;
import dev.plotline.chat.Chat;
import dev.plotline.chat.ThreadKey;
import dev.plotline.file.FileStore;
import dev.plotline.file.Workspace;
import dev.plotline.local.files.LocalFiles;
import dev.plotline.local.files.Outlet;
import dev.plotline.sandbox.Sandboxes;
import dev.plotline.turn.Turn;
import java.net.URI;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/// What turns are made with: the model, the sessions, the files and the memory, over the clients of
/// the three services, wherever those are.
final class Backend {
  private static final int MOST_SESSIONS = 1_000;

  private final Settings settings;
  private final Tuning tuning;
  private final Clock clock;
  private final AwsClients clients;
  private final Memory memory;
  private final Turn.Kept kept;

  Backend(Settings settings, Tuning tuning, Parts parts, Clock clock) {
    this.settings = settings;
    this.tuning = tuning;
    this.clock = clock;
    clients = new AwsClients(parts.aws());
    FileStore store = new S3Files(clients, parts.bucket(), outward(settings, parts));
    Function<ThreadKey, Workspace> workspaces =
        thread -> new Workspace(store, thread, tuning.linkLife(), clock);
    var interpreter =
        new CodeInterpreter(
            clients,
            settings.text(Setting.CODE_INTERPRETER_ID),
            MOST_SESSIONS,
            Tuning.internet(settings),
            clock);
    memory = Memory.open(store, settings.home(), Memory.Beat.NORMAL, clock);
    var sandboxes =
        new Sandboxes(
            interpreter, workspaces, tuning.life(), tuning.idle(), clock, memory.records());
    kept = new Turn.Kept(sandboxes, workspaces, memory.records());
  }

  /// Links to local files lead to this bot where people elsewhere are to open them.
  private static UnaryOperator<URI> outward(Settings settings, Parts parts) {
    URI outside = settings.publicUrl();
    return outside == null || parts.standIn(LocalFiles.class).isEmpty()
        ? UnaryOperator.identity()
        : signed -> Outlet.link(outside, signed);
  }

  /// Turns on these chats, by platform.
  Turn turn(Map<String, Chat> chats) {
    var agent = new Agent(new BedrockModel(clients, tuning.model()), tuning.limits(), clock);
    return new Turn(chats, agent, kept, tuning.rules(), clock);
  }

  /// What outlives the process.
  Memory memory() {
    return memory;
  }

  /// What a thread has beyond a turn.
  Turn.Kept kept() {
    return kept;
  }

  /// The operations of AWS that were called so far.
  Set<String> operations() {
    return clients.operations();
  }

  /// Looks at what is not on this machine; files are looked at by the memory all the time.
  List<Health.Check> checks() {
    var reach = new Reach(clients);
    Set<Part> local = settings.local();
    var checks = new ArrayList<Health.Check>();
    if (!local.contains(Part.MODEL)) {
      checks.add(() ->
          reach.model() ? "" : "The language model can't be reached: Bedrock doesn't answer.");
    }
    if (!local.contains(Part.CODE)) {
      checks.add(() -> reach.code() ? "" : "Code can't be run: AgentCore doesn't answer.");
    }
    return checks;
  }

  /// Ends the memory and the clients.
  ///
  /// @param sessions whether sessions end too
  void close(boolean sessions) {
    memory.close();
    if (sessions) {
      kept.sandboxes().close();
    }
    clients.close();
  }
}
