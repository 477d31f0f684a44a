package dev.plotline.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plotline.chat.Content;
import dev.plotline.chat.ThreadKey;
import dev.plotline.file.Workspace;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The handle of one thread's session. It is light until it is first used. A session that is gone,
/// or too near its end, is replaced by one with the same files and variables.
///
/// Any thread may call it; calls run one at a time.
public final class Sandbox {
  private static final Logger log = LoggerFactory.getLogger(Sandbox.class);
  private static final int MOST_WRITTEN = 256 << 10;

  private final ThreadKey thread;
  private final Successor successor;
  private final Life life;
  private final Clock clock;
  private final List<Step> steps = new ArrayList<>();
  private final ReentrantLock lock = new ReentrantLock(true);
  private final List<String> notices = new ArrayList<>();
  private volatile @Nullable Live live;
  private @Nullable String lost;

  /// How long sessions live.
  ///
  /// @param total what the service is asked for: absolute, from the start
  /// @param margin what must be left of it when a call begins
  public record Life(Duration total, Duration margin) {}

  /// A handle; starts nothing.
  ///
  /// @param lost why the thread's last session ended, null when it had none that we know of
  Sandbox(ThreadKey thread, Successor successor, Life life, Clock clock, @Nullable String lost) {
    this.thread = thread;
    this.successor = successor;
    this.life = life;
    this.clock = clock;
    this.lost = lost;
  }

  /// One use of the session.
  @FunctionalInterface
  private interface Use<T> {
    T apply(Live live) throws IOException, InterruptedException;
  }

  /// Starts the session if there is none.
  public void warm() throws IOException, InterruptedException {
    warm(() -> {});
  }

  /// The same.
  ///
  /// @param waits run when the account's limits make the start wait
  public void warm(Runnable waits) throws IOException, InterruptedException {
    use(live -> live.session.id(), waits);
  }

  /// Runs code, then finds the figures and files it made, also when it failed.
  public Execution run(Language language, String code, Duration limit)
      throws IOException, InterruptedException {
    return execute(
        language.id(),
        code,
        live -> {
          live.provideFont(code);
          return live.session.run(language, code, limit);
        });
  }

  /// Runs a shell command likewise.
  public Execution command(String command, Duration limit)
      throws IOException, InterruptedException {
    return execute("shell", command, live -> live.session.command(command, limit));
  }

  /// Puts a file into the working folder.
  public void write(String path, Content content) throws IOException, InterruptedException {
    use(live -> {
      var beginning = new Beginning(content, MOST_WRITTEN);
      live.transfer.write(path, beginning);
      live.changedByUs = true;
      steps.add(new Step.Written(path, beginning.base64()));
      return path;
    });
  }

  /// Puts a file that the workspace holds into the working folder.
  ///
  /// @param content its bytes, for a session that can't fetch it by itself
  public void put(Workspace.Saved file, Content content) throws IOException, InterruptedException {
    use(live -> {
      live.put(file, content);
      steps.add(new Step.Placed(file.path(), file.key(), file.size()));
      return file;
    });
  }

  /// Reads a file of the working folder.
  ///
  /// @param size its length as last seen
  public void read(String path, long size, OutputStream out)
      throws IOException, InterruptedException {
    String before = session();
    use(live -> {
      // Another session has the stored version of the file, which may be an older one.
      if (before != null && !before.equals(live.session.id())) {
        throw new SandboxException(
            SandboxException.Kind.BROKEN, "the session ended before a file was read");
      }
      live.transfer.read(path, size, out);
      return path;
    });
  }

  /// The first bytes of a file and its whole length.
  ///
  /// @param most how many bytes, at most 8 MiB
  public Head head(String path, int most) throws IOException, InterruptedException {
    return use(live -> {
      JsonNode slice = live.cells.call("slice_out", path, 0, most);
      byte[] bytes = live.session.read(slice.path("slice").asText());
      return new Head(ByteBuffer.wrap(bytes).asReadOnlyBuffer(), slice.path("size").asLong());
    });
  }

  /// The beginning of a file.
  ///
  /// @param bytes the first bytes
  /// @param size the file's whole length
  public record Head(ByteBuffer bytes, long size) {}

  /// What lies in a folder, `""` for the working folder.
  public List<Session.Item> list(String folder) throws IOException, InterruptedException {
    return use(live -> live.session.list(folder));
  }

  /// Removes files.
  public void remove(List<String> paths) throws IOException, InterruptedException {
    use(live -> {
      live.session.remove(paths);
      live.changedByUs = true;
      steps.add(new Step.Removed(paths));
      return paths;
    });
  }

  /// What a file holds: tables with their header rows, counts and types, or why it can't be read.
  /// The shape is described in `session/profiles.py`.
  public JsonNode profile(String path) throws IOException, InterruptedException {
    return use(live -> {
      JsonNode profile = live.cells.call("profile", path);
      live.provideFont(profile.toString());
      return profile;
    });
  }

  /// Unpacks an archive into a folder of its own: which, how many files, those worth a profile, and
  /// what was left out. The shape is described in `session/unpacking.py`.
  public JsonNode unpack(String path) throws IOException, InterruptedException {
    return use(live -> live.unpack(path));
  }

  /// Whether a file is unpacked when it comes, and again when it is put back.
  public static boolean isArchive(String path) {
    return path.toLowerCase(Locale.ROOT).endsWith(".zip");
  }

  /// The session's id, null when none is running.
  public @Nullable String session() {
    Live current = live;
    return current == null ? null : current.session.id();
  }

  /// Whether a call is under way.
  boolean isInUse() {
    return lock.isLocked();
  }

  /// What happened to the session since this was last asked: sentences for the person and the
  /// model.
  public List<String> takeNotices() {
    lock.lock();
    try {
      var taken = List.copyOf(notices);
      notices.clear();
      return taken;
    } finally {
      lock.unlock();
    }
  }

  /// What was done since this was last asked, for the turn's record.
  public Journal takeJournal() {
    lock.lock();
    try {
      Live current = live;
      var taken = List.copyOf(steps);
      steps.clear();
      Journal.Held held =
          current == null
              ? null
              : new Journal.Held(current.session.id(), current.session.expiresAt());
      Map<String, String> variables = null;
      if (current != null && Restoration.isNeeded(taken)) {
        try {
          variables = Restoration.variables(current);
        } catch (IOException e) {
          log.warn("{} the variables could not be looked at: {}", thread, e.getMessage());
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
      }
      return new Journal(taken, variables, held);
    } finally {
      lock.unlock();
    }
  }

  /// Ends the session; the next use starts another.
  ///
  /// @param why for the notice, for example `was stopped`
  public void stop(String why) {
    lock.lock();
    try {
      drop(why);
    } finally {
      lock.unlock();
    }
  }

  /// Ends the session that the thread would go on with, whichever process has begun it.
  ///
  /// @param why for the notice, for example `was reset`
  void end(String why) {
    lock.lock();
    try {
      if (successor.endLeft(session()) && live == null) {
        lost = why;
      }
      drop(why);
    } finally {
      lock.unlock();
    }
  }

  private Execution execute(String language, String code, Use<Session.Output> run)
      throws IOException, InterruptedException {
    lock.lockInterruptibly();
    try {
      replaceIfEnding();
      return executed(language, code, run);
    } finally {
      lock.unlock();
    }
  }

  /// A run must not meet the session's end. What only reads goes on with the session it has: what a
  /// run has just made is nowhere else.
  private void replaceIfEnding() {
    Live current = live;
    if (current != null
        && clock.instant().plus(life.margin()).isAfter(current.session.expiresAt())) {
      drop("was about to expire");
    }
  }

  private Execution executed(String language, String code, Use<Session.Output> run)
      throws IOException, InterruptedException {
    return use(live -> {
      if (live.changedByUs) {
        live.cells.call("snapshot");
        live.changedByUs = false;
      }
      Session.Output output = run.apply(live);
      Map<String, String> files = Map.of();
      List<Step.Chart> charts = List.of();
      try {
        JsonNode capture = live.capture();
        files = Captures.files(capture);
        charts = Captures.charts(capture);
        return Captures.execution(output, capture);
      } catch (SandboxException e) {
        log.warn("{} capture failed: {}", thread, e.getMessage());
        if (e.kind() == SandboxException.Kind.TIMEOUT) {
          drop("was ended because it did not answer any more");
        }
        return new Execution(
            output,
            List.of(),
            List.of(),
            List.of(),
            List.of("The charts and files of this run could not be collected."));
      } finally {
        String printed = Restoration.digest(output.stdout());
        steps.add(
            new Step.Ran(language, code, printed, output.error(), output.time(), files, charts));
      }
    });
  }

  /// Nothing was run when the session was gone, so once more is safe; after a time-out or an
  /// interrupt the code may still be running, and the only way to end it is to end the session.
  private <T> T use(Use<T> use) throws IOException, InterruptedException {
    return use(use, () -> {});
  }

  private <T> T use(Use<T> use, Runnable waits) throws IOException, InterruptedException {
    lock.lockInterruptibly();
    try {
      for (boolean again = true; ; again = false) {
        try {
          return use.apply(started(waits));
        } catch (SandboxException e) {
          if (e.kind() == SandboxException.Kind.GONE && again) {
            drop("had expired");
            continue;
          }
          if (e.kind() == SandboxException.Kind.TIMEOUT) {
            drop("was ended because the code ran longer than allowed");
          }
          throw e;
        } catch (InterruptedIOException e) {
          drop("was ended because the run was stopped");
          throw new InterruptedException(e.getMessage());
        } catch (InterruptedException e) {
          drop("was ended because the run was stopped");
          throw e;
        }
      }
    } finally {
      lock.unlock();
    }
  }

  private Live started(Runnable waits) throws IOException, InterruptedException {
    Live current = live;
    if (current == null) {
      var begun = successor.begin(new Successor.Wanted(lost, List.copyOf(steps), waits));
      current = begun.live();
      live = current;
      lost = null;
      notices.addAll(begun.notices());
    }
    return current;
  }

  private void drop(String why) {
    Live current = live;
    if (current != null) {
      current.session.stop();
      log.info("{} session {} {}", thread, current.session.id(), why);
      live = null;
      lost = why;
    }
  }
}
