package dev.plotline.aws;

import dev.plotline.agent.Block;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.bedrockruntime.model.ContentBlock;
import software.amazon.awssdk.services.bedrockruntime.model.ImageBlock;
import software.amazon.awssdk.services.bedrockruntime.model.ReasoningContentBlock;
import software.amazon.awssdk.services.bedrockruntime.model.ReasoningTextBlock;
import software.amazon.awssdk.services.bedrockruntime.model.ToolResultBlock;
import software.amazon.awssdk.services.bedrockruntime.model.ToolResultContentBlock;
import software.amazon.awssdk.services.bedrockruntime.model.ToolResultStatus;
import software.amazon.awssdk.services.bedrockruntime.model.ToolUseBlock;

/// Our blocks as Converse wants them. Blank text is left out: the models refuse it.
final class ConverseBlocks {
  private ConverseBlocks() {}

  static List<ContentBlock> of(List<Block> blocks) {
    List<ContentBlock> out =
        blocks.stream().map(ConverseBlocks::of).flatMap(Optional::stream).toList();
    // Nothing is refused as well.
    return out.isEmpty() ? List.of(ContentBlock.fromText("(nothing)")) : out;
  }

  private static Optional<ContentBlock> of(Block block) {
    return switch (block) {
      case Block.Text(String text) when text.isBlank() -> Optional.empty();
      case Block.Text(String text) -> Optional.of(ContentBlock.fromText(text));
      case Block.Image image -> Optional.of(ContentBlock.fromImage(image(image)));
      case Block.ToolUse use ->
          Optional.of(
              ContentBlock.fromToolUse(
                  ToolUseBlock.builder()
                      .toolUseId(use.id())
                      .name(use.name())
                      .input(Documents.of(use.input()))
                      .build()));
      case Block.ToolResult result ->
          Optional.of(
              ContentBlock.fromToolResult(
                  ToolResultBlock.builder()
                      .toolUseId(result.id())
                      .status(result.error() ? ToolResultStatus.ERROR : ToolResultStatus.SUCCESS)
                      .content(result(result.content()))
                      .build()));
      case Block.Reasoning reasoning ->
          Optional.of(ContentBlock.fromReasoningContent(reasoning(reasoning)));
    };
  }

  private static List<ToolResultContentBlock> result(List<Block> blocks) {
    List<ToolResultContentBlock> out =
        blocks.stream()
            .flatMap(block ->
                switch (block) {
                  case Block.Text(String text) when text.isBlank() -> Stream.empty();
                  case Block.Text(String text) -> Stream.of(ToolResultContentBlock.fromText(text));
                  case Block.Image image ->
                      Stream.of(ToolResultContentBlock.fromImage(image(image)));
                  case Block.ToolUse _, Block.ToolResult _, Block.Reasoning _ ->
                      throw new IllegalArgumentException(
                          "a tool's result holds texts and images only");
                })
            .toList();
    return out.isEmpty() ? List.of(ToolResultContentBlock.fromText("(nothing)")) : out;
  }

  private static ImageBlock image(Block.Image image) {
    return ImageBlock.builder()
        .format(image.format())
        .source(source -> source.bytes(bytes(image.base64())))
        .build();
  }

  private static ReasoningContentBlock reasoning(Block.Reasoning reasoning) {
    return reasoning.redacted() != null
        ? ReasoningContentBlock.fromRedactedContent(bytes(reasoning.redacted()))
        : ReasoningContentBlock.fromReasoningText(
            ReasoningTextBlock.builder()
                .text(reasoning.text() == null ? "" : reasoning.text())
                .signature(reasoning.signature())
                .build());
  }

  private static SdkBytes bytes(String base64) {
    return SdkBytes.fromByteArrayUnsafe(Base64.getDecoder().decode(base64));
  }
}
