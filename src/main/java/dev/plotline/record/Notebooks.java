package dev.plotline.record;

import dev.plotline.chat.Link;
import dev.plotline.chat.Reply;
import dev.plotline.chat.ThreadKey;
import dev.plotline.chat.Threads;
import dev.plotline.file.Workspace;
import dev.plotline.sandbox.Rehearsal;
import dev.plotline.sandbox.Sandboxes;
import dev.plotline.sandbox.Step;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Makes notebooks of threads. Safe for several threads.
public final class Notebooks {
  private static final Logger log = LoggerFactory.getLogger(Notebooks.class);
  // Each takes a session and holds its charts in memory.
  private static final int AT_ONCE = 2;
  private static final Pattern IMPORT =
      Pattern.compile(
          "^[ \\t]*(?:import|from)[ \\t]+([\\w.]+(?:[ \\t]+as[ \\t]+\\w+)?"
              + "(?:[ \\t]*,[ \\t]*[\\w.]+(?:[ \\t]+as[ \\t]+\\w+)?)*)",
          Pattern.MULTILINE);

  private final TurnRecords records;
  private final Sandboxes sandboxes;
  private final Function<ThreadKey, Workspace> workspaces;
  private final Clock clock;
  private final Semaphore room = new Semaphore(AT_ONCE, true);
  private final Set<ThreadKey> making = ConcurrentHashMap.newKeySet();

  /// Notebooks of these records.
  ///
  /// @param sandboxes where the code is run again
  public Notebooks(
      TurnRecords records,
      Sandboxes sandboxes,
      Function<ThreadKey, Workspace> workspaces,
      Clock clock) {
    this.records = records;
    this.sandboxes = sandboxes;
    this.workspaces = workspaces;
    this.clock = clock;
  }

  /// The notebook of a thread, from where it last began anew.
  public Threads.Notebook of(ThreadKey thread) throws IOException, InterruptedException {
    List<TurnRecord> turns = records.current(thread);
    var steps = turns.stream().flatMap(turn -> turn.journal().steps().stream()).toList();
    if (steps.stream().noneMatch(Step.Ran.class::isInstance)) {
      return none("No code has run in this thread, so there is nothing for a notebook yet.");
    }
    if (!making.add(thread)) {
      return none("The notebook of this thread is being made already.");
    }
    try {
      room.acquire();
      try {
        return made(thread, turns, steps);
      } finally {
        room.release();
      }
    } finally {
      making.remove(thread);
    }
  }

  private static Threads.Notebook none(String why) {
    return new Threads.Notebook(null, List.of(why));
  }

  private Threads.Notebook made(ThreadKey thread, List<TurnRecord> turns, List<Step> steps)
      throws IOException, InterruptedException {
    Workspace workspace = workspaces.apply(thread);
    Rehearsal rehearsal = sandboxes.rehearse(thread, steps, modules(steps));
    Inputs inputs = Inputs.of(steps, workspace);
    byte[] bytes = new Ledger(rehearsal, inputs, workspace).of(turns, clock.instant());
    var said = new ArrayList<>(List.of(rehearsal.sentence()));
    if (!inputs.there().isEmpty()) {
      said.add("To run it yourself, put these files beside it: " + inputs.there() + ".");
    }
    return new Threads.Notebook(file(workspace, bytes), said);
  }

  /// The names that are imported, whether or not they are Python's own.
  static Set<String> modules(List<Step> steps) {
    var modules = new TreeSet<String>();
    for (Step step : steps) {
      if (step instanceof Step.Ran ran && ran.language().equals("python")) {
        for (Matcher matcher = IMPORT.matcher(ran.code()); matcher.find(); ) {
          for (String name : matcher.group(1).split(",", -1)) {
            modules.add(name.strip().split("[.\\s]", 2)[0]);
          }
        }
      }
    }
    modules.remove("");
    return modules;
  }

  private Reply.File file(Workspace workspace, byte[] bytes) {
    String name = "plotline-" + LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC) + ".ipynb";
    String path = Workspace.HIDDEN + name;
    return new Reply.File(
        name,
        path,
        "application/x-ipynb+json",
        bytes.length,
        link(workspace, path, name, bytes),
        () -> new ByteArrayInputStream(bytes));
  }

  /// It is stored among what no session gets, so that it goes with the thread.
  private static @Nullable Link link(Workspace workspace, String path, String name, byte[] bytes) {
    try {
      return workspace.link(
          workspace.save(path, name, () -> new ByteArrayInputStream(bytes), bytes.length));
    } catch (IOException e) {
      log.warn("a notebook could not be stored: {}", e.getMessage());
      return null;
    }
  }
}
