package dev.plotline.aws;

import dev.plotline.sandbox.Language;
import dev.plotline.sandbox.SandboxException;
import dev.plotline.sandbox.SandboxException.Kind;
import dev.plotline.sandbox.Session;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.bedrockagentcore.model.ContentBlock;
import software.amazon.awssdk.services.bedrockagentcore.model.InputContentBlock;
import software.amazon.awssdk.services.bedrockagentcore.model.ToolArguments;
import software.amazon.awssdk.services.bedrockagentcore.model.ToolName;

/// A session of AgentCore Code Interpreter.
final class CodeInterpreterSession implements Session {
  /// For a file of the largest size over a slow line.
  private static final Duration FILE_LIMIT = Duration.ofMinutes(3);

  private final String id;
  private final Instant expiresAt;
  private final ToolCalls calls;
  private final Runnable end;

  /// @param end stops the session; waits a while and never fails
  CodeInterpreterSession(String id, Instant expiresAt, ToolCalls calls, Runnable end) {
    this.id = id;
    this.expiresAt = expiresAt;
    this.calls = calls;
    this.end = end;
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public Instant expiresAt() {
    return expiresAt;
  }

  @Override
  public Output run(Language language, String code, Duration limit)
      throws SandboxException, InterruptedException {
    return output(
        ToolName.EXECUTE_CODE,
        limit,
        arguments -> arguments.code(code).language(language.id()).clearContext(false));
  }

  @Override
  public Output command(String command, Duration limit)
      throws SandboxException, InterruptedException {
    return output(ToolName.EXECUTE_COMMAND, limit, arguments -> arguments.command(command));
  }

  @Override
  public void write(String path, byte[] bytes) throws SandboxException, InterruptedException {
    if (bytes.length > WRITE_LIMIT) {
      throw new SandboxException(
          Kind.REFUSED,
          "a write carries at most %d bytes, these were %d".formatted(WRITE_LIMIT, bytes.length));
    }
    // The SDK encodes the bytes; encoding them here as well corrupts every file.
    accepted(
        ToolName.WRITE_FILES,
        false,
        arguments ->
            arguments.content(
                InputContentBlock.builder()
                    .path(path)
                    .blob(SdkBytes.fromByteArrayUnsafe(bytes))
                    .build()));
  }

  @Override
  public byte[] read(String path) throws SandboxException, InterruptedException {
    ToolAnswer answer = accepted(ToolName.READ_FILES, true, arguments -> arguments.paths(path));
    byte[] bytes =
        SessionBlocks.file(answer.content(), path)
            .orElseThrow(() -> new SandboxException(Kind.BROKEN, "the answer holds no file"));
    if (bytes.length > READ_LIMIT) {
      throw new SandboxException(
          Kind.REFUSED,
          "a read returns at most %d bytes, these were %d".formatted(READ_LIMIT, bytes.length));
    }
    return bytes;
  }

  @Override
  public List<Item> list(String folder) throws SandboxException, InterruptedException {
    ToolAnswer answer =
        accepted(ToolName.LIST_FILES, true, arguments -> arguments.directoryPath(folder));
    return SessionBlocks.items(answer.content(), folder);
  }

  @Override
  public void remove(List<String> paths) throws SandboxException, InterruptedException {
    if (!paths.isEmpty()) {
      accepted(ToolName.REMOVE_FILES, false, arguments -> arguments.paths(paths));
    }
  }

  @Override
  public void stop() {
    end.run();
  }

  @Override
  public String toString() {
    return "session " + id;
  }

  private Output output(ToolName tool, Duration limit, Consumer<ToolArguments.Builder> arguments)
      throws SandboxException, InterruptedException {
    long start = System.nanoTime();
    ToolAnswer answer = send(tool, false, arguments, limit);
    Duration waited = Duration.ofNanos(System.nanoTime() - start);
    keepImages(answer.content());
    return new Output(
        answer.stdout(), answer.stderr(), answer.exitCode(), answer.failed(), answer.time(waited));
  }

  /// A picture that comes inside the answer goes into the working folder, where it is found like
  /// any other. The protocol has room for them, though none has been seen yet.
  private void keepImages(List<ContentBlock> blocks) throws SandboxException, InterruptedException {
    for (ContentBlock block : blocks) {
      if ("image".equals(block.typeAsString()) && block.data() != null) {
        byte[] random = new byte[4];
        ThreadLocalRandom.current().nextBytes(random);
        String type = "image/jpeg".equals(block.mimeType()) ? ".jpg" : ".png";
        write("plot-" + HexFormat.of().formatHex(random) + type, block.data().asByteArray());
      }
    }
  }

  private ToolAnswer accepted(
      ToolName tool, boolean readsOnly, Consumer<ToolArguments.Builder> arguments)
      throws SandboxException, InterruptedException {
    ToolAnswer answer = send(tool, readsOnly, arguments, FILE_LIMIT);
    if (answer.failed()) {
      String said = answer.text().isEmpty() ? answer.stderr() : answer.text();
      throw new SandboxException(Kind.REFUSED, tool + " was refused: " + Reason.line(said));
    }
    return answer;
  }

  private ToolAnswer send(
      ToolName tool, boolean readsOnly, Consumer<ToolArguments.Builder> fill, Duration limit)
      throws SandboxException, InterruptedException {
    var arguments = ToolArguments.builder();
    fill.accept(arguments);
    return calls.send(new ToolCalls.Call(id, tool, arguments.build(), readsOnly), limit);
  }
}
