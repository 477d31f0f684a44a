package dev.plotline.local.analyst.answer;

/// The answer to code in a fence: what it printed.
public final class CodeAnswer {
  private static final int LONGEST = 3_000;

  private CodeAnswer() {}

  /// From its output.
  public static String write(String stdout) {
    String output = stdout.strip();
    if (output.isEmpty()) {
      return "Your code ran and printed nothing.";
    }
    String shown = output.length() > LONGEST ? output.substring(0, LONGEST) + "\n… (cut)" : output;
    return "Your code ran and printed:\n\n```\n" + shown.replace("```", "'''") + "\n```";
  }
}
