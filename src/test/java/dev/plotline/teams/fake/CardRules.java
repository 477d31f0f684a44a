package dev.plotline.teams.fake;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What Adaptive Cards' schema 1.5 and Teams' own elements allow, as far as this bot uses them: an
/// element or a property that is not listed here is a mistake.
public final class CardRules {
  private static final Set<String> ELEMENTS = Set.of("RichTextBlock", "Table", "CodeBlock");
  private static final Map<String, Set<String>> PROPERTIES =
      Map.of(
          "AdaptiveCard", Set.of("$schema", "type", "version", "body", "actions", "msteams", "rtl"),
          "RichTextBlock", Set.of("type", "inlines", "spacing", "horizontalAlignment", "fallback"),
          "TextRun",
              Set.of(
                  "type",
                  "text",
                  "size",
                  "weight",
                  "color",
                  "isSubtle",
                  "italic",
                  "strikethrough",
                  "fontType",
                  "selectAction"),
          "Table", Set.of("type", "columns", "rows", "gridStyle", "fallback"),
          "TableRow", Set.of("type", "cells", "style"),
          "TableCell", Set.of("type", "items", "style"),
          "CodeBlock", Set.of("type", "codeSnippet", "language", "startLineNumber", "fallback"),
          "Action.Execute", Set.of("type", "title", "verb", "data", "style"),
          "Action.OpenUrl", Set.of("type", "title", "url", "style"));
  private static final Map<String, Set<String>> VALUES =
      Map.of(
          "size", Set.of("Small", "Default", "Medium", "Large", "ExtraLarge"),
          "weight", Set.of("Lighter", "Default", "Bolder"),
          "color", Set.of("Default", "Dark", "Light", "Accent", "Good", "Warning", "Attention"),
          "fontType", Set.of("Default", "Monospace"),
          "spacing", Set.of("Default", "None", "Small", "Medium", "Large", "ExtraLarge", "Padding"),
          "gridStyle", Set.of("default", "emphasis", "good", "attention", "warning", "accent"),
          "language", Set.of("Python", "JavaScript", "TypeScript", "Bash", "PlainText"),
          "horizontalCellContentAlignment", Set.of("left", "center", "right"));
  private static final Set<String> ACTION_STYLES = Set.of("default", "positive", "destructive");

  private final List<String> problems = new ArrayList<>();

  private CardRules() {}

  /// What is wrong with a card; nothing when Teams takes it.
  public static List<String> problems(JsonNode card) {
    var rules = new CardRules();
    rules.card(card);
    return rules.problems;
  }

  private void card(JsonNode card) {
    properties(card);
    check(card.path("type").asText().equals("AdaptiveCard"), "not an AdaptiveCard");
    check(card.path("version").asText().matches("1\\.[0-5]"), "version is above 1.5");
    check(card.path("body").isArray(), "no body");
    card.path("body").forEach(this::element);
    check(card.path("actions").size() <= 6, "more than 6 actions");
    card.path("actions").forEach(this::action);
    check(!card.path("body").isEmpty() || !card.path("actions").isEmpty(), "an empty card");
  }

  private void element(JsonNode element) {
    String type = element.path("type").asText();
    check(ELEMENTS.contains(type), "unknown element " + type);
    properties(element);
    switch (type) {
      case "RichTextBlock" -> {
        check(!element.path("inlines").isEmpty(), "no inlines");
        element.path("inlines").forEach(this::run);
      }
      case "Table" -> table(element);
      case "CodeBlock" -> {
        check(!element.path("codeSnippet").asText().isEmpty(), "no codeSnippet");
        check(element.path("fallback").isObject(), "Teams' own element without a fallback");
        element(element.path("fallback"));
      }
      default -> {
        // Said above.
      }
    }
  }

  private void run(JsonNode run) {
    check(run.path("type").asText().equals("TextRun"), "an inline that is no TextRun");
    boolean function = run.path("text").asText().matches("(?s).*\\{\\{(DATE|TIME)\\(.*");
    check(!function, "a run that a card calculates");
    check(run.path("text").isTextual() && !run.path("text").asText().isEmpty(), "an empty run");
    properties(run);
    if (run.has("selectAction")) {
      action(run.path("selectAction"));
    }
  }

  private void table(JsonNode table) {
    check(table.path("fallback").isObject(), "a table without a fallback");
    element(table.path("fallback"));
    int columns = table.path("columns").size();
    check(columns > 0, "a table without columns");
    for (JsonNode column : table.path("columns")) {
      check(column.path("width").isInt() && column.path("width").asInt() > 0, "a width");
      values(column);
    }
    check(!table.path("rows").isEmpty(), "a table without rows");
    for (JsonNode row : table.path("rows")) {
      properties(row);
      check(row.path("cells").size() == columns, "a row of another length");
      for (JsonNode cell : row.path("cells")) {
        properties(cell);
        check(!cell.path("items").isEmpty(), "an empty cell");
        cell.path("items").forEach(this::element);
      }
    }
  }

  private void action(JsonNode action) {
    properties(action);
    check(!action.path("title").asText().isBlank(), "an action without a title");
    check(!action.has("style") || ACTION_STYLES.contains(action.path("style").asText()), "style");
    switch (action.path("type").asText()) {
      case "Action.Execute" -> {
        check(!action.path("verb").asText().isEmpty(), "no verb");
        check(action.path("data").isObject(), "data that is no object");
      }
      case "Action.OpenUrl" -> check(isAddress(action.path("url").asText()), "url");
      default -> problems.add("unknown action " + action.path("type").asText());
    }
  }

  /// Over plain HTTP only this machine is named, in tests.
  static boolean isAddress(String address) {
    URI url = URI.create(address);
    return "https".equals(url.getScheme())
        || ("http".equals(url.getScheme()) && "127.0.0.1".equals(url.getHost()));
  }

  private void properties(JsonNode node) {
    Set<String> known = PROPERTIES.getOrDefault(node.path("type").asText(), Set.of());
    node.fieldNames()
        .forEachRemaining(
            name -> check(known.contains(name), node.path("type").asText() + " knows no " + name));
    values(node);
  }

  private void values(JsonNode node) {
    VALUES.forEach((name, values) ->
        check(
            !node.has(name) || values.contains(node.path(name).asText()),
            name + " is " + node.path(name)));
  }

  private void check(boolean right, String problem) {
    if (!right) {
      problems.add(problem);
    }
  }
}
