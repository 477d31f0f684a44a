package dev.plotline.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plotline.file.Workspace;
import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What came of running a thread's code clean, in a new session that the thread knows nothing of.
///
/// @param python its version, empty when no session could be asked
/// @param libraries versions by name
/// @param runs how many runs were repeated
/// @param differences what came out otherwise
/// @param otherwise the numbers of the steps that did
/// @param missing why it was not run through, a sentence; empty when it was
public record Rehearsal(
    String python,
    Map<String, String> libraries,
    int runs,
    List<String> differences,
    Set<Integer> otherwise,
    String missing) {
  private static final Logger log = LoggerFactory.getLogger(Rehearsal.class);

  /// How long all of it may take: a minute for the code, the rest for what is around it.
  static final Duration WHOLE = Duration.ofMinutes(4);

  /// How long such a session may live.
  static final Duration LIFE = Duration.ofMinutes(10);

  /// Copies them.
  public Rehearsal {
    libraries = new TreeMap<>(libraries);
    differences = List.copyOf(differences);
    otherwise = Set.copyOf(otherwise);
  }

  /// What a person is told of it.
  public String sentence() {
    if (!missing.isEmpty()) {
      return "The code was not run again for this notebook: " + missing + ".";
    }
    String again = runs == 1 ? "The code was run" : "The %d runs of code were run".formatted(runs);
    return again
        + " again in a new session, "
        + (differences.isEmpty()
            ? "with the same results."
            : "and this came out otherwise: " + Restoration.named(differences) + ".");
  }

  /// It was not even begun.
  static Rehearsal none(String why) {
    return new Rehearsal("", Map.of(), 0, List.of(), Set.of(), why);
  }

  /// Does the steps in a session, which the caller ends.
  static Rehearsal in(Live live, Workspace workspace, List<Step> steps, Collection<String> modules)
      throws IOException, InterruptedException {
    JsonNode versions = live.cells.call("versions", modules);
    var libraries = new TreeMap<String, String>();
    versions
        .path("libraries")
        .properties()
        .forEach(one -> libraries.put(one.getKey(), one.getValue().asText()));
    var known =
        new Rehearsal(versions.path("python").asText(), libraries, 0, List.of(), Set.of(), "");
    if (time(steps).compareTo(Restoration.LONGEST) > 0) {
      return known.without("running it again would take too long");
    }
    try {
      var again = new Restoration(live, workspace, steps, null, Restoration.Extent.ALL).run();
      return again == null
          ? known.without("running it again took too long")
          : new Rehearsal(
              known.python, libraries, again.runs(), again.differences(), again.otherwise(), "");
    } catch (SandboxException e) {
      log.warn("a thread's code could not be run again: {}", e.getMessage());
      return known.without("the session for it ended");
    }
  }

  private static Duration time(List<Step> steps) {
    var time = Duration.ZERO;
    for (Step step : steps) {
      time = step instanceof Step.Ran ran ? time.plus(ran.time()) : time;
    }
    return time;
  }

  private Rehearsal without(String why) {
    return new Rehearsal(python, libraries, 0, List.of(), Set.of(), why);
  }
}
