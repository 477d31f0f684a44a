package dev.plotline.turn;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.plotline.OnLocalStack;
import dev.plotline.agent.Agent;
import dev.plotline.agent.Block;
import dev.plotline.agent.Entry;
import dev.plotline.agent.ScriptedModel;
import dev.plotline.chat.FileRef;
import dev.plotline.chat.Message;
import dev.plotline.chat.Person;
import dev.plotline.chat.Reply;
import dev.plotline.chat.ThreadKey;
import dev.plotline.file.Workspace;
import dev.plotline.record.TurnRecords;
import dev.plotline.sandbox.Sandboxes;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInfo;

/// A turn with a scripted model, over the real adapters and the stand-ins for code and files.
abstract class TurnBench extends OnLocalStack {
  private static final ObjectMapper JSON = new ObjectMapper();

  protected final ScriptedModel model = new ScriptedModel();
  protected final RecordedChat chat = new RecordedChat();
  protected ThreadKey thread = new ThreadKey("program", "turn", "");
  protected Function<ThreadKey, Workspace> workspaces = key -> stack.workspace(key);
  protected @Nullable Sandboxes sandboxes;
  private int sent;

  @BeforeEach
  void open(TestInfo test) {
    thread = new ThreadKey("program", "turn", test.getDisplayName());
  }

  protected static Block.ToolUse code(String code) {
    return new Block.ToolUse("use", "execute_code", JSON.createObjectNode().put("code", code));
  }

  protected Entry question(int request) {
    return model.requests.get(request).entries().getLast();
  }

  protected JsonNode context(int request) {
    String text = ((Block.Text) question(request).blocks().getFirst()).text();
    try {
      return JSON.readTree(text.substring("<context>".length(), text.indexOf("</context>")));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private @Nullable Turn shared;

  protected Turn subject() {
    if (shared == null) {
      var limits = new Agent.Limits(20, Duration.ofMinutes(10), 1_000_000);
      var rules =
          new Turn.Rules(
              "scripted",
              "Fiscal year begins in April.",
              "",
              2_000_000,
              Duration.ofMinutes(2),
              false);
      shared =
          new Turn(
              Map.of("program", chat),
              new Agent(model, limits, Clock.systemUTC()),
              new Turn.Kept(
                  sandboxes == null ? stack.sandboxes() : sandboxes,
                  workspaces,
                  new TurnRecords(stack.store(), Clock.systemUTC())),
              rules,
              Clock.systemUTC());
    }
    return shared;
  }

  protected Reply turn(String text, FileRef... files) {
    subject().accept(message(text, files));
    return chat.replies.getLast();
  }

  protected Message message(String text, FileRef... files) {
    var ann = new Person("p1", "Ann", ZoneId.of("Asia/Tokyo"), Locale.JAPANESE);
    return new Message(thread, "m" + sent++, ann, text, List.of(files), Instant.now());
  }
}
