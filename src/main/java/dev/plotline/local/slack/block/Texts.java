package dev.plotline.local.slack.block;

import java.util.Map;

/// Text objects, and the texts inside `rich_text`.
final class Texts {
  private static final Rule STYLE =
      Fields.of()
          .may("bold", Rule.flag())
          .may("italic", Rule.flag())
          .may("strike", Rule.flag())
          .may("code", Rule.flag())
          .may("underline", Rule.flag())
          .may("highlight", Rule.flag())
          .may("client_highlight", Rule.flag())
          .may("unlink", Rule.flag());

  private static final Map<String, Rule> RICH =
      Map.ofEntries(
          Map.entry("text", rich().must("text", Rule.text(1, 100_000))),
          Map.entry(
              "link",
              rich()
                  .must("url", Rule.text(1, 3_000))
                  .may("text", Rule.text(0, 10_000))
                  .may("unsafe", Rule.flag())),
          Map.entry(
              "emoji",
              rich()
                  .must("name", Rule.text(1, 255))
                  .may("unicode", Rule.any())
                  .may("skin_tone", Rule.any())),
          Map.entry("user", rich().must("user_id", Rule.text(1, 255))),
          Map.entry("usergroup", rich().must("usergroup_id", Rule.text(1, 255))),
          Map.entry("channel", rich().must("channel_id", Rule.text(1, 255))),
          Map.entry("broadcast", rich().must("range", Rule.word("here", "channel", "everyone"))),
          Map.entry("color", rich().must("value", Rule.text(1, 100))),
          Map.entry(
              "date",
              rich()
                  .must("timestamp", Rule.number(0, 1e12))
                  .must("format", Rule.text(1, 1_000))
                  .may("url", Rule.text(1, 3_000))
                  .may("fallback", Rule.text(1, 1_000))));

  private static final Rule RICH_TEXTS = Rule.list(1, 10_000, Rule.typed(() -> RICH));

  private static final Rule RICH_SECTION = Fields.of().must("elements", RICH_TEXTS);

  private static final Map<String, Rule> RICH_PARTS =
      Map.of(
          "rich_text_section",
          RICH_SECTION,
          "rich_text_quote",
          Fields.of().must("elements", RICH_TEXTS).may("border", Rule.number(0, 1)),
          "rich_text_preformatted",
          Fields.of()
              .must("elements", RICH_TEXTS)
              .may("border", Rule.number(0, 1))
              .may("language", Rule.text(0, 50)),
          "rich_text_list",
          Fields.of()
              .must("style", Rule.word("bullet", "ordered"))
              .may("indent", Rule.number(0, 8))
              .may("offset", Rule.number(0, 1e9))
              .may("border", Rule.number(0, 1))
              .must(
                  "elements",
                  Rule.list(
                      1, 1_000, Rule.typed(() -> Map.of("rich_text_section", RICH_SECTION)))));

  private Texts() {}

  private static Fields rich() {
    return Fields.of().may("style", STYLE);
  }

  /// Text without formatting.
  static Rule plain(int max) {
    return Rule.typed(() ->
        Map.of(
            "plain_text", Fields.of().must("text", Rule.text(1, max)).may("emoji", Rule.flag())));
  }

  /// Text in either notation.
  static Rule either(int max) {
    return Rule.typed(() ->
        Map.of(
            "plain_text",
            Fields.of().must("text", Rule.text(1, max)).may("emoji", Rule.flag()),
            "mrkdwn",
            Fields.of().must("text", Rule.text(1, max)).may("verbatim", Rule.flag())));
  }

  /// What a `rich_text` block is made of.
  static Rule richParts() {
    return Rule.list(1, 1_000, Rule.typed(() -> RICH_PARTS));
  }
}
