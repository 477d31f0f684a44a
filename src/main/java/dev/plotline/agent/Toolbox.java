package dev.plotline.agent;

import dev.plotline.agent.Block.Image;
import dev.plotline.agent.Block.Text;
import dev.plotline.agent.Block.ToolResult;
import dev.plotline.agent.Block.ToolUse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The tools of one turn. Whatever the model asks for, it gets a result.
final class Toolbox {
  /// What Converse takes in one message.
  static final int MAX_IMAGES = 20;

  /// The tools cut what they say with care; this is for when they don't.
  private static final int MOST_CHARACTERS = 20_000;

  private static final Logger log = LoggerFactory.getLogger(Toolbox.class);

  private final List<Tool> tools;

  Toolbox(List<Tool> tools) {
    this.tools = List.copyOf(tools);
  }

  List<Tool.Spec> specs() {
    return tools.stream().map(Tool::spec).toList();
  }

  /// Runs what a call asks for.
  ToolResult run(ToolUse use, Duration left) throws InterruptedException {
    Tool.Result result = result(use, left);
    return new ToolResult(use.id(), result.error(), result.content());
  }

  private Tool.Result result(ToolUse use, Duration left) throws InterruptedException {
    if (use.input().has("malformed_json")) {
      return Tool.Result.error(
          "The input was cut off or is no JSON, and nothing was run. Send less at once.");
    }
    for (Tool tool : tools) {
      if (tool.spec().name().equals(use.name()) || tool.aliases().contains(use.name())) {
        try {
          return capped(tool.run(use.input(), left));
        } catch (RuntimeException e) {
          log.error("tool {} failed", tool.spec().name(), e);
          return Tool.Result.error(
              "The tool failed inside Plotline; the same call will fail again.");
        }
      }
    }
    return Tool.Result.error(
        "There is no tool of this name. Use one of: "
            + String.join(", ", tools.stream().map(tool -> tool.spec().name()).toList()));
  }

  /// What a tool that lost its measure says is cut, whatever tool it is.
  private static Tool.Result capped(Tool.Result result) {
    var content = new ArrayList<Block>();
    for (Block block : result.content()) {
      content.add(
          block instanceof Text(String text) && text.length() > MOST_CHARACTERS
              ? new Text(cut(text))
              : block);
    }
    return new Tool.Result(result.error(), content);
  }

  private static String cut(String text) {
    int end = MOST_CHARACTERS - 100;
    int whole = Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end;
    return text.substring(0, whole)
        + "\n[... %,d characters left out]".formatted(text.length() - whole);
  }

  /// The user's entry with these results. Images beyond what a message may hold become words.
  ///
  /// @param words said after them, if not empty
  static Entry entry(List<? extends Block> results, String words) {
    var blocks = new ArrayList<Block>();
    int images = 0;
    for (Block block : results) {
      if (block instanceof ToolResult(String id, boolean error, List<Block> content)) {
        var kept = new ArrayList<Block>();
        for (Block part : content) {
          boolean shown = !(part instanceof Image) || ++images <= MAX_IMAGES;
          kept.add(shown ? part : new Block.Text("[one more image, not shown here]"));
        }
        blocks.add(new ToolResult(id, error, kept));
      }
    }
    if (!words.isEmpty()) {
      blocks.add(new Block.Text(words));
    }
    return new Entry(Entry.Role.USER, blocks);
  }

  /// The same when the calls after those that are done were not run.
  static Entry unanswered(List<ToolUse> uses, List<? extends Block> done, String why) {
    var results = new ArrayList<Block>(done);
    for (ToolUse use : uses.subList(done.size(), uses.size())) {
      results.add(unrun(use, why));
    }
    return entry(results, "");
  }

  /// The answer to a call that was not run.
  static ToolResult unrun(ToolUse use, String why) {
    return new ToolResult(use.id(), true, List.of(new Block.Text(why)));
  }
}
