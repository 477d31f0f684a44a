package dev.plotline.local.slack.block;

import com.fasterxml.jackson.databind.JsonNode;

/// A section: it has a text, or fields, or both.
final class Section extends Fields {
  @Override
  public void check(JsonNode node, String at, Problems problems) {
    super.check(node, at, problems);
    if (!node.has("text") && !node.has("fields")) {
      problems.add("must define either text or fields", at);
    }
  }
}
