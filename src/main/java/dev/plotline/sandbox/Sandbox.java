package dev.plotline.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plotline.chat.Content;
import dev.plotline.chat.ThreadKey;
import dev.plotline.file.Workspace;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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
  private final Current current;

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
    this.current = new Current(thread, successor, life, clock, lost);
  }

  /// Starts the session if there is none.
  public void warm() throws IOException, InterruptedException {
    warm(() -> {});
  }

  /// The same.
  ///
  /// @param waits run when the account's limits make the start wait
  public void warm(Runnable waits) throws IOException, InterruptedException {
    current.use(live -> live.session.id(), waits);
  }

  /// Runs code, then finds the figures and files it made, also when it failed.
  public Execution run(Language language, String code, Duration limit)
      throws IOException, InterruptedException {
    return run(
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
    return run("shell", command, live -> live.session.command(command, limit));
  }

  /// Puts a file into the working folder.
  public void write(String path, Content content) throws IOException, InterruptedException {
    current.use(live -> {
      var beginning = new Beginning(content, MOST_WRITTEN);
      live.transfer.write(path, beginning);
      live.changedByUs = true;
      current.note(new Step.Written(path, beginning.base64()));
      return path;
    });
  }

  /// Puts a file that the workspace holds into the working folder.
  ///
  /// @param content its bytes, for a session that can't fetch it by itself
  public void put(Workspace.Saved file, Content content) throws IOException, InterruptedException {
    current.use(live -> {
      live.put(file, content);
      current.note(new Step.Placed(file.path(), file.key(), file.size()));
      return file;
    });
  }

  /// Reads a file of the working folder.
  ///
  /// @param size its length as last seen
  public void read(String path, long size, OutputStream out)
      throws IOException, InterruptedException {
    String before = session();
    current.use(live -> {
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
    return current.use(live -> {
      JsonNode slice = live.cells.call("slice_out", path, 0, most);
      byte[] bytes = live.session.read(slice.path("slice").asText());
      return new Head(ByteBuffer.wrap(bytes).asReadOnlyBuffer(), slice.path("size").asLong());
    });
  }

  /// A copy of a still image, a PNG or a JPEG, that keeps within a longest side and a number of
  /// bytes. Refused where such a copy would not show what the image does.
  public byte[] preview(String path, int longestSide, int mostBytes)
      throws IOException, InterruptedException {
    return current.use(live -> {
      JsonNode copy = live.cells.call("preview", path, longestSide, mostBytes);
      return live.session.read(copy.path("slice").asText());
    });
  }

  /// The beginning of a file.
  ///
  /// @param bytes the first bytes
  /// @param size the file's whole length
  public record Head(ByteBuffer bytes, long size) {}

  /// What lies in a folder, `""` for the working folder.
  public List<Session.Item> list(String folder) throws IOException, InterruptedException {
    return current.use(live -> live.session.list(folder));
  }

  /// Removes files.
  public void remove(List<String> paths) throws IOException, InterruptedException {
    current.use(live -> {
      live.session.remove(paths);
      live.changedByUs = true;
      current.note(new Step.Removed(paths));
      return paths;
    });
  }

  /// What a file holds: tables with their header rows, counts and types, or why it can't be read.
  /// The shape is described in `session/profiles.py`.
  public JsonNode profile(String path) throws IOException, InterruptedException {
    return current.use(live -> {
      JsonNode profile = live.cells.call("profile", path);
      live.provideFont(profile.toString());
      return profile;
    });
  }

  /// Unpacks an archive into a folder of its own: which, how many files, those worth a profile, and
  /// what was left out. The shape is described in `session/unpacking.py`.
  public JsonNode unpack(String path) throws IOException, InterruptedException {
    return current.use(live -> live.unpack(path));
  }

  /// Whether a file is unpacked when it comes, and again when it is put back.
  public static boolean isArchive(String path) {
    return path.toLowerCase(Locale.ROOT).endsWith(".zip");
  }

  /// The session's id, null when none is running.
  public @Nullable String session() {
    return current.session();
  }

  /// Whether a call is under way.
  boolean isInUse() {
    return current.isInUse();
  }

  /// What happened to the session since this was last asked: sentences for the person and the
  /// model.
  public List<String> takeNotices() {
    return current.takeNotices();
  }

  /// What was done since this was last asked, for the turn's record.
  public Journal takeJournal() {
    return current.takeJournal();
  }

  /// Ends the session; the next use starts another.
  ///
  /// @param why for the notice, for example `was stopped`
  public void stop(String why) {
    current.stop(why);
  }

  /// Ends the session that the thread would go on with, whichever process has begun it.
  ///
  /// @param why for the notice, for example `was reset`
  void end(String why) {
    current.end(why);
  }

  private Execution run(String language, String code, Current.Use<Session.Output> run)
      throws IOException, InterruptedException {
    return current.useLasting(live -> {
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
          current.stop("was ended because it did not answer any more");
        }
        return new Execution(
            output,
            List.of(),
            List.of(),
            List.of(),
            List.of("The charts and files of this run could not be collected."));
      } finally {
        String printed = Restoration.digest(output.stdout());
        current.note(
            new Step.Ran(language, code, printed, output.error(), output.time(), files, charts));
      }
    });
  }
}
