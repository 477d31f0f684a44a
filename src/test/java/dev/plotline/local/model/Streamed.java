package dev.plotline.local.model;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import software.amazon.awssdk.services.bedrockruntime.BedrockRuntimeAsyncClient;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseStreamRequest;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseStreamResponseHandler;
import software.amazon.awssdk.services.bedrockruntime.model.TokenUsage;

/// Everything a stream brought, in order.
final class Streamed {
  final List<String> events = Collections.synchronizedList(new ArrayList<>());
  final List<String> texts = Collections.synchronizedList(new ArrayList<>());
  final List<String> inputs = Collections.synchronizedList(new ArrayList<>());
  final List<String> thoughts = Collections.synchronizedList(new ArrayList<>());
  final List<TokenUsage> usage = Collections.synchronizedList(new ArrayList<>());

  /// Sends the request and waits for the end; throws what the client throws.
  static Streamed of(
      BedrockRuntimeAsyncClient client, Consumer<ConverseStreamRequest.Builder> request) {
    var streamed = new Streamed();
    client.converseStream(request, streamed.handler()).join();
    return streamed;
  }

  private ConverseStreamResponseHandler handler() {
    return ConverseStreamResponseHandler.builder()
        .subscriber(
            ConverseStreamResponseHandler.Visitor.builder()
                .onMessageStart(_ -> events.add("messageStart"))
                .onContentBlockStart(
                    e -> events.add("contentBlockStart " + e.start().toolUse().name()))
                .onContentBlockDelta(e -> {
                  events.add("contentBlockDelta");
                  switch (e.delta().type()) {
                    case TEXT -> texts.add(e.delta().text());
                    case TOOL_USE -> inputs.add(e.delta().toolUse().input());
                    case REASONING_CONTENT ->
                        thoughts.add(
                            e.delta().reasoningContent().text() == null
                                ? "signature " + e.delta().reasoningContent().signature()
                                : e.delta().reasoningContent().text());
                    default -> events.add("unknown");
                  }
                })
                .onContentBlockStop(_ -> events.add("contentBlockStop"))
                .onMessageStop(e -> events.add("messageStop " + e.stopReasonAsString()))
                .onMetadata(e -> {
                  events.add("metadata");
                  usage.add(e.usage());
                })
                .build())
        .build();
  }
}
