package dev.plotline.turn;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plotline.agent.Block;
import dev.plotline.agent.Entry;
import dev.plotline.chat.Message;
import java.util.ArrayList;
import java.util.List;

/// The model's view of a message. The context is the program's; `<` is escaped in it, so that
/// nothing in a file can end it early. The person's words follow as they are.
final class Question {
  private static final ObjectMapper JSON = new ObjectMapper();

  private Question() {}

  /// @param profiles of the files that came
  /// @param notices what happened that the model must know
  static Entry of(Message message, List<JsonNode> profiles, List<String> notices) {
    ObjectNode context = JSON.createObjectNode();
    if (!message.from().name().isBlank()) {
      context.put("from", message.from().name());
    }
    if (!profiles.isEmpty()) {
      context.putArray("files").addAll(Profiles.within(profiles, Profiles.MOST_CHARACTERS));
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
}
