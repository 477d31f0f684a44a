package dev.plotline.local.analyst.answer;

import java.util.Optional;
import java.util.regex.Pattern;

/// Says what failed, in a sentence with a way out.
public final class FailureAnswer {
  private static final Pattern ERROR =
      Pattern.compile("(?m)^(\\w+(?:\\.\\w+)*(?:Error|Exception|Interrupt|Exit))(?::\\s*(.*))?$");

  private FailureAnswer() {}

  /// Of the analyst's own code.
  public static String ours(String stderr) {
    return "The code I wrote failed"
        + because(stderr)
        + ", a second attempt included. Show the code to see it, or ask the question in other"
        + " words.";
  }

  /// Of a file that isn't where it was.
  public static String fileGone(String stderr) {
    return "The file isn't in the session any more" + because(stderr) + ". Send it again, please.";
  }

  /// Of code in a fence.
  public static String theirs(String stderr) {
    return "Your code failed" + because(stderr) + ".\n\n```\n" + tail(stderr) + "\n```";
  }

  private static String because(String stderr) {
    return last(stderr).map(e -> " (" + Markdown.value(e) + ")").orElse("");
  }

  private static Optional<String> last(String stderr) {
    return ERROR.matcher(stderr).results().reduce((_, b) -> b).map(m -> m.group());
  }

  private static String tail(String text) {
    String fenced = text.strip().replace("```", "'''");
    return fenced.length() > 1_500 ? "…" + fenced.substring(fenced.length() - 1_500) : fenced;
  }
}
