package dev.plotline.local.model;

/// Tokens of one call, in Bedrock's terms: what was read from or written to the prompt cache is not
/// part of `input`.
public record Usage(int input, int output, int cacheRead, int cacheWrite) {
  static final Usage NONE = new Usage(0, 0, 0, 0);

  /// All tokens of the call.
  public int total() {
    return input + output + cacheRead + cacheWrite;
  }

  Usage withOutput(int output) {
    return new Usage(input, output, cacheRead, cacheWrite);
  }
}
