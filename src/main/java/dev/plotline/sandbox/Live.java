package dev.plotline.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plotline.chat.Content;
import dev.plotline.file.Workspace;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A running session with what Plotline put into it. Used by one thread at a time.
final class Live {
  private static final Logger log = LoggerFactory.getLogger(Live.class);

  final Session session;
  final Cells cells;
  final Transfer transfer;

  /// Whether files changed that no run has made, since the folder was last looked at.
  boolean changedByUs = true;

  private final String label;
  private final Workspace workspace;
  private final boolean byLink;
  private boolean fontSeen;

  /// @param label which thread, for logs
  /// @param byLink whether the session reaches the workspace's links
  Live(Session session, String label, Workspace workspace, boolean byLink) {
    this.session = session;
    this.label = label;
    this.workspace = workspace;
    this.byLink = byLink;
    this.cells = new Cells(session);
    this.transfer = new Transfer(session, cells);
  }

  JsonNode unpack(String path) throws IOException, InterruptedException {
    JsonNode unpacked = cells.call("unpack", path);
    changedByUs = true;
    return unpacked;
  }

  /// Makes sure that what a text speaks of can be drawn. Once a session is enough, and only where
  /// it is needed: looking for a font takes matplotlib a while.
  void provideFont(String text) throws IOException, InterruptedException {
    if (fontSeen || !Font.isNeededFor(text)) {
      return;
    }
    fontSeen = true;
    if (!cells.call("has_cjk_font").path("available").asBoolean()) {
      putFont();
    }
  }

  private void putFont() throws IOException, InterruptedException {
    fontSeen = true;
    try {
      transfer.write(Font.PATH, Font.content());
      cells.call("use_font", Font.PATH);
    } catch (SandboxException e) {
      if (e.kind() != SandboxException.Kind.REFUSED) {
        throw e;
      }
      log.warn("{} no font for East Asian labels: {}", label, e.getMessage());
    }
  }

  /// What the last run has made. Its charts may speak of what its code didn't.
  JsonNode capture() throws IOException, InterruptedException {
    JsonNode captured = cells.call("capture", !fontSeen);
    if (!captured.path("needsFont").asBoolean()) {
      return captured;
    }
    putFont();
    return cells.call("capture", false);
  }

  /// Puts a stored file in place. A long one is fetched by the session itself where it can.
  ///
  /// @param content its bytes
  void put(Workspace.Saved file, Content content) throws IOException, InterruptedException {
    changedByUs = true;
    if (byLink && file.size() > Transfer.PART) {
      try {
        transfer.fetch(workspace.link(file).url(), file.path(), file.size());
        return;
      } catch (SandboxException e) {
        if (e.kind() != SandboxException.Kind.REFUSED) {
          throw e;
        }
        log.warn("{} a file goes the long way: {}", label, e.getMessage());
      }
    }
    transfer.write(file.path(), content);
  }

  /// What came of putting files back.
  ///
  /// @param files how many are there again
  /// @param missing the paths of those that are not
  /// @param listed whether it is known which there are
  record PutBack(int files, List<String> missing, boolean listed) {
    static final PutBack NOTHING = new PutBack(0, List.of(), true);

    /// Whether all that was there is there again.
    boolean whole() {
      return listed && missing.isEmpty();
    }

    PutBack and(PutBack other) {
      var all = new ArrayList<>(missing);
      all.addAll(other.missing);
      return new PutBack(files + other.files, all, listed && other.listed);
    }
  }

  /// Puts files of the thread into a new session. Without them the session is still of use.
  ///
  /// @param which of the newest versions
  PutBack putBack(Predicate<Workspace.Saved> which) throws SandboxException, InterruptedException {
    int files = 0;
    var missing = new ArrayList<String>();
    try {
      for (Workspace.Saved file : workspace.latest().stream().filter(which).toList()) {
        if (putBack(file)) {
          files++;
        } else {
          missing.add(file.path());
        }
      }
      return new PutBack(files, missing, true);
    } catch (SandboxException e) {
      throw e;
    } catch (InterruptedIOException e) {
      throw new InterruptedException(e.getMessage());
    } catch (IOException e) {
      log.warn("{} the files could not be listed: {}", label, e.getMessage());
      return new PutBack(files, missing, false);
    }
  }

  /// One file. The session may refuse it, for example as too large, or the store may not have it.
  private boolean putBack(Workspace.Saved file) throws IOException, InterruptedException {
    try {
      put(file, () -> workspace.open(file));
      if (Sandbox.isArchive(file.path())) {
        unpack(file.path());
      }
      return true;
    } catch (SandboxException e) {
      if (e.kind() != SandboxException.Kind.REFUSED) {
        throw e;
      }
      log.warn("{} a file could not be put back: {}", label, e.getMessage());
      return false;
    } catch (InterruptedIOException e) {
      throw e;
    } catch (IOException e) {
      log.warn("{} a file could not be put back: {}", label, e.getMessage());
      return false;
    }
  }
}
