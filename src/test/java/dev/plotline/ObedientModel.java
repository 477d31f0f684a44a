package dev.plotline;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.plotline.agent.Block;
import dev.plotline.agent.Entry;
import dev.plotline.agent.Model;
import dev.plotline.agent.ScriptedModel;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/// A model that runs what it is told as code and says what that printed.
final class ObedientModel implements Model {
  private static final ObjectMapper JSON = new ObjectMapper();

  @Override
  public String id() {
    return "obedient";
  }

  @Override
  public Answer ask(Request request, Duration limit) {
    ScriptedModel.accepts(request.entries());
    List<Block> blocks = request.entries().getLast().blocks();
    if (blocks.getFirst() instanceof Block.ToolResult result) {
      return answer(Ending.DONE, new Block.Text(printed(result)));
    }
    String code = ((Block.Text) blocks.getLast()).text();
    return answer(
        Ending.TOOLS,
        new Block.ToolUse(
            UUID.randomUUID().toString(),
            "execute_code",
            JSON.createObjectNode().put("code", code)));
  }

  private static String printed(Block.ToolResult result) {
    try {
      String text = ((Block.Text) result.content().getFirst()).text();
      var content = JSON.readTree(text).path("structuredContent");
      return "printed " + content.path("stdout").asText() + content.path("stderr").asText();
    } catch (JsonProcessingException e) {
      return "no result: " + result.content();
    }
  }

  private static Answer answer(Ending ending, Block block) {
    return new Answer(new Entry(Entry.Role.ASSISTANT, List.of(block)), ending, new Usage(1, 1, 0));
  }
}
