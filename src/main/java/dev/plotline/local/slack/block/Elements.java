package dev.plotline.local.slack.block;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/// What can be pressed, chosen and filled in.
final class Elements {
  private static final Map<String, Rule> ALL = new HashMap<>();

  private Elements() {}

  static {
    ALL.put("button", button());
    ALL.put("workflow_button", Rule.any());
    ALL.put("image", image());
    choices();
    fields();
    ALL.put(
        "feedback_buttons",
        Fields.of()
            .may("action_id", Rule.text(0, 255))
            .must("positive_button", feedback())
            .must("negative_button", feedback()));
    ALL.put(
        "icon_button",
        Fields.element()
            .must("icon", Rule.text(1, 100))
            .must("text", Texts.plain(75))
            .may("value", Rule.text(0, 2_000))
            .may("accessibility_label", Rule.text(0, 75))
            .may("visible_to_user_ids", Rule.list(0, 100, Rule.text(1, 50))));
  }

  private static void choices() {
    for (String many : new String[] {"", "multi_"}) {
      ALL.put(many + "static_select", select().must("options", options(100)));
      ALL.put(many + "external_select", select().may("min_query_length", Rule.number(0, 100)));
      ALL.put(many + "users_select", select().may("initial_user", Rule.text(1, 50)));
      ALL.put(many + "channels_select", select().may("initial_channel", Rule.text(1, 50)));
      ALL.put(
          many + "conversations_select",
          select()
              .may("initial_conversation", Rule.text(1, 50))
              .may("default_to_current_conversation", Rule.flag())
              .may("filter", Rule.any()));
    }
    ALL.put("overflow", Fields.element().must("options", options(5)));
    ALL.put(
        "checkboxes",
        Fields.element()
            .must("options", options(10))
            .may("initial_options", Rule.list(1, 10, option())));
    ALL.put(
        "radio_buttons",
        Fields.element().must("options", options(10)).may("initial_option", option()));
  }

  private static void fields() {
    for (String kind : new String[] {"plain_text_input", "email_text_input", "url_text_input"}) {
      ALL.put(
          kind,
          Fields.element()
              .may("placeholder", Texts.plain(150))
              .may("initial_value", Rule.text(0, 3_000))
              .may("multiline", Rule.flag())
              .may("min_length", Rule.number(0, 3_000))
              .may("max_length", Rule.number(1, 3_000))
              .may("dispatch_action_config", Rule.any()));
    }
    ALL.put(
        "number_input",
        Fields.element()
            .must("is_decimal_allowed", Rule.flag())
            .may("initial_value", Rule.text(0, 100))
            .may("min_value", Rule.text(0, 100))
            .may("max_value", Rule.text(0, 100))
            .may("placeholder", Texts.plain(150)));
    for (String kind : new String[] {"datepicker", "timepicker", "datetimepicker"}) {
      ALL.put(
          kind,
          Fields.element()
              .may("placeholder", Texts.plain(150))
              .may("timezone", Rule.text(0, 100))
              .may("initial_date", Rule.text(0, 10))
              .may("initial_time", Rule.text(0, 5))
              .may("initial_date_time", Rule.number(0, 1e11)));
    }
    ALL.put(
        "file_input",
        Fields.of()
            .may("action_id", Rule.text(0, 255))
            .may("filetypes", Rule.list(0, 100, Rule.text(1, 20)))
            .may("max_files", Rule.number(1, 10)));
  }

  private static Fields button() {
    return Fields.element()
        .must("text", Texts.plain(75))
        .may("url", Rule.text(1, 3_000))
        .may("value", Rule.text(0, 2_000))
        .may("style", Rule.word("primary", "danger"))
        .may("accessibility_label", Rule.text(0, 75));
  }

  private static Fields feedback() {
    return Fields.of()
        .must("text", Texts.plain(75))
        .must("value", Rule.text(1, 2_000))
        .may("accessibility_label", Rule.text(0, 75));
  }

  private static Fields select() {
    return Fields.element()
        .may("placeholder", Texts.plain(150))
        .may("option_groups", Rule.any())
        .may("initial_option", option())
        .may("initial_options", Rule.list(1, 100, option()))
        .may("max_selected_items", Rule.number(1, 100));
  }

  private static Rule options(int max) {
    return Rule.list(1, max, option());
  }

  private static Rule option() {
    return Fields.of()
        .must("text", Texts.either(75))
        .must("value", Rule.text(1, 150))
        .may("description", Texts.either(75))
        .may("url", Rule.text(1, 3_000));
  }

  /// An image, which is either at an address or one of the workspace's files.
  static Fields image() {
    return new Image()
        .may("type", Rule.text(1, 100))
        .must("alt_text", Rule.text(1, 2_000))
        .may("image_url", Rule.text(1, 3_000))
        .may("slack_file", Fields.of().may("id", Rule.text(1, 50)).may("url", Rule.text(1, 3_000)));
  }

  /// A question to be sure.
  static Rule confirmation() {
    return Fields.of()
        .must("title", Texts.plain(100))
        .must("text", Texts.either(300))
        .must("confirm", Texts.plain(30))
        .must("deny", Texts.plain(30))
        .may("style", Rule.word("primary", "danger"));
  }

  /// One of these.
  static Rule oneOf(Set<String> types) {
    Rule known = Rule.typed(() -> ALL);
    return (JsonNode node, String at, Problems problems) -> {
      String type = node.path("type").asText("");
      if (!type.isEmpty() && ALL.containsKey(type) && !types.contains(type)) {
        problems.add("unsupported type: " + type, at);
      } else {
        known.check(node, at, problems);
      }
    };
  }
}
