package dev.plotline.teams.text;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plotline.chat.text.Inert;
import java.util.regex.Pattern;

/// Code in a card: Teams' own element, and for clients that don't know it the same as text.
final class Code {
  private static final Pattern MENTION = Pattern.compile("(?i)<(?=/?at\\b)");
  private static final Pattern INDENT = Pattern.compile("(?m)^[ \\t]+");

  private Code() {}

  /// What is shown of it: all but what hides or turns text around, and mentions.
  static String visible(String code) {
    return MENTION.matcher(Inert.visible(code)).replaceAll("< ");
  }

  /// The element.
  static ObjectNode block(String code, String language) {
    var block = Cards.JSON.objectNode().put("type", "CodeBlock");
    block.put("codeSnippet", code).put("language", Messages.language(language));
    // Spaces at a line's begin are dropped where text is meant.
    String kept =
        INDENT
            .matcher(code)
            .replaceAll(i -> "\u00A0".repeat(i.group().replace("\t", "    ").length()));
    block.set("fallback", Cards.rich(Cards.run(kept).put("fontType", "Monospace")));
    return block;
  }
}
