package dev.plotline.local.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.core.document.Document;
import software.amazon.awssdk.services.bedrockruntime.BedrockRuntimeAsyncClient;
import software.amazon.awssdk.services.bedrockruntime.model.ContentBlock;
import software.amazon.awssdk.services.bedrockruntime.model.ConversationRole;
import software.amazon.awssdk.services.bedrockruntime.model.Message;
import software.amazon.awssdk.services.bedrockruntime.model.Tool;
import software.amazon.awssdk.services.bedrockruntime.model.ToolConfiguration;
import software.amazon.awssdk.services.bedrockruntime.model.ToolInputSchema;
import software.amazon.awssdk.services.bedrockruntime.model.ToolResultBlock;
import software.amazon.awssdk.services.bedrockruntime.model.ToolResultContentBlock;
import software.amazon.awssdk.services.bedrockruntime.model.ToolSpecification;
import software.amazon.awssdk.services.bedrockruntime.model.ToolUseBlock;

/// A conversation with the model in the place of the bot: sends what a person says, runs the code
/// it is given, sends the result back.
final class Talk {
  private static final ObjectMapper JSON = new ObjectMapper();
  static final ToolConfiguration TOOLS =
      ToolConfiguration.builder()
          .tools(
              Tool.fromToolSpec(
                  ToolSpecification.builder()
                      .name("execute_code")
                      .description("Runs code.")
                      .inputSchema(
                          ToolInputSchema.fromJson(
                              Document.mapBuilder().putString("type", "object").build()))
                      .build()))
          .build();

  private final BedrockRuntimeAsyncClient client;
  private final PythonBench python;
  private final Path folder;
  private final List<Message> messages = new ArrayList<>();
  private final ArrayNode files = JSON.createArrayNode();

  /// What came of one turn.
  record Turn(String text, List<String> codes, List<JsonNode> results, List<Path> figures) {
    /// Everything printed.
    String stdout() {
      return String.join("\n", results.stream().map(r -> r.path("stdout").asText()).toList());
    }

    String code() {
      return String.join("\n\n", codes);
    }
  }

  Talk(BedrockRuntimeAsyncClient client, PythonBench python, Path folder) {
    this.client = client;
    this.python = python;
    this.folder = folder;
  }

  /// Sends a file's profile with the next words.
  Talk attach(JsonNode profile) {
    files.add(profile);
    return this;
  }

  /// Says something (or nothing, when only files are sent) and plays the tools until the answer.
  Turn say(String words) {
    var content = new ArrayList<ContentBlock>();
    if (!files.isEmpty()) {
      ObjectNode context = JSON.createObjectNode().put("from", "Ann");
      context.set("files", files.deepCopy());
      content.add(
          ContentBlock.fromText(
              "<context>\n" + context.toString().replace("<", "\\u003c") + "\n</context>"));
      files.removeAll();
    }
    if (!words.isEmpty()) {
      content.add(ContentBlock.fromText(words));
    }
    messages.add(message(ConversationRole.USER, content));
    return finish(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
  }

  private Turn finish(List<String> codes, List<JsonNode> results, List<Path> figures) {
    for (int step = 0; step < 6; step++) {
      var output =
          client
              .converse(r -> r.modelId("offline-analyst").messages(messages).toolConfig(TOOLS))
              .join()
              .output()
              .message();
      messages.add(output);
      var answers = new ArrayList<ContentBlock>();
      var text = new StringBuilder();
      for (var block : output.content()) {
        if (block.toolUse() != null) {
          answers.add(run(block.toolUse(), codes, results, figures));
        } else if (block.text() != null) {
          text.append(block.text());
        }
      }
      if (answers.isEmpty()) {
        return new Turn(text.toString(), codes, results, figures);
      }
      messages.add(message(ConversationRole.USER, answers));
    }
    throw new AssertionError("no answer after six steps");
  }

  private ContentBlock run(
      ToolUseBlock use, List<String> codes, List<JsonNode> results, List<Path> figures) {
    String code = use.input().asMap().getOrDefault("code", Document.fromString("")).asString();
    codes.add(code);
    Path prefix = folder.resolveSibling(folder.getFileName() + "-" + messages.size());
    var ran = (ObjectNode) python.run(code, folder, prefix);
    results.add(ran);
    for (int i = 1;
        prefix.resolveSibling(prefix.getFileName() + "-" + i + ".png").toFile().exists();
        i++) {
      figures.add(prefix.resolveSibling(prefix.getFileName() + "-" + i + ".png"));
    }
    var result = JSON.createObjectNode().put("isError", ran.path("exitCode").asInt() != 0);
    result.set("structuredContent", ran.put("executionTime", 0.1));
    return ContentBlock.fromToolResult(
        ToolResultBlock.builder()
            .toolUseId(use.toolUseId())
            .content(ToolResultContentBlock.fromText(result.toString()))
            .build());
  }

  private static Message message(ConversationRole role, List<ContentBlock> content) {
    return Message.builder().role(role).content(content).build();
  }
}
