package dev.plotline.turn;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plotline.agent.Block;
import dev.plotline.agent.Entry;
import dev.plotline.chat.Message;
import dev.plotline.sandbox.Sandbox;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// The model's view of a message. The context is the program's; `<` is escaped in it, so that
/// nothing in a file can end it early. The person's words follow as they are.
final class Question {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String BEGIN = "<context>\n";
  private static final String END = "\n</context>";

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
      blocks.add(new Block.Text(tagged(context)));
    }
    if (!message.text().isBlank()) {
      blocks.add(new Block.Text(message.text()));
    }
    if (blocks.isEmpty()) {
      blocks.add(new Block.Text("(an empty message)"));
    }
    return new Entry(Entry.Role.USER, blocks);
  }

  private static String tagged(JsonNode context) {
    return BEGIN + context.toString().replace("<", "\\u003c") + END;
  }

  /// The same text, when it is a context without what is in some files.
  static String without(String text, Set<String> paths) {
    if (!text.startsWith(BEGIN) || !text.endsWith(END)) {
      return text;
    }
    try {
      String json = text.substring(BEGIN.length(), text.length() - END.length());
      if (!(JSON.readTree(json) instanceof ObjectNode context)) {
        return text;
      }
      var left = JSON.createArrayNode();
      for (JsonNode profile : context.path("files")) {
        if (!isOf(profile.path("file").asText(), paths)) {
          left.add(profile);
        }
      }
      if (left.size() == context.path("files").size()) {
        return text;
      }
      for (String path : paths) {
        left.addObject()
            .put("file", path)
            .put("kind", "unusable")
            .putArray("problems")
            .add("It was taken back by whoever sent it.");
      }
      context.set("files", left);
      return tagged(context);
    } catch (JsonProcessingException e) {
      // A person's own words in the form of ours.
      return text;
    }
  }

  /// Whether a path is of one of some files, or in the folder that an archive was unpacked to.
  static boolean isOf(String path, Set<String> files) {
    return files.stream()
        .anyMatch(file -> path.equals(file) || (Sandbox.isArchive(file) && isIn(path, file)));
  }

  /// The folder has the archive's name, with a number where that was taken.
  private static boolean isIn(String path, String archive) {
    String folder = archive.substring(0, archive.lastIndexOf('.'));
    return path.startsWith(folder + "/") || path.startsWith(folder + " (");
  }
}
