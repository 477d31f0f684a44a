package dev.plotline.aws;

import dev.plotline.agent.Block;
import dev.plotline.agent.Entry;
import dev.plotline.agent.Model.Request;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.bedrockruntime.model.CachePointBlock;
import software.amazon.awssdk.services.bedrockruntime.model.CachePointType;
import software.amazon.awssdk.services.bedrockruntime.model.ContentBlock;
import software.amazon.awssdk.services.bedrockruntime.model.ConversationRole;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseStreamRequest;
import software.amazon.awssdk.services.bedrockruntime.model.InferenceConfiguration;
import software.amazon.awssdk.services.bedrockruntime.model.Message;
import software.amazon.awssdk.services.bedrockruntime.model.SystemContentBlock;
import software.amazon.awssdk.services.bedrockruntime.model.Tool;

/// Our requests as Converse wants them.
final class ConverseRequests {
  private static final CachePointBlock CACHE_POINT =
      CachePointBlock.builder().type(CachePointType.DEFAULT).build();

  private final BedrockModel.Options options;

  ConverseRequests(BedrockModel.Options options) {
    this.options = options;
  }

  /// How much of a prompt may be marked for the cache; models differ.
  enum Caching {
    /// Tools, system prompt and conversation.
    ALL,
    /// All but the tools.
    NO_TOOLS,
    /// Nothing.
    NONE;

    /// The next thing to try when a model refuses this one.
    Caching less() {
      return this == ALL ? NO_TOOLS : NONE;
    }
  }

  ConverseStreamRequest of(Request request, Caching caching) {
    var converse =
        ConverseStreamRequest.builder()
            .modelId(options.modelId())
            .messages(messages(request.entries(), caching))
            .inferenceConfig(inference());
    if (!request.system().isBlank()) {
      converse.system(system(request.system(), caching));
    }
    if (!request.tools().isEmpty()) {
      List<Tool> tools = tools(request, caching);
      converse.toolConfig(config -> config.tools(tools));
    }
    return converse.build();
  }

  /// Sampling is left to the model unless it was set: some refuse to be told.
  private InferenceConfiguration inference() {
    return InferenceConfiguration.builder()
        .maxTokens(options.maxTokens())
        .temperature(options.temperature())
        .build();
  }

  private static List<SystemContentBlock> system(String text, Caching caching) {
    var system = new ArrayList<SystemContentBlock>();
    system.add(SystemContentBlock.fromText(text));
    if (caching != Caching.NONE) {
      system.add(SystemContentBlock.fromCachePoint(CACHE_POINT));
    }
    return system;
  }

  private static List<Tool> tools(Request request, Caching caching) {
    var tools = new ArrayList<Tool>();
    for (var spec : request.tools()) {
      tools.add(
          Tool.fromToolSpec(tool ->
              tool.name(spec.name())
                  .description(spec.description())
                  .inputSchema(schema -> schema.json(Documents.of(spec.schema())))));
    }
    if (caching == Caching.ALL) {
      tools.add(Tool.fromCachePoint(CACHE_POINT));
    }
    return tools;
  }

  /// Entries of one role that follow each other are sent as one message, because roles have to
  /// alternate: after a failed turn two of the user's come together.
  private static List<Message> messages(List<Entry> entries, Caching caching) {
    var messages = new ArrayList<Message>();
    for (int i = 0; i < entries.size(); ) {
      Entry.Role role = entries.get(i).role();
      var blocks = new ArrayList<Block>();
      for (; i < entries.size() && entries.get(i).role() == role; i++) {
        blocks.addAll(entries.get(i).blocks());
      }
      var content = new ArrayList<ContentBlock>(ConverseBlocks.of(blocks));
      if (i == entries.size() && caching != Caching.NONE) {
        content.add(ContentBlock.fromCachePoint(CACHE_POINT));
      }
      messages.add(
          Message.builder()
              .role(role == Entry.Role.USER ? ConversationRole.USER : ConversationRole.ASSISTANT)
              .content(content)
              .build());
    }
    return messages;
  }
}
