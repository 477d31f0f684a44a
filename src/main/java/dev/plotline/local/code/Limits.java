package dev.plotline.local.code;

import java.time.Duration;

/// What one session may use. Sizes are bytes; `processes` counts threads as well, `files` folders
/// as well, and `output` is what is kept of each stream of a call.
public record Limits(
    long memory,
    int processes,
    long file,
    long workspace,
    int files,
    int output,
    Duration call,
    Duration task) {
  /// Checks that every limit is positive.
  public Limits {
    positive("memory", memory);
    positive("processes", processes);
    positive("file", file);
    positive("workspace", workspace);
    positive("files", files);
    positive("output", output);
    positive("call", call.toMillis());
    positive("task", task.toMillis());
  }

  /// 2 GiB of memory, 128 processes, 256 MiB a file, 1 GiB and 20,000 files in all, 256 KiB of
  /// output a stream, 15 minutes a call and 8 hours a task, as AgentCore has for the last two.
  public static Limits standard() {
    return new Limits(
        2L << 30,
        128,
        256L << 20,
        1L << 30,
        20_000,
        256 << 10,
        Duration.ofMinutes(15),
        Duration.ofHours(8));
  }

  /// The same with other bytes of memory.
  public Limits withMemory(long bytes) {
    return new Limits(bytes, processes, file, workspace, files, output, call, task);
  }

  /// The same with another number of processes.
  public Limits withProcesses(int count) {
    return new Limits(memory, count, file, workspace, files, output, call, task);
  }

  /// The same with other bytes for one file.
  public Limits withFile(long bytes) {
    return new Limits(memory, processes, bytes, workspace, files, output, call, task);
  }

  /// The same with other bytes and another number of files for the workspace.
  public Limits withWorkspace(long bytes, int count) {
    return new Limits(memory, processes, file, bytes, count, output, call, task);
  }

  /// The same with other bytes of output a stream.
  public Limits withOutput(int bytes) {
    return new Limits(memory, processes, file, workspace, files, bytes, call, task);
  }

  /// The same with another time for one call.
  public Limits withCall(Duration time) {
    return new Limits(memory, processes, file, workspace, files, output, time, task);
  }

  /// The same with another time for one task in the background.
  public Limits withTask(Duration time) {
    return new Limits(memory, processes, file, workspace, files, output, call, time);
  }

  private static void positive(String name, long value) {
    if (value <= 0) {
      throw new IllegalArgumentException(name + " must be positive, was " + value);
    }
  }
}
