package dev.plotline.local.slack.block;

import com.fasterxml.jackson.databind.JsonNode;

/// An image, as a block or within one: it has exactly one source.
final class Image extends Fields {
  @Override
  public void check(JsonNode node, String at, Problems problems) {
    super.check(node, at, problems);
    if (node.has("image_url") == node.has("slack_file")) {
      problems.add("must define exactly one of image_url, slack_file", at);
    }
  }
}
