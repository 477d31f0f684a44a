package dev.plotline.local.slack.block;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/// Checks the blocks of a message, a modal or the app's home.
public final class Blocks {
  /// Where blocks are shown.
  public enum Surface {
    /// In a message.
    MESSAGE(50),
    /// In a modal.
    MODAL(100),
    /// In the app's home.
    HOME(100);

    private final int most;

    Surface(int most) {
      this.most = most;
    }
  }

  private static final Set<String> ACTIONS =
      Set.of(
          "button",
          "workflow_button",
          "static_select",
          "external_select",
          "users_select",
          "conversations_select",
          "channels_select",
          "overflow",
          "datepicker",
          "timepicker",
          "datetimepicker",
          "checkboxes",
          "radio_buttons");
  private static final Set<String> ACCESSORIES = union(ACTIONS, "image", "multi_static_select");
  private static final Set<String> INPUTS =
      Set.of(
          "plain_text_input",
          "email_text_input",
          "url_text_input",
          "number_input",
          "static_select",
          "multi_static_select",
          "users_select",
          "multi_users_select",
          "conversations_select",
          "channels_select",
          "datepicker",
          "timepicker",
          "datetimepicker",
          "checkboxes",
          "radio_buttons",
          "file_input");
  private static final Set<String> MESSAGES_ONLY =
      Set.of(
          "markdown",
          "table",
          "data_table",
          "data_visualization",
          "context_actions",
          "file",
          "plan",
          "task_card");
  private static final Map<String, Rule> ALL = new HashMap<>();

  static {
    ALL.put(
        "section",
        new Section()
            .may("type", Rule.any())
            .may("block_id", Rule.text(0, 255))
            .may("text", Texts.either(3_000))
            .may("fields", Rule.list(1, 10, Texts.either(2_000)))
            .may("accessory", Elements.oneOf(ACCESSORIES))
            .may("expand", Rule.flag()));
    ALL.put(
        "header", Fields.block().must("text", Texts.plain(150)).may("level", Rule.number(1, 4)));
    ALL.put("divider", Fields.block());
    ALL.put("markdown", Fields.block().must("text", Rule.text(1, 12_000)));
    ALL.put("rich_text", Fields.block().must("elements", Texts.richParts()));
    ALL.put(
        "image",
        Elements.image().may("block_id", Rule.text(0, 255)).may("title", Texts.plain(2_000)));
    ALL.put("context", Fields.block().must("elements", Rule.list(1, 10, Blocks::contextElement)));
    ALL.put("actions", Fields.block().must("elements", Rule.list(1, 25, Elements.oneOf(ACTIONS))));
    ALL.put(
        "context_actions",
        Fields.block()
            .must(
                "elements",
                Rule.list(1, 5, Elements.oneOf(Set.of("feedback_buttons", "icon_button")))));
    ALL.put(
        "input",
        Fields.block()
            .must("label", Texts.plain(2_000))
            .must("element", Elements.oneOf(INPUTS))
            .may("hint", Texts.plain(2_000))
            .may("optional", Rule.flag())
            .may("dispatch_action", Rule.flag()));
    ALL.put(
        "file",
        Fields.block().must("external_id", Rule.text(1, 255)).must("source", Rule.word("remote")));
    ALL.put("table", Tables.table());
    ALL.put("data_table", Tables.dataTable());
    ALL.put(
        "data_visualization",
        Fields.block().must("title", Rule.text(1, 50)).must("chart", Rule.any()));
    for (String free : new String[] {"plan", "task_card", "alert", "card", "carousel", "video"}) {
      ALL.put(free, Rule.any());
    }
  }

  private Blocks() {}

  /// Everything that is wrong with `blocks`.
  public static Problems check(JsonNode blocks, Surface surface) {
    var problems = new Problems();
    Rule.list(0, surface.most, Rule.typed(() -> ALL)).check(blocks, "/blocks", problems);
    var ids = new HashSet<String>();
    int charts = 0;
    for (int i = 0; i < blocks.size(); i++) {
      String type = blocks.get(i).path("type").asText("");
      String id = blocks.get(i).path("block_id").asText("");
      if (!id.isEmpty() && !ids.add(id)) {
        problems.add("block_id already exists", "/blocks/" + i + "/block_id");
      }
      if (surface != Surface.MESSAGE && MESSAGES_ONLY.contains(type)) {
        problems.add("unsupported type: " + type, "/blocks/" + i);
      }
      charts += type.equals("data_visualization") ? 1 : 0;
    }
    if (charts > 2) {
      problems.add("no more than 2 data_visualization blocks allowed", "/blocks");
    }
    Tables.total(blocks, problems);
    return problems;
  }

  /// How many characters of text there are in blocks of markdown.
  public static int markdownLength(JsonNode blocks) {
    int length = 0;
    for (JsonNode block : blocks) {
      length +=
          block.path("type").asText("").equals("markdown")
              ? block.path("text").asText("").length()
              : 0;
    }
    return length;
  }

  private static void contextElement(JsonNode node, String at, Problems problems) {
    Rule rule =
        node.path("type").asText("").equals("image")
            ? Elements.oneOf(Set.of("image"))
            : Texts.either(2_000);
    rule.check(node, at, problems);
  }

  private static Set<String> union(Set<String> some, String... more) {
    var all = new HashSet<>(some);
    all.addAll(Set.of(more));
    return Set.copyOf(all);
  }
}
