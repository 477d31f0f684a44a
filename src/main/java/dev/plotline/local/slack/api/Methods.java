package dev.plotline.local.slack.api;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The methods by name, each with its rule.
final class Methods {
  /// One of them.
  record Entry(Rule rule, Method method) {}

  private final Map<String, Entry> all = new HashMap<>();

  /// Adds one.
  Methods add(String name, Rule rule, Method method) {
    all.put(name, new Entry(rule, method));
    return this;
  }

  /// One by its name, null when there is none.
  @Nullable Entry find(String name) {
    return all.get(name);
  }
}
