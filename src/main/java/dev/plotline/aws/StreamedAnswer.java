package dev.plotline.aws;

import dev.plotline.agent.Block;
import dev.plotline.agent.Entry;
import dev.plotline.agent.Model.Answer;
import dev.plotline.agent.Model.Ending;
import dev.plotline.agent.Model.Usage;
import dev.plotline.agent.ModelException;
import dev.plotline.agent.ModelException.Kind;
import java.util.ArrayList;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseStreamResponseHandler;
import software.amazon.awssdk.services.bedrockruntime.model.TokenUsage;

/// What one attempt has received of an answer. Written by the SDK's threads, one at a time, until
/// the call's future is done; then read.
final class StreamedAnswer {
  private final TreeMap<Integer, AnswerBlock> blocks = new TreeMap<>();
  private @Nullable String stopReason;
  private @Nullable TokenUsage usage;
  private boolean delivered;

  /// Whether anything of an answer has come, so that another attempt would be paid for twice.
  synchronized boolean delivered() {
    return delivered;
  }

  /// Whether the model said that it was done. Without that the answer was cut, however well the
  /// stream ended.
  synchronized boolean complete() {
    return stopReason != null;
  }

  ConverseStreamResponseHandler handler() {
    return ConverseStreamResponseHandler.builder()
        .onResponse(_ -> reset())
        // The future is the one source of truth: this is called twice for one failure.
        .onError(_ -> {})
        .subscriber(
            ConverseStreamResponseHandler.Visitor.builder()
                .onContentBlockStart(event ->
                    change(() -> {
                      var start = event.start();
                      block(event.contentBlockIndex())
                          .start(start == null ? null : start.toolUse());
                    }))
                .onContentBlockDelta(
                    event -> change(() -> block(event.contentBlockIndex()).add(event.delta())))
                .onMessageStop(event -> change(() -> stopReason = event.stopReasonAsString()))
                .onMetadata(event -> change(() -> usage = event.usage()))
                .onDefault(_ -> {})
                .build())
        .build();
  }

  /// The answer, when it is complete.
  synchronized Answer answer() throws ModelException {
    var said =
        new ArrayList<Block>(
            blocks.values().stream().map(AnswerBlock::block).flatMap(Optional::stream).toList());
    boolean tools = said.stream().anyMatch(Block.ToolUse.class::isInstance);
    Ending ending = ending(stopReason == null ? "" : stopReason, tools);
    if (!tools && said.stream().noneMatch(Block.Text.class::isInstance)) {
      said.add(new Block.Text(placeholder(ending)));
    }
    return new Answer(new Entry(Entry.Role.ASSISTANT, said), ending, usage());
  }

  private static Ending ending(String reason, boolean tools) throws ModelException {
    return switch (reason) {
      case "end_turn", "stop_sequence" -> Ending.DONE;
      case "tool_use" -> Ending.TOOLS;
      case "max_tokens", "model_context_window_exceeded" -> Ending.LENGTH;
      case "guardrail_intervened", "content_filtered", "refusal" -> Ending.REFUSED;
      case "malformed_model_output", "malformed_tool_use" ->
          throw new ModelException(Kind.UNREACHABLE, "the model stopped with " + reason);
      // A reason of tomorrow.
      default -> tools ? Ending.TOOLS : Ending.DONE;
    };
  }

  /// A conversation can't hold an entry without words, and neither can a thread.
  private static String placeholder(Ending ending) {
    return switch (ending) {
      case LENGTH -> "(The answer was cut off before its first word.)";
      case REFUSED -> "(The model declined to answer this.)";
      case DONE, TOOLS -> "(The model had nothing to add.)";
    };
  }

  private Usage usage() {
    if (usage == null) {
      return new Usage(0, 0, 0);
    }
    return new Usage(
        number(usage.inputTokens()) + number(usage.cacheWriteInputTokens()),
        number(usage.outputTokens()),
        number(usage.cacheReadInputTokens()));
  }

  private static long number(@Nullable Integer count) {
    return count == null ? 0 : count;
  }

  private AnswerBlock block(@Nullable Integer index) {
    return blocks.computeIfAbsent(index == null ? 0 : index, _ -> new AnswerBlock());
  }

  private synchronized void change(Runnable event) {
    delivered = true;
    event.run();
  }

  private synchronized void reset() {
    blocks.clear();
    stopReason = null;
    usage = null;
    delivered = false;
  }
}
