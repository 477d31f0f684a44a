package dev.plotline.local.slack.block;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plotline.local.slack.block.Blocks.Surface;
import java.util.List;

/// Checks modals and homes.
public final class Views {
  private static final Rule BLOCKS = Rule.any();
  private static final Rule MODAL =
      common()
          .must("title", Texts.plain(24))
          .may("submit", Texts.plain(24))
          .may("close", Texts.plain(24))
          .may("clear_on_close", Rule.flag())
          .may("notify_on_close", Rule.flag())
          .may("submit_disabled", Rule.flag());
  private static final Rule HOME = common();

  private Views() {}

  private static Fields common() {
    return Fields.of()
        .must("blocks", BLOCKS)
        .may("private_metadata", Rule.text(0, 3_000))
        .may("callback_id", Rule.text(0, 255))
        .may("external_id", Rule.text(0, 255));
  }

  /// Everything that is wrong with `view`, which is to be `type`.
  public static List<String> check(JsonNode view, String type) {
    boolean modal = type.equals("modal");
    Problems problems = Blocks.check(view.path("blocks"), modal ? Surface.MODAL : Surface.HOME);
    (modal ? MODAL : HOME).check(view, "/view", problems);
    if (!view.path("type").asText("").equals(type)) {
      problems.add("unsupported type: " + view.path("type").asText(""), "/view/type");
    }
    boolean asks = false;
    for (JsonNode block : view.path("blocks")) {
      asks |= block.path("type").asText("").equals("input");
    }
    if (modal && asks && !view.has("submit")) {
      problems.add("missing required field: submit", "/view");
    }
    return problems.texts();
  }
}
