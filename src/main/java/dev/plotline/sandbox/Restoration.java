package dev.plotline.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plotline.file.Workspace;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Brings a new session to the state that the thread's last one had: the steps of all turns are
/// done again, in order, with each file as it was at that step, and what comes out is compared.
///
/// Why the code is run again and the variables aren't stored: what a session holds (open files,
/// classes, functions, generators) can't all be stored, and what is read back would be trusted.
final class Restoration {
  /// Longer than that nobody wants to wait before the first new line of code runs.
  static final Duration LONGEST = Duration.ofSeconds(60);

  private static final int LONGEST_NAME = 50;

  private final Live live;
  private final Workspace workspace;
  private final List<Step> steps;
  private final @Nullable Map<String, String> variables;
  private final Extent extent;
  private final Set<String> differences = new LinkedHashSet<>();
  private final Set<Integer> otherwise = new LinkedHashSet<>();
  private final Set<String> other = new LinkedHashSet<>();
  private boolean differs;
  private int runs;

  /// @param variables what they should be in the end, null when that isn't known
  Restoration(
      Live live,
      Workspace workspace,
      List<Step> steps,
      @Nullable Map<String, String> variables,
      Extent extent) {
    this.live = live;
    this.workspace = workspace;
    this.steps = steps;
    this.variables = variables;
    this.extent = extent;
  }

  /// How much is done again.
  enum Extent {
    /// What the thread goes on from: code whose only traces are stored files isn't run, and a file
    /// that comes out otherwise is replaced by the stored one.
    STATE,
    /// All of it, to see what comes out.
    ALL
  }

  /// Everything was done again.
  ///
  /// @param back the files put back
  /// @param runs how many runs were repeated
  /// @param differences what came out otherwise, none when all is as it was
  /// @param otherwise the numbers of the steps that did
  record Again(Live.PutBack back, int runs, List<String> differences, Set<Integer> otherwise) {}

  /// Whether there is anything to run.
  static boolean isNeeded(List<Step> steps) {
    return steps.stream().anyMatch(Restoration::isRepeated);
  }

  /// JavaScript keeps no variables, and the files it made are in the workspace.
  private static boolean isRepeated(Step step) {
    return step instanceof Step.Ran ran
        && !ran.language().equals(Language.JAVASCRIPT.id())
        && !ran.language().equals(Language.TYPESCRIPT.id());
  }

  private boolean isRepeatedHere(Step.Ran ran) {
    return extent == Extent.ALL || isRepeated(ran);
  }

  /// How long the runs took the first time.
  static Duration time(List<Step> steps) {
    return steps.stream()
        .filter(Restoration::isRepeated)
        .map(step -> ((Step.Ran) step).time())
        .reduce(Duration.ZERO, Duration::plus);
  }

  /// Does everything again.
  ///
  /// @return null when that took too long: code may still be running, so the session is of no use
  @Nullable Again run() throws IOException, InterruptedException {
    long end = System.nanoTime() + LONGEST.toNanos();
    Live.PutBack before = live.putBack(file -> !isOfAStep(file.path()));
    for (int i = 0; i < steps.size(); i++) {
      Duration left = Duration.ofNanos(end - System.nanoTime());
      differs = false;
      if (!left.isPositive() || !isRepeatedIn(steps.get(i), left)) {
        return null;
      }
      if (differs) {
        otherwise.add(i);
      }
    }
    Live.PutBack after = putOthersBack();
    compareVariables();
    Live.PutBack placed = new Live.PutBack(placed(), List.of(), true);
    return new Again(before.and(after).and(placed), runs, List.copyOf(differences), otherwise);
  }

  private int placed() {
    return (int)
        steps.stream()
            .filter(Step.Placed.class::isInstance)
            .map(step -> ((Step.Placed) step).path())
            .distinct()
            .count();
  }

  private boolean isRepeatedIn(Step step, Duration left) throws IOException, InterruptedException {
    try {
      repeat(step, left);
      return true;
    } catch (SandboxException e) {
      return switch (e.kind()) {
        case TIMEOUT -> false;
        case REFUSED -> {
          differs("a file that could not be put back");
          yield true;
        }
        case GONE, BUSY, DENIED, BROKEN -> throw e;
      };
    }
  }

  private void differs(String what) {
    differences.add(what);
    differs = true;
  }

  private boolean isOfAStep(String path) {
    return steps.stream()
        .anyMatch(step ->
            switch (step) {
              case Step.Placed placed -> placed.path().equals(path);
              case Step.Written written -> written.path().equals(path);
              case Step.Ran ran -> isRepeatedHere(ran) && ran.files().containsKey(path);
              case Step.Removed _ -> false;
            });
  }

  private void repeat(Step step, Duration left) throws IOException, InterruptedException {
    switch (step) {
      case Step.Placed(String path, String key, long size) -> {
        try {
          live.put(new Workspace.Saved(key, path, size, Instant.EPOCH), workspace.content(key));
          if (Sandbox.isArchive(path)) {
            live.unpack(path);
          }
        } catch (NoSuchFileException e) {
          differs(path + " was deleted");
        }
      }
      case Step.Written(String path, String base64) -> {
        if (base64 == null) {
          differs(path);
        } else {
          byte[] bytes = Base64.getDecoder().decode(base64);
          live.transfer.write(path, () -> new ByteArrayInputStream(bytes));
        }
      }
      case Step.Removed(List<String> paths) -> live.session.remove(paths);
      case Step.Ran ran -> {
        if (isRepeatedHere(ran)) {
          runs++;
          run(ran, left);
        }
      }
    }
    live.changedByUs |= !(step instanceof Step.Ran);
  }

  private void run(Step.Ran ran, Duration most) throws IOException, InterruptedException {
    // A run that its time ended must not take all of ours.
    Duration enough = ran.time().multipliedBy(3).plusSeconds(5);
    Duration left = enough.compareTo(most) < 0 ? enough : most;
    if (live.changedByUs) {
      live.cells.call("snapshot");
      live.changedByUs = false;
    }
    live.provideFont(ran.code());
    Session.Output output =
        ran.language().equals("shell")
            ? live.session.command(ran.code(), left)
            : live.session.run(Language.of(ran.language()), ran.code(), left);
    JsonNode capture = live.capture();
    Map<String, String> files = Captures.files(capture);
    if (output.error() != ran.failed() || !digest(output.stdout()).equals(ran.printed())) {
      differs("`" + firstLine(ran.code()) + "`");
    } else if (!drawn(Captures.charts(capture)).equals(drawn(ran.charts()))) {
      differs("a chart of `" + firstLine(ran.code()) + "`");
    }
    ran.files()
        .forEach((path, digest) -> {
          if (digest.equals(files.get(path))) {
            other.remove(path);
          } else {
            other.add(path);
            differs = true;
          }
        });
  }

  /// Saved ones are compared as files.
  private static List<String> drawn(List<Step.Chart> charts) {
    return charts.stream()
        .filter(chart -> chart.path().startsWith(Workspace.HIDDEN))
        .map(Step.Chart::digest)
        .toList();
  }

  /// The stored version takes the place of a file that came out otherwise, as one with the time in
  /// it does.
  private Live.PutBack putOthersBack() throws IOException, InterruptedException {
    Set<String> stored = new HashSet<>();
    Live.PutBack back = Live.PutBack.NOTHING;
    if (extent == Extent.STATE) {
      back = live.putBack(file -> other.contains(file.path()) && stored.add(file.path()));
    }
    other.removeAll(stored);
    differences.addAll(other);
    return back;
  }

  private void compareVariables() throws IOException, InterruptedException {
    if (variables == null) {
      return;
    }
    Map<String, String> now = variables(live);
    Set<String> names = new HashSet<>(variables.keySet());
    names.addAll(now.keySet());
    names.stream()
        .sorted()
        .filter(name -> !variables.getOrDefault(name, "").equals(now.get(name)))
        .forEach(differences::add);
  }

  /// Digests of a session's variables.
  static Map<String, String> variables(Live live) throws IOException, InterruptedException {
    var found = new HashMap<String, String>();
    live.cells
        .call("variables")
        .path("variables")
        .properties()
        .forEach(one -> found.put(one.getKey(), one.getValue().asText()));
    return found;
  }

  static String digest(String text) {
    try {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
      return HexFormat.of().formatHex(digest, 0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /// What a person recognises a run by: its first line that does something.
  private static String firstLine(String code) {
    String line =
        code.lines()
            .map(String::strip)
            .filter(text -> !text.isEmpty() && !text.startsWith("#") && !text.contains("import "))
            .findFirst()
            .orElse(code.strip())
            .replace('`', '\'');
    return line.length() <= LONGEST_NAME ? line : line.substring(0, LONGEST_NAME) + "…";
  }

  /// At most a handful of names in a sentence.
  static String named(List<String> differences) {
    var shown = new ArrayList<>(differences.subList(0, Math.min(5, differences.size())));
    if (shown.size() < differences.size()) {
      shown.add((differences.size() - shown.size()) + " more");
    }
    return String.join(", ", shown);
  }
}
