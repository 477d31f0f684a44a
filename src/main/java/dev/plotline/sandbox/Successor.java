package dev.plotline.sandbox;

import dev.plotline.chat.ThreadKey;
import dev.plotline.file.Workspace;
import dev.plotline.sandbox.Restoration.Extent;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Finds a thread the session that it goes on with: the one that an earlier process left, or a new
/// one in which is done what was done before. Used by one thread at a time.
final class Successor {
  private static final Logger log = LoggerFactory.getLogger(Successor.class);
  private static final int NAMED = 10;
  private static final String ENDED = "had ended";

  private final ThreadKey thread;
  private final Interpreter interpreter;
  private final Workspace workspace;
  private final Sandbox.Life life;
  private final Clock clock;
  private final Journal.Source journals;

  /// @param journals of the thread's earlier turns
  Successor(
      ThreadKey thread,
      Interpreter interpreter,
      Workspace workspace,
      Sandbox.Life life,
      Clock clock,
      Journal.Source journals) {
    this.thread = thread;
    this.interpreter = interpreter;
    this.workspace = workspace;
    this.life = life;
    this.clock = clock;
    this.journals = journals;
  }

  /// A session to go on with.
  ///
  /// @param notices sentences for the person and the model
  record Begun(Live live, List<String> notices) {}

  /// What a new session is to be like.
  ///
  /// @param lost why the last one ended, null when it isn't known
  /// @param steps what was done since the last journal
  /// @param waits run when the account's limits make the start wait
  record Wanted(@Nullable String lost, List<Step> steps, Runnable waits) {
    String because() {
      return lost == null ? ENDED : lost;
    }

    Wanted because(String reason) {
      return new Wanted(reason, steps, waits);
    }
  }

  Begun begin(Wanted wanted) throws IOException, InterruptedException {
    List<Journal> earlier = earlier();
    if (earlier == null) {
      return withFiles(wanted, "what ran before can't be read now");
    }
    Journal last = earlier.isEmpty() ? Journal.NOTHING : earlier.getLast();
    Map<String, String> variables = variables(earlier);
    Wanted now = wanted;
    if (wanted.lost() == null && last.session() != null && variables != null) {
      Live found = find(last.session());
      if (found != null) {
        if (isAsRecorded(found, variables)) {
          return new Begun(found, List.of());
        }
        now = wanted.because("was not as the last answer left it");
      }
    }
    var all = new ArrayList<Step>();
    earlier.forEach(journal -> all.addAll(journal.steps()));
    all.addAll(wanted.steps());
    if (!Restoration.isNeeded(all)) {
      return withFiles(now, "");
    }
    // What the steps since then have changed is not in the last journal.
    return withAll(now, all, Restoration.isNeeded(wanted.steps()) ? null : variables);
  }

  /// What the earlier turns did, null when that can't be read.
  private @Nullable List<Journal> earlier() throws InterruptedIOException {
    try {
      return journals.of(thread);
    } catch (InterruptedIOException e) {
      throw e;
    } catch (IOException e) {
      log.warn("{} what ran before can't be read: {}", thread, e.getMessage());
      return null;
    }
  }

  /// Ends the sessions that other processes have left.
  ///
  /// @param own the id of this process's own, which stays
  /// @return whether there was one that may have been alive
  boolean endLeft(@Nullable String own) {
    boolean any = false;
    try {
      List<Journal> earlier = earlier();
      Set<Journal.Held> left = new LinkedHashSet<>();
      for (Journal journal : earlier == null ? List.<Journal>of() : earlier) {
        Journal.Held held = journal.session();
        if (held != null && !held.id().equals(own) && held.expiresAt().isAfter(clock.instant())) {
          left.add(held);
        }
      }
      for (Journal.Held held : left) {
        any = true;
        Session session = interpreter.attach(held.id(), held.expiresAt());
        if (session != null) {
          session.stop();
        }
      }
    } catch (InterruptedIOException | InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return any;
  }

  private static @Nullable Map<String, String> variables(List<Journal> journals) {
    for (Journal journal : journals.reversed()) {
      if (Restoration.isNeeded(journal.steps())) {
        return journal.variables();
      }
    }
    return Map.of();
  }

  private @Nullable Live find(Journal.Held held) throws InterruptedException {
    Instant needed = clock.instant().plus(life.margin());
    if (needed.isAfter(held.expiresAt())) {
      return null;
    }
    Session session = interpreter.attach(held.id(), held.expiresAt());
    return session == null ? null : live(session);
  }

  /// A turn that a crash cut off may have changed it, and will be run again.
  private boolean isAsRecorded(Live found, Map<String, String> variables)
      throws IOException, InterruptedException {
    boolean same = false;
    try {
      same = Restoration.variables(found).equals(variables);
      log.info("{} session {} found again, {}", thread, found.session.id(), same);
    } catch (SandboxException e) {
      log.info("{} session {} is gone", thread, found.session.id());
    } finally {
      if (!same) {
        found.session.stop();
      }
    }
    return same;
  }

  private Live live(Session session) {
    return new Live(session, thread.toString(), workspace, interpreter.reachesInternet());
  }

  private Live start(Wanted wanted) throws SandboxException, InterruptedException {
    Live live = live(interpreter.start("plotline-" + thread.hash(), life.total(), wanted.waits()));
    log.info("{} session {} started", thread, live.session.id());
    return live;
  }

  private Begun withAll(Wanted wanted, List<Step> steps, @Nullable Map<String, String> variables)
      throws IOException, InterruptedException {
    if (Restoration.time(steps).compareTo(Restoration.LONGEST) > 0) {
      return withFiles(wanted, "running everything again would take too long");
    }
    Live live = start(wanted);
    boolean through = false;
    try {
      var again = new Restoration(live, workspace, steps, variables, Extent.STATE).run();
      if (again != null) {
        through = true;
        return new Begun(live, List.of(sentence(wanted, again)));
      }
    } finally {
      if (!through) {
        // Half a thread's files and variables would be taken for all of them.
        live.session.stop();
      }
    }
    return withFiles(wanted, "running everything again took too long");
  }

  /// @param why the code isn't run again, empty when there is none
  private Begun withFiles(Wanted wanted, String why) throws IOException, InterruptedException {
    Live live = start(wanted);
    boolean through = false;
    try {
      Live.PutBack back = live.putBack(_ -> true);
      through = true;
      boolean silent = back.files() == 0 && back.whole() && wanted.lost() == null && why.isEmpty();
      String gone = why.isEmpty() ? "" : "Variables from before are gone: " + why + ".";
      return new Begun(live, silent ? List.of() : List.of((begin(wanted, back) + gone).strip()));
    } finally {
      if (!through) {
        live.session.stop();
      }
    }
  }

  private static String sentence(Wanted wanted, Restoration.Again again) {
    String runs = again.runs() == 1 ? "1 run of code was" : again.runs() + " runs of code were";
    String end =
        again.differences().isEmpty()
            ? "with the same results."
            : "and this is different from before: " + Restoration.named(again.differences()) + ".";
    return begin(wanted, again.back()) + runs + " repeated in it, " + end;
  }

  private static String begin(Wanted wanted, Live.PutBack back) {
    String files =
        switch (back.files()) {
          case 0 -> "";
          case 1 -> "1 file was put back. ";
          default -> back.files() + " files were put back. ";
        };
    return "The session " + wanted.because() + "; a new one was started. " + files + missing(back);
  }

  private static String missing(Live.PutBack back) {
    if (!back.listed()) {
      return "The storage did not answer, so files from before are missing: send again what is"
          + " missed. ";
    }
    return back.missing().isEmpty()
        ? ""
        : "Not put back, because it could not be read or was refused: %s. "
            .formatted(String.join(", ", back.missing().stream().limit(NAMED).toList()));
  }
}
