package dev.plotline.local.slack.block;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/// What a value in a block must be. Rules are put together from the few kinds here.
@FunctionalInterface
interface Rule {
  /// Notes what is wrong with `node`, which is at `at`.
  void check(JsonNode node, String at, Problems problems);

  /// Both.
  default Rule and(Rule other) {
    return (node, at, problems) -> {
      check(node, at, problems);
      other.check(node, at, problems);
    };
  }

  /// Anything.
  static Rule any() {
    return (_, _, _) -> {};
  }

  /// A string of so many characters.
  static Rule text(int min, int max) {
    return (node, at, problems) -> {
      if (!node.isTextual()) {
        problems.add("must provide a string", at);
        return;
      }
      String text = node.asText();
      if (text.codePointCount(0, text.length()) < min) {
        problems.add("must be more than " + (min - 1) + " characters", at);
      }
      if (text.length() > max) {
        problems.add("must be less than " + (max + 1) + " characters", at);
      }
    };
  }

  /// One of these words.
  static Rule word(String... words) {
    Set<String> allowed = Set.of(words);
    return (node, at, problems) -> {
      if (!node.isTextual() || !allowed.contains(node.asText())) {
        problems.add("value must be one of the allowed ones", at);
      }
    };
  }

  /// True or false.
  static Rule flag() {
    return (node, at, problems) -> {
      if (!node.isBoolean()) {
        problems.add("must provide a boolean", at);
      }
    };
  }

  /// A number in a range.
  static Rule number(double min, double max) {
    return (node, at, problems) -> {
      if (!node.isNumber()) {
        problems.add("must provide a number", at);
      } else if (node.asDouble() < min || node.asDouble() > max) {
        problems.add("must be from " + min + " to " + max, at);
      }
    };
  }

  /// A list of so many values.
  static Rule list(int min, int max, Rule each) {
    return (node, at, problems) -> {
      if (!node.isArray()) {
        problems.add("must provide an array", at);
        return;
      }
      if (node.size() > max) {
        problems.add("no more than " + max + " items allowed", at);
      }
      if (node.size() < min) {
        problems.add("no fewer than " + min + " items allowed", at);
      }
      for (int i = 0; i < node.size() && i <= max; i++) {
        each.check(node.get(i), at + "/" + i, problems);
      }
    };
  }

  /// An object with these fields and no others.
  static Rule object(Fields fields) {
    return fields;
  }

  /// An object whose `type` names its rule.
  static Rule typed(Supplier<Map<String, Rule>> types) {
    return (node, at, problems) -> {
      if (!node.isObject()) {
        problems.add("must provide an object", at);
        return;
      }
      String type = node.path("type").asText("");
      Rule rule = types.get().get(type);
      if (type.isEmpty()) {
        problems.add("missing required field: type", at);
      } else if (rule == null) {
        problems.add("unsupported type: " + type, at);
      } else {
        rule.check(node, at, problems);
      }
    };
  }
}
