package dev.plotline.cli;

import java.io.Serial;

/// What ends a command: one sentence for whoever typed it, and the exit status.
public final class Trouble extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  private final String sentence;
  private final int status;

  private Trouble(String sentence, int status) {
    super(sentence);
    this.sentence = sentence;
    this.status = status;
  }

  /// It was typed or set wrongly: status 2.
  public static Trouble usage(String sentence) {
    return new Trouble(sentence, 2);
  }

  /// It could not be done: status 1.
  public static Trouble failed(String sentence) {
    return new Trouble(sentence, 1);
  }

  /// One sentence.
  public String sentence() {
    return sentence;
  }

  /// The exit status.
  public int status() {
    return status;
  }
}
