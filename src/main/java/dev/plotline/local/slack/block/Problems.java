package dev.plotline.local.slack.block;

import java.util.ArrayList;
import java.util.List;

/// What is wrong with some blocks, in Slack's words, each with where it is.
public final class Problems {
  private final List<String> texts = new ArrayList<>();

  /// Notes one.
  ///
  /// @param at a JSON pointer
  void add(String text, String at) {
    texts.add("[ERROR] " + text + " [json-pointer:" + at + "]");
  }

  /// Whether there is none.
  public boolean isEmpty() {
    return texts.isEmpty();
  }

  /// All of them.
  public List<String> texts() {
    return List.copyOf(texts);
  }
}
