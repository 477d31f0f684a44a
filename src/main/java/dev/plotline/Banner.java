package dev.plotline;

import java.util.Map;

/// What is printed when the server is ready: which part is what, and where to look.
final class Banner {
  private Banner() {}

  static void print(App app, Settings settings) {
    var text = new StringBuilder("Plotline is ready.\n\n");
    for (Map<String, String> part : app.rows()) {
      String where = part.getOrDefault("url", part.getOrDefault("id", ""));
      text.append("  %-6s %-24s %s\n".formatted(part.get("name"), part.get("kind"), where));
    }
    text.append("\n  Ask     target/plotline ask \"What drove Q3?\" --file sales.xlsx\n");
    text.append("  Status  ").append(app.admin()).append("/status\n");
    text.append("  Health  ").append(app.web()).append("/healthz\n");
    text.append("  Home    ").append(settings.home()).append('\n');
    System.err.print(text);
  }
}
