package dev.plotline.slack.text;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.plotline.chat.text.Cut;
import dev.plotline.slack.text.Rendered.Block;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// Blocks put into messages that Slack takes: at most 50 blocks, about 13,000 characters in all of
/// them, one table.
public final class Pages {
  private static final int MOST_BLOCKS = 45;
  private static final int MOST_WEIGHT = 11_500;
  private static final int NOTIFICATION = 3_000;

  private Pages() {}

  /// One message.
  ///
  /// @param blocks as Slack takes them
  /// @param text all that is read in it, as it is: not escaped
  public record Page(ArrayNode blocks, String text) {
    /// mrkdwn beside the blocks: the notification, and what a screen reader reads.
    public String notification() {
      return Mrkdwn.of(Cut.to(text, NOTIFICATION));
    }
  }

  /// The messages for these blocks, in order.
  ///
  /// @param id begins the id of each message's first block, by which it is found again
  public static List<Page> of(List<Block> blocks, String id) {
    var pages = new ArrayList<Page>();
    var page = new ArrayList<Block>();
    int weight = 0;
    boolean table = false;
    for (Block block : blocks) {
      boolean full = page.size() == MOST_BLOCKS || weight + block.weight() > MOST_WEIGHT;
      if (!page.isEmpty() && (full || (table && block.isTable()))) {
        pages.add(page(page, id + "-" + pages.size()));
        page.clear();
        weight = 0;
        table = false;
      }
      page.add(block);
      weight += block.weight();
      table |= block.isTable();
    }
    if (!page.isEmpty()) {
      pages.add(page(page, id + "-" + pages.size()));
    }
    return pages;
  }

  private static Page page(List<Block> blocks, String id) {
    ArrayNode array = JsonNodeFactory.instance.arrayNode();
    array.add(blocks.getFirst().json().deepCopy().put("block_id", id));
    blocks.stream().skip(1).forEach(block -> array.add(block.json()));
    String text =
        blocks.stream()
            .map(Block::text)
            .filter(t -> !t.isBlank())
            .collect(Collectors.joining("\n\n"));
    return new Page(array, text.isBlank() ? "…" : text);
  }
}
