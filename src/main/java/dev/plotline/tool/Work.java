package dev.plotline.tool;

import dev.plotline.chat.Content;
import dev.plotline.chat.Link;
import dev.plotline.chat.PictureLimit;
import dev.plotline.chat.Reply;
import dev.plotline.file.FileName;
import dev.plotline.file.Workspace;
import dev.plotline.sandbox.Execution;
import dev.plotline.sandbox.Figure;
import dev.plotline.sandbox.Sandbox;
import dev.plotline.sandbox.SandboxException;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/// What the tools of one turn share: the thread's sandbox, and what they have made so far. Used by
/// the turn's thread.
///
/// What the code made is fetched and stored after each run, because the session may be gone by the
/// end of the turn. A file that can't be stored is still delivered, from the turn's spool folder.
public final class Work {
  private static final Logger log = LoggerFactory.getLogger(Work.class);
  private static final int MAX_FILES = 50;
  private static final long MAX_BYTES = 1L << 30;

  /// What a turn may run over its time, so that what its last run made is not lost.
  private static final Duration COLLECTING = Duration.ofMinutes(1);

  /// Said while the account's limits make a session wait.
  public static final String WAITING = "Waiting for a free session";

  private final Supplier<Sandbox> sandbox;
  private final Workspace workspace;
  private final Path spool;
  private final @Nullable PictureLimit pictures;
  private final Consumer<String> progress;
  private final List<Reply.Execution> executions = new ArrayList<>();
  private final Map<String, Made> made = new LinkedHashMap<>();
  private final Set<String> notices = new LinkedHashSet<>();
  private long bytes;
  private int spooled;
  private long collectUntil = System.nanoTime() + COLLECTING.toNanos();

  /// Work for a turn.
  ///
  /// @param sandbox the thread's, to be asked for at each use
  /// @param spool an empty folder that the caller deletes after the reply was posted
  /// @param pictures the largest that the platform shows, null when it shows all
  /// @param progress shows the step that begins
  public Work(
      Supplier<Sandbox> sandbox,
      Workspace workspace,
      Path spool,
      @Nullable PictureLimit pictures,
      Consumer<String> progress) {
    this.sandbox = sandbox;
    this.workspace = workspace;
    this.spool = spool;
    this.pictures = pictures;
    this.progress = progress;
  }

  /// A file that was made, with its figure when it is one.
  private record Made(
      String name,
      String path,
      Path content,
      long size,
      Workspace.@Nullable Saved saved,
      @Nullable Figure figure,
      @Nullable Content preview) {}

  /// The thread's sandbox.
  Sandbox sandbox() {
    return sandbox.get();
  }

  /// The thread's workspace.
  Workspace workspace() {
    return workspace;
  }

  /// Begins a call.
  ///
  /// @param left the time that the turn has; fetching what was made ends soon after it
  void begin(Duration left) {
    collectUntil = System.nanoTime() + left.plus(COLLECTING).toNanos();
  }

  /// Shows a step in the session, after the session itself: when the account's limits are reached,
  /// that waits.
  void beginInSession(String step) throws IOException, InterruptedException {
    if (sandbox.get().session() == null) {
      progress.accept("Starting a session");
      sandbox.get().warm(() -> progress.accept(WAITING));
    }
    progress.accept(step);
  }

  /// Keeps what a run printed, and fetches what it made.
  void keep(String language, String code, Execution execution) throws InterruptedException {
    var output = execution.output();
    executions.add(
        new Reply.Execution(
            language, code, output.stdout(), output.stderr(), output.exitCode(), output.time()));
    for (Figure figure : execution.figures()) {
      fetch(figure.name(), figure.path(), figure.bytes(), figure);
    }
    for (Execution.Changed file : execution.files()) {
      fetch(FileName.last(file.path()), file.path(), file.bytes(), null);
    }
    forget(execution.removed());
    notices.addAll(execution.problems());
  }

  /// Makes sure that no new session is given what was removed.
  void forget(List<String> paths) throws InterruptedException {
    try {
      if (!paths.isEmpty()) {
        workspace.remove(paths);
      }
    } catch (InterruptedIOException e) {
      throw new InterruptedException(e.getMessage());
    } catch (IOException e) {
      log.warn("removed files could not be forgotten: {}", e.getMessage());
      notices.add(
          "Files that were removed may come back in a new session: remove them again then.");
    }
  }

  /// Fetches a file that was written on the model's behalf.
  ///
  /// @return whether it was stored
  boolean keep(String path, long size) throws InterruptedException {
    fetch(FileName.last(path), path, size, null);
    Made one = made.get(path);
    return one != null && one.saved() != null;
  }

  /// Whether another file can be kept: there is a place for it, and time.
  boolean hasRoom() {
    return made.size() < MAX_FILES && System.nanoTime() - collectUntil < 0;
  }

  /// Whether a file of this path was made in this turn.
  boolean has(String path) {
    return made.containsKey(path);
  }

  /// What happened to the session, told once to the model and once to the person.
  public List<String> sessionNotices() {
    List<String> taken = sandbox.get().takeNotices();
    notices.addAll(taken);
    return taken;
  }

  /// Breaks off what takes too long.
  private final class InTime extends FilterOutputStream {
    InTime(OutputStream out) {
      super(out);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      if (System.nanoTime() - collectUntil > 0) {
        throw new IOException("no time is left to fetch it");
      }
      out.write(bytes, offset, length);
    }
  }

  private void fetch(String name, String path, long size, @Nullable Figure figure)
      throws InterruptedException {
    if ((!made.containsKey(path) && made.size() >= MAX_FILES) || bytes + size > MAX_BYTES) {
      notices.add("More than 50 files or 1 GB were made; the rest stayed in the session.");
      return;
    }
    String safe = FileName.safe(name);
    Path content = spool.resolve(Integer.toString(spooled++));
    try (OutputStream out = new InTime(Files.newOutputStream(content))) {
      sandbox.get().read(path, size, out);
    } catch (IOException e) {
      log.warn("a file that was made could not be read: {}", e.getMessage());
      notices.add("“" + name + "” was made, but could not be read from the session.");
      return;
    }
    Workspace.Saved saved = null;
    try {
      saved = workspace.save(path, safe, () -> Files.newInputStream(content), size(content));
    } catch (InterruptedIOException e) {
      throw new InterruptedException(e.getMessage());
    } catch (IOException e) {
      log.warn("a file that was made could not be stored: {}", e.getMessage());
      notices.add("The files could not be stored, so there are no links.");
    }
    bytes += size;
    made.remove(path);
    Content preview = figure == null ? null : preview(path);
    made.put(path, new Made(safe, path, content, size(content), saved, figure, preview));
  }

  /// A copy that the platform shows, null when it needs none or there can be none.
  private @Nullable Content preview(String path) throws InterruptedException {
    PictureLimit limit = pictures;
    if (limit == null || System.nanoTime() - collectUntil > 0) {
      return null;
    }
    Path copy = spool.resolve(Integer.toString(spooled++));
    try {
      Files.write(copy, sandbox.get().preview(path, limit.side(), limit.bytes()));
      return () -> Files.newInputStream(copy);
    } catch (IOException e) {
      boolean refused =
          e instanceof SandboxException s && s.kind() == SandboxException.Kind.REFUSED;
      log.atLevel(refused ? Level.DEBUG : Level.WARN)
          .log("a chart has no preview: {}", e.getMessage());
      return refused ? Content.MISSING : null;
    }
  }

  /// The code that ran.
  public List<Reply.Execution> executions() {
    return List.copyOf(executions);
  }

  /// Sentences for the person.
  public List<String> notices() {
    return List.copyOf(notices);
  }

  /// The charts made, with fresh links.
  public List<Reply.Figure> figures() {
    var figures = new ArrayList<Reply.Figure>();
    for (Made one : made.values()) {
      Figure figure = one.figure();
      if (figure != null) {
        var axes =
            figure.axes().stream()
                .map(a -> new Reply.Axes(a.title(), a.x(), a.y(), a.kinds(), a.series()))
                .toList();
        figures.add(
            new Reply.Figure(file(one), figure.title(), AltText.of(figure), axes, one.preview()));
      }
    }
    return figures;
  }

  /// The other files made, with fresh links.
  public List<Reply.File> files() {
    return made.values().stream().filter(one -> one.figure() == null).map(this::file).toList();
  }

  private Reply.File file(Made one) {
    return new Reply.File(
        one.name(),
        one.path(),
        FileName.mediaType(one.name()),
        one.size(),
        link(one.saved()),
        () -> Files.newInputStream(one.content()));
  }

  private @Nullable Link link(Workspace.@Nullable Saved saved) {
    if (saved == null) {
      return null;
    }
    try {
      return workspace.link(saved);
    } catch (IOException e) {
      log.warn("a link could not be signed: {}", e.getMessage());
      return null;
    }
  }

  private static long size(Path content) {
    try {
      return Files.size(content);
    } catch (IOException e) {
      return 0;
    }
  }

  /// Reads a small file of the session for the model.
  byte[] read(String path) throws IOException, InterruptedException {
    var head = sandbox.get().head(path, 4 << 20);
    byte[] content = new byte[head.bytes().remaining()];
    head.bytes().get(content);
    return content;
  }
}
