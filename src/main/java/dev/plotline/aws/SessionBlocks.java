package dev.plotline.aws;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.plotline.sandbox.Session.Item;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.bedrockagentcore.model.ContentBlock;
import software.amazon.awssdk.services.bedrockagentcore.model.ResourceContent;

/// Reads the blocks of an answer, in each of the forms that the service has been seen to use.
final class SessionBlocks {
  /// Folders of the service's own in the working folder.
  private static final Set<String> OWN = Set.of("log");

  private SessionBlocks() {}

  /// The bytes of the file that was asked for.
  static Optional<byte[]> file(List<ContentBlock> blocks, String path) {
    List<ContentBlock> files =
        blocks.stream().filter(b -> b.resource() != null || b.data() != null).toList();
    if (files.size() > 1) {
      files = files.stream().filter(block -> isAt(block, path)).toList();
    }
    // Only when there is no file in it may the text be the file.
    return (files.isEmpty() ? blocks : files).stream().findFirst().flatMap(SessionBlocks::bytes);
  }

  private static Optional<byte[]> bytes(ContentBlock block) {
    ResourceContent resource = block.resource();
    if (resource != null && resource.blob() != null) {
      return Optional.of(resource.blob().asByteArray());
    }
    if (resource != null && resource.text() != null) {
      return Optional.of(resource.text().getBytes(UTF_8));
    }
    if (block.data() != null) {
      return Optional.of(block.data().asByteArray());
    }
    return Optional.ofNullable(block.text()).map(text -> text.getBytes(UTF_8));
  }

  private static boolean isAt(ContentBlock block, String path) {
    String uri = uri(block);
    return uri.equals(path) || uri.endsWith("/" + path);
  }

  private static String uri(ContentBlock block) {
    ResourceContent resource = block.resource();
    String uri = resource != null && resource.uri() != null ? resource.uri() : block.uri();
    return uri == null ? "" : uri.replaceFirst("^file:/*", "");
  }

  /// The entries of a folder without the service's own.
  static List<Item> items(List<ContentBlock> blocks, String folder) {
    boolean root = folder.isEmpty() || folder.equals(".");
    return blocks.stream()
        .filter(block -> block.uri() != null || block.name() != null)
        .map(SessionBlocks::item)
        .filter(item -> !root || !isOwn(item))
        .toList();
  }

  private static Item item(ContentBlock block) {
    boolean folder = "Directory".equalsIgnoreCase(block.description());
    Long size = block.size();
    return new Item(name(block), folder, size == null || folder ? -1 : size);
  }

  private static boolean isOwn(Item item) {
    return item.name().startsWith(".") || (item.folder() && OWN.contains(item.name()));
  }

  private static String name(ContentBlock block) {
    String name = block.name() == null ? uri(block) : block.name();
    return name.replaceFirst("/+$", "").replaceFirst(".*/", "");
  }
}
