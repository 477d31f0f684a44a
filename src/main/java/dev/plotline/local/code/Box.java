package dev.plotline.local.code;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The live half of a session: the sandboxed supervisor and the pipes to it. Any thread may ask;
/// answers come in any order. When the process ends, whatever is still asked fails with [Gone].
final class Box implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Box.class);
  private static final int MESSAGE_LIMIT = 256 << 20;
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  /// The sandbox ended before it answered.
  static final class Gone extends IOException {
    private static final long serialVersionUID = 1L;

    Gone(String message) {
      super(message);
    }
  }

  /// A request on its way. Code runs one after the other: `turn` completes when what was asked to
  /// run before it has ended, however that was, and at once for all else.
  record Asked(CompletableFuture<?> turn, CompletableFuture<JsonNode> answer) {}

  private final Process process;
  private final DataOutputStream requests;
  private final ReentrantLock writing = new ReentrantLock();
  private final Map<Long, CompletableFuture<JsonNode>> waiting = new ConcurrentHashMap<>();
  private final CompletableFuture<JsonNode> hello = new CompletableFuture<>();
  private final AtomicLong lastId = new AtomicLong();
  private CompletableFuture<?> lastRun = CompletableFuture.completedFuture(null);
  private volatile int runningTasks;
  private volatile boolean ended;

  Box(Process process, String name) {
    this.process = process;
    this.requests = new DataOutputStream(new BufferedOutputStream(process.getOutputStream()));
    // A platform thread: more than 256 virtual ones blocked in reads would starve all others.
    Thread.ofPlatform().daemon().name("session-" + name).start(this::read);
  }

  /// Completes when the supervisor is in place and confined.
  CompletableFuture<JsonNode> hello() {
    return hello;
  }

  boolean isAlive() {
    return !ended;
  }

  /// The commands started without waiting that still run.
  int runningTasks() {
    return runningTasks;
  }

  /// Sends a request; the future has the answer, with a member `error` where it was refused.
  Asked ask(ObjectNode request) {
    long id = lastId.incrementAndGet();
    var answer = new CompletableFuture<JsonNode>();
    CompletableFuture<?> turn = CompletableFuture.completedFuture(null);
    waiting.put(id, answer);
    byte[] body = Json.bytes(request.put("id", id));
    writing.lock();
    try {
      if (request.path("op").asText().equals("run")) {
        turn = lastRun;
        lastRun = answer.handle((_, _) -> id);
      }
      requests.writeInt(body.length);
      requests.write(body);
      requests.flush();
    } catch (IOException e) {
      waiting.remove(id);
      answer.completeExceptionally(new Gone("the session's process has ended"));
    } finally {
      writing.unlock();
    }
    if (ended) {
      failWaiting();
    }
    return new Asked(turn, answer);
  }

  private void read() {
    try (var in = new DataInputStream(process.getInputStream())) {
      while (true) {
        int length = in.readInt();
        if (length < 0 || length > MESSAGE_LIMIT) {
          throw new IOException("a message of " + length + " bytes");
        }
        accept(Json.parse(in.readNBytes(length)));
      }
    } catch (EOFException e) {
      // The usual end.
    } catch (IOException | RuntimeException e) {
      process.destroyForcibly();
    } finally {
      ended = true;
      failWaiting();
    }
  }

  private void accept(JsonNode message) {
    switch (message.path("event").asText()) {
      case "hello" -> hello.complete(message);
      case "failed" -> LOG.warn("session supervisor failed: {}", message.path("error").asText());
      case "tasks" -> runningTasks = message.path("running").asInt();
      default -> {
        var answer = waiting.remove(message.path("id").asLong());
        if (answer != null) {
          answer.complete(message);
        }
      }
    }
  }

  /// What the process complained of so far. Only what doesn't start says anything here, and little.
  String complaint() {
    try {
      var in = process.getErrorStream();
      return new String(in.readNBytes(in.available()), UTF_8);
    } catch (IOException e) {
      return "";
    }
  }

  private void failWaiting() {
    var gone = new Gone("the session's process has ended");
    hello.completeExceptionally(gone);
    List.copyOf(waiting.values()).forEach(answer -> answer.completeExceptionally(gone));
  }

  /// Ends everything in the sandbox: by closing its input, and the hard way when that isn't enough.
  @Override
  public void close() {
    try {
      closeInput();
      if (!ends(PATIENCE)) {
        process.destroy(); // a guard ends its whole tree then
        if (!ends(PATIENCE)) {
          process.destroyForcibly().waitFor();
        }
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  private boolean ends(Duration within) throws InterruptedException {
    return process.waitFor(within.toMillis(), TimeUnit.MILLISECONDS);
  }

  /// Closing waits for a writer; one that is stuck says that the supervisor doesn't read any more.
  private void closeInput() throws InterruptedException {
    if (!writing.tryLock(1, TimeUnit.SECONDS)) {
      process.destroy();
      return;
    }
    try {
      requests.close();
    } catch (IOException e) {
      // It has ended already.
    } finally {
      writing.unlock();
    }
  }
}
