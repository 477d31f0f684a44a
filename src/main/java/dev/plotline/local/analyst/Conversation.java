package dev.plotline.local.analyst;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.plotline.local.analyst.question.Table;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A Converse request read as turns. `introduced` says that the analyst has said who it is.
record Conversation(List<Turn> turns, boolean introduced, boolean canRun) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String OPEN = "<context>\n";
  private static final String CLOSE = "\n</context>";

  Conversation {
    turns = List.copyOf(turns);
  }

  /// The turn to go on with.
  Turn last() {
    return turns.getLast();
  }

  static Conversation of(JsonNode request) {
    var reader = new Reader();
    request.path("messages").forEach(reader::read);
    boolean canRun = false;
    for (var tool : request.at("/toolConfig/tools")) {
      canRun |= tool.at("/toolSpec/name").asText().equals(Analyst.TOOL);
    }
    return new Conversation(reader.turns, reader.introduced, canRun);
  }

  /// Goes through the messages once.
  private static final class Reader {
    private final List<Turn> turns = new ArrayList<>();
    private final Map<String, ProfiledFile> files = new LinkedHashMap<>();
    private final Map<String, String> codeById = new HashMap<>();
    private boolean introduced;

    void read(JsonNode message) {
      if (message.path("role").asText().equals("assistant")) {
        message.path("content").forEach(this::said);
        return;
      }
      boolean asks = false;
      for (var block : message.path("content")) {
        if (block.has("toolResult")) {
          result(block.path("toolResult"));
        }
        asks |= block.has("text");
      }
      if (asks || turns.isEmpty()) {
        turns.add(turn(message.path("content")));
      }
    }

    private void said(JsonNode block) {
      introduced |= block.path("text").asText().contains(Analyst.NAME);
      var use = block.path("toolUse");
      if (!use.isMissingNode()) {
        codeById.put(use.path("toolUseId").asText(), use.at("/input/code").asText());
      }
    }

    private void result(JsonNode result) {
      String code = codeById.getOrDefault(result.path("toolUseId").asText(), "");
      if (!turns.isEmpty()) {
        turns.set(
            turns.size() - 1, turns.getLast().with(new Turn.Step(code, Results.outcome(result))));
      }
    }

    private Turn turn(JsonNode content) {
      var words = new ArrayList<String>();
      var sent = new ArrayList<ProfiledFile>();
      for (var block : content) {
        String text = block.path("text").asText();
        if (text.startsWith(OPEN) && text.endsWith(CLOSE)) {
          context(text).path("files").forEach(f -> sent.add(ProfiledFile.of(f)));
        } else if (block.has("text")) {
          words.add(text);
        }
      }
      for (var file : sent) {
        files.remove(file.name());
        files.put(file.name(), file);
      }
      return new Turn(
          String.join("\n", words), sent, tables(files.values()), tables(sent), List.of());
    }

    private static List<Table> tables(Iterable<ProfiledFile> files) {
      var tables = new ArrayList<Table>();
      files.forEach(f -> tables.addAll(f.tables()));
      return tables;
    }

    private static JsonNode context(String text) {
      try {
        return JSON.readTree(text.substring(OPEN.length(), text.length() - CLOSE.length()));
      } catch (JsonProcessingException e) {
        return JSON.missingNode();
      }
    }
  }
}
