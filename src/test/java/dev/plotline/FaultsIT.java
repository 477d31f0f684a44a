package dev.plotline;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Each trouble between the bot and each service: the answer comes, late or with an honest
/// sentence, the thread goes on, and nothing stays behind. The rows run side by side, each with a
/// bot of its own, because some wait for a time-out.
class FaultsIT {
  private static final List<String> HONEST =
      List.of(
          "The language model could not be reached or broke off",
          "The language model is overloaded right now",
          "this took longer than one answer may",
          "The connection to the session broke, and whether the code ran is not known",
          "The code ran longer than allowed");

  @TempDir Path home;
  private final Map<String, String> outcomes = new ConcurrentSkipListMap<>();

  @Test
  void whateverIsInTroubleTheAnswerComesTheThreadGoesOnAndNothingStaysBehind() throws Exception {
    var folders = Remains.folders();
    Map<Service, Stand> stands = new EnumMap<>(Service.class);
    try (var rows = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Service service : Service.values()) {
        stands.put(service, service.stand(home.resolve(service.name())));
      }
      var threads = new EnumMap<Service, String>(Service.class);
      // One after the other: a session's start is hard work, and turns have little time here.
      for (Service service : Service.values()) {
        threads.put(service, warm(requireNonNull(stands.get(service))));
      }
      stands.values().forEach(Stand::rest);
      Remains before = Remains.settled();
      var running = new ArrayList<Callable<Void>>();
      stands.forEach((service, stand) ->
          running.add(() -> row(service, stand, requireNonNull(threads.get(service)))));
      for (var row : rows.invokeAll(running)) {
        row.get();
      }
      stands.values().forEach(Stand::rest);
      Remains.assertNoMoreThan(before, Duration.ofMinutes(2));
    } finally {
      outcomes.forEach((cell, outcome) -> System.out.println(cell + ": " + outcome));
      for (Stand stand : stands.values()) {
        stand.close();
      }
    }
    assertThat(folders).as("there before").containsAll(Remains.folders());
    assertThat(HONEST)
        .allSatisfy(sentence -> assertThat(outcomes.values()).anyMatch(o -> o.contains(sentence)));
  }

  /// More at once than ever will be, so that all that is made once is there.
  private static String warm(Stand stand) throws InterruptedException {
    var roots = new ArrayList<String>();
    for (int i = 0; i < 2; i++) {
      roots.add(stand.talk.begin(code("warm " + i)));
    }
    for (int i = 0; i < roots.size(); i++) {
      assertThat(stand.answer()).contains("printed warm");
    }
    stand.awaitRest();
    return roots.getFirst();
  }

  private Void row(Service service, Stand stand, String root) throws InterruptedException {
    // Over new connections, because those from before were cut.
    goesOn(stand, root, service + " begins");
    for (Trouble trouble : service.troubles()) {
      String cell = service + " " + trouble;
      long start = System.nanoTime();
      service.disturb(stand, trouble, cell);
      stand.talk.reply(root, code(cell));
      String answer = stand.answer();
      long millis = (System.nanoTime() - start) / 1_000_000;
      boolean answered = answer.contains("printed " + cell);
      outcomes.put(cell, millis + " ms " + (answered ? "answered" : answer));
      assertThat(answered || HONEST.stream().anyMatch(answer::contains))
          .as("%s: %s", cell, answer)
          .isTrue();
      assertThat(service.isThrough(stand)).as(cell).isTrue();
      stand.awaitRest();
      goesOn(stand, root, "after " + cell);
    }
    assertThat(stand.talk.surplus()).as("answers given twice").isZero();
    return null;
  }

  private static void goesOn(Stand stand, String root, String word) throws InterruptedException {
    stand.talk.reply(root, code(word));
    assertThat(stand.answer()).as(word).contains("printed " + word);
    stand.awaitRest();
  }

  private static String code(String word) {
    return "```python\nopen('made.txt', 'w').write('%s')\nprint('printed', '%s')\n```"
        .formatted(word, word);
  }

  /// What happens.
  enum Trouble {
    TIME_OUT,
    RESET,
    ERROR_500,
    ERROR_503,
    THROTTLED,
    SLOW,
    HALF,
    /// The answer ends after its beginning was read.
    BROKEN_OFF,
    /// It is throttled however often it is tried again.
    OVERLOADED;

    /// What goes wrong on the way to the service.
    Wire.Fault onTheWay() {
      return Wire.Fault.valueOf(name());
    }
  }
}
