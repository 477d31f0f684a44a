package dev.plotline.sandbox;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// One session of a Code Interpreter, with what the service itself offers and no more: what
/// Plotline adds (figures, changed files, large files) is [Sandbox]'s. Calls come one at a time.
///
/// Paths are relative to the session's working folder. Interrupting the calling thread abandons the
/// call; the code may go on running.
public interface Session {
  /// The service's id.
  String id();

  /// When the service will end it, whatever is going on.
  Instant expiresAt();

  /// Runs code with the variables of earlier calls. The code is sent exactly once, whatever
  /// happens.
  ///
  /// @param limit after which the call fails; the code is then of unknown state
  Output run(Language language, String code, Duration limit)
      throws SandboxException, InterruptedException;

  /// Runs a shell command in the working folder, once.
  Output command(String command, Duration limit) throws SandboxException, InterruptedException;

  /// Writes one file, its parent folder existing; at most [#WRITE_LIMIT] bytes.
  void write(String path, byte[] bytes) throws SandboxException, InterruptedException;

  /// Reads one file exact to the byte; at most [#READ_LIMIT] bytes.
  byte[] read(String path) throws SandboxException, InterruptedException;

  /// What lies in a folder, `""` for the working folder; not deeper, without the service's own.
  List<Item> list(String folder) throws SandboxException, InterruptedException;

  /// Removes files.
  void remove(List<String> paths) throws SandboxException, InterruptedException;

  /// Ends it; nothing of it survives. Never fails: a session that can't be stopped expires.
  void stop();

  /// The most that one write carries: the service takes 100 MB a request, base64 included.
  int WRITE_LIMIT = 48 << 20;

  /// The most that one read returns: an event of the stream holds 20,000,000 characters of JSON
  /// string, base64 included.
  int READ_LIMIT = 12 << 20;

  /// What a run printed.
  ///
  /// @param stdout as printed, possibly cut by the service
  /// @param stderr likewise; warnings here are no failure
  /// @param exitCode 0 when it succeeded
  /// @param error whether it failed: an exception, or an exit code other than 0
  /// @param time how long it took in the session
  record Output(String stdout, String stderr, int exitCode, boolean error, Duration time) {}

  /// An entry of a folder.
  ///
  /// @param name without folder
  /// @param folder whether it is one
  /// @param size in bytes, -1 when the service doesn't say
  record Item(String name, boolean folder, long size) {}
}
