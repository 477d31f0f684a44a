package dev.plotline.local.slack.block;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/// The fields of an object: those that must be there, those that may, and no others.
sealed class Fields implements Rule permits Image, Section {
  private final Map<String, Rule> known = new LinkedHashMap<>();
  private final Set<String> needed = new HashSet<>();

  /// No fields but `type`.
  static Fields of() {
    return new Fields().may("type", Rule.text(1, 100));
  }

  /// A block, which may have an id.
  static Fields block() {
    return of().may("block_id", Rule.text(0, 255));
  }

  /// An element that acts when it is used.
  static Fields element() {
    return of().may("action_id", Rule.text(0, 255))
        .may("focus_on_load", Rule.flag())
        .may("confirm", Elements.confirmation());
  }

  /// A field that must be there.
  Fields must(String name, Rule rule) {
    needed.add(name);
    return may(name, rule);
  }

  /// A field that may be there.
  Fields may(String name, Rule rule) {
    known.put(name, rule);
    return this;
  }

  @Override
  public void check(JsonNode node, String at, Problems problems) {
    if (!node.isObject()) {
      problems.add("must provide an object", at);
      return;
    }
    for (String name : needed) {
      if (node.path(name).isMissingNode() || node.path(name).isNull()) {
        problems.add("missing required field: " + name, at);
      }
    }
    for (var field : node.properties()) {
      Rule rule = known.get(field.getKey());
      if (rule == null) {
        problems.add("invalid additional property: " + field.getKey(), at);
      } else if (!field.getValue().isNull()) {
        rule.check(field.getValue(), at + "/" + field.getKey(), problems);
      }
    }
  }
}
