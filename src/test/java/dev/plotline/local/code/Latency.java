package dev.plotline.local.code;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;

/// Measures what a user of the local interpreter waits for, and the same cells in a Jupyter kernel
/// where there is one: `src/test/python/latency/README.md` says how and has the numbers.
final class Latency {
  private static final int SESSIONS = 30;
  private static final int CALLS = 3000;
  private static final String PLOT =
      """
      import pandas as pd, matplotlib.pyplot as plt
      pd.DataFrame({"a": [1, 2, 3]}).plot(); plt.savefig("chart.png"); plt.close("all")
      """;

  private Latency() {}

  /// Runs all measurements in the isolations named, both unless told.
  public static void main(String[] tiers) throws IOException, InterruptedException {
    for (var tier : tiers.length == 0 ? new String[] {"BUBBLEWRAP", "LANDLOCK"} : tiers) {
      var home = Files.createTempDirectory("latency");
      try (var interpreter =
              LocalInterpreter.start(
                  Pythons.options(home).withConfinement(Confinement.valueOf(tier)));
          var client = new Client(interpreter)) {
        System.out.println(interpreter.isolation());
        warmUp(client);
        cold(client);
        prepared(client);
        later(client, interpreter);
        files(client);
      } finally {
        Trees.delete(home);
      }
    }
    jupyter();
  }

  /// Until both the client and the interpreter are compiled: they share this JVM.
  private static void warmUp(Client client) {
    for (int i = 0; i < 5; i++) {
      var session = client.start();
      for (int call = 0; call < 1000; call++) {
        client.python(session, "1 + 1");
      }
      client.stop(session);
    }
  }

  /// In a process of its own, and with its own client, which does not speak HTTP.
  private static void jupyter() throws IOException, InterruptedException {
    var builder =
        new ProcessBuilder(
                Pythons.python().toString(),
                "src/test/python/latency/jupyter.py",
                PLOT,
                String.valueOf(CALLS / 10))
            .inheritIO();
    builder.environment().put("PYDEVD_DISABLE_FILE_VALIDATION", "1"); // else a page of warnings
    if (builder.start().waitFor() == 3) {
      System.out.println("no Jupyter kernel to compare with: install python3-ipykernel");
    }
  }

  private static void cold(Client client) {
    var times = new double[SESSIONS];
    for (int i = 0; i < SESSIONS; i++) {
      long began = System.nanoTime();
      var session = client.start();
      client.python(session, "1 + 1");
      times[i] = millis(began);
      client.stop(session);
    }
    report("start of a session to the result of 1 + 1", times);
  }

  private static void prepared(Client client) throws InterruptedException {
    var times = new double[5];
    for (int i = 0; i < times.length; i++) {
      var session = client.start();
      Thread.sleep(Duration.ofSeconds(3));
      long began = System.nanoTime();
      client.python(session, PLOT);
      times[i] = millis(began);
      client.stop(session);
    }
    report("first table and chart after 3 s of idling", times);
  }

  private static void later(Client client, LocalInterpreter interpreter) {
    var session = client.start();
    client.python(session, "import pandas");
    interpreter.journal().clear();
    var times = new double[CALLS];
    for (int i = 0; i < CALLS; i++) {
      long began = System.nanoTime();
      client.python(session, "1 + 1");
      times[i] = millis(began);
    }
    client.stop(session);
    report("a later 1 + 1", times);
    report(
        "  of that between request and answer",
        interpreter.journal().calls("executeCode").stream()
            .mapToDouble(call -> call.took().toNanos() / 1e6)
            .toArray());
  }

  private static void files(Client client) {
    var session = client.start();
    var write = new double[5];
    var read = new double[5];
    for (int i = 0; i < write.length; i++) {
      long began = System.nanoTime();
      client.write(session, "big", new byte[12_000_000]);
      write[i] = millis(began);
      began = System.nanoTime();
      client.read(session, "big");
      read[i] = millis(began);
    }
    client.stop(session);
    report("12 MB written", write);
    report("12 MB read", read);
  }

  private static double millis(long since) {
    return (System.nanoTime() - since) / 1e6;
  }

  private static void report(String what, double[] times) {
    Arrays.sort(times);
    System.out.printf(
        Locale.ROOT,
        "  %-45s p10 %8.2f, median %8.2f, p99 %8.2f ms of %d%n",
        what,
        times[times.length / 10],
        times[times.length / 2],
        times[(int) (times.length * 0.99)],
        times.length);
  }
}
