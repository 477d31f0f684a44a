package dev.plotline;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.slack.api.app_backend.SlackSignature;
import dev.plotline.SlackLoadApi.Trip;
import dev.plotline.local.files.LocalFiles;
import dev.plotline.web.WebServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.LongStream;

/// Measures how fast the bot acknowledges, shows a sign of life and does its own part of a turn,
/// and what 5,000 threads in flight cost: `src/test/load/README.md` says how and has the numbers.
/// Slack and the store are in this process, the bot in one of its own.
final class SlackLoad implements AutoCloseable {
  static final String SECRET = "bench-secret";
  static final String TEAM = "T0BENCH";
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int FLIGHT = 5_000;

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final SlackSignature.Generator signature = new SlackSignature.Generator(SECRET);
  private final SlackLoadApi api = new SlackLoadApi();
  private final WebServer slack;
  private final LocalFiles files;
  private final Process process;
  private final URI bot;
  private int number;

  private SlackLoad(Path home) throws IOException {
    files = LocalFiles.start(home.resolve("files"), 0);
    slack = WebServer.onLoopback().servlet("/api/*", api).start();
    process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-Xlog:gc*:file=" + home.resolve("gc.log"),
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
                "-cp",
                System.getProperty("java.class.path"),
                SlackLoadMain.class.getName(),
                files.url().toString(),
                files.accessKey(),
                files.secretKey(),
                files.bucket(),
                home.resolve("bot").toString(),
                slack.url().resolve("/api/").toString())
            .redirectError(home.resolve("bot.log").toFile())
            .start();
    bot = listening(process);
  }

  private static URI listening(Process process) throws IOException {
    BufferedReader out = process.inputReader();
    for (String line = out.readLine(); line != null; line = out.readLine()) {
      if (line.startsWith("listening ")) {
        return URI.create(line.substring("listening ".length()));
      }
    }
    throw new IOException("the bot did not start: " + process);
  }

  /// Runs all measurements, after a minute in which all is compiled.
  public static void main(String[] arguments) throws Exception {
    Path home = Files.createTempDirectory("slack-load");
    System.out.println("the bot's log is in " + home);
    try (var load = new SlackLoad(home)) {
      load.run(20, 1_200);
      load.ask("store");
      load.report("1 message a second", load.run(1, 60));
      load.report("20 messages a second", load.run(20, 1_200));
      load.inFlight();
    }
  }

  /// Sends messages at a rate, and waits for all answers.
  private List<Trip> run(int perSecond, int count) throws InterruptedException {
    List<Trip> trips = send(perSecond, count);
    await(trips);
    return trips;
  }

  private List<Trip> send(int perSecond, int count) throws InterruptedException {
    var trips = new ArrayList<Trip>();
    long start = System.nanoTime();
    for (int i = 0; i < count; i++) {
      long left = start + i * 1_000_000_000L / perSecond - System.nanoTime();
      if (left > 0) {
        Thread.sleep(Duration.ofNanos(left));
      }
      trips.add(message());
    }
    return trips;
  }

  /// A mention in a thread of its own: Slack tells it by two events at once.
  private Trip message() {
    String ts = "1700000000.%06d".formatted(number++);
    String channel = "C0BENCH%02d".formatted(number % 50);
    Trip trip = api.begin(channel, ts);
    for (String type : List.of("app_mention", "message")) {
      String body =
          """
          {"type":"event_callback","team_id":"%1$s","event_id":"Ev%2$s%3$s",
           "authorizations":[{"team_id":"%1$s","user_id":"U0BOT"}],
           "event":{"type":"%2$s","user":"U%4$02d","channel":"%5$s","channel_type":"channel",
             "ts":"%3$s","event_ts":"%3$s","text":"<@U0BOT> what drove sales?"}}\
          """
              .formatted(TEAM, type, ts, number % 40, channel);
      int which = type.equals("message") ? 1 : 0;
      Thread.startVirtualThread(() -> {
        long began = System.nanoTime();
        int status = post(body);
        trip.acknowledged[which] = status == 200 ? System.nanoTime() - began : Long.MAX_VALUE;
      });
    }
    // What the machine makes of any request at this moment.
    Thread.startVirtualThread(() -> {
      long began = System.nanoTime();
      ask("nothing");
      trip.nothing = System.nanoTime() - began;
    });
    return trip;
  }

  private int post(String body) {
    String time = Long.toString(System.currentTimeMillis() / 1000);
    var request =
        HttpRequest.newBuilder(bot.resolve("/slack/events"))
            .header("Content-Type", "application/json")
            .header("X-Slack-Request-Timestamp", time)
            .header("X-Slack-Signature", signature.generate(time, body))
            .POST(BodyPublishers.ofString(body))
            .build();
    try {
      return http.send(request, BodyHandlers.discarding()).statusCode();
    } catch (IOException | InterruptedException e) {
      return 0;
    }
  }

  private static void await(List<Trip> trips) throws InterruptedException {
    for (Trip trip : trips) {
      while (trip.answered == 0) {
        Thread.sleep(20);
      }
    }
  }

  private JsonNode ask(String path) {
    var request = HttpRequest.newBuilder(bot.resolve("/bench/" + path)).build();
    try {
      return JSON.readTree(http.send(request, BodyHandlers.ofString()).body());
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException("the bot does not answer", e);
    }
  }

  private void report(String what, List<Trip> trips) {
    System.out.println(what);
    line("a request that does nothing", each(trips, trip -> trip.nothing));
    line("acknowledgement", acknowledgements(trips));
    line("first sign of life", each(trips, trip -> trip.sign - trip.sent));
    long turn = SlowParts.TURN.toNanos();
    line("own time of a turn", each(trips, trip -> trip.answered - trip.sent - turn));
    JsonNode waits = ask("store");
    line("  waiting for the store", each(trips, trip -> waited(trip, waits)));
    line("  all else", each(trips, trip -> trip.answered - trip.sent - turn - waited(trip, waits)));
  }

  /// How long a turn waited for the store before it was answered; waits at one time count once.
  private static long waited(Trip trip, JsonNode waits) {
    long until = trip.sent;
    long waited = 0;
    var all = new ArrayList<JsonNode>();
    waits.path(trip.thread).forEach(all::add);
    all.sort(Comparator.comparingLong(wait -> wait.path(0).asLong()));
    for (JsonNode wait : all) {
      long from = Math.max(until, wait.path(0).asLong());
      long to = Math.min(trip.answered, wait.path(1).asLong());
      if (to > from) {
        waited += to - from;
        until = to;
      }
    }
    return waited;
  }

  private static double[] acknowledgements(List<Trip> trips) {
    return trips.stream()
        .flatMapToLong(trip -> LongStream.of(trip.acknowledged))
        .asDoubleStream()
        .toArray();
  }

  private static double[] each(List<Trip> trips, ToDoubleFunction<Trip> time) {
    return trips.stream().mapToDouble(time).toArray();
  }

  private static void line(String what, double[] nanos) {
    Arrays.sort(nanos);
    System.out.printf(
        Locale.ROOT,
        "  %-28s median %7.1f, p99 %7.1f, longest %7.1f ms of %d%n",
        what,
        nanos[nanos.length / 2] / 1e6,
        nanos[(int) (nanos.length * 0.99)] / 1e6,
        nanos[nanos.length - 1] / 1e6,
        nanos.length);
  }

  /// All threads wait for the model at one time, then all are answered.
  private void inFlight() throws InterruptedException {
    long before = ask("heap").path("used").asLong();
    ask("hold");
    long began = System.nanoTime();
    List<Trip> trips = send(100, FLIGHT);
    JsonNode heap = ask("heap");
    while (heap.path("waiting").asInt() < FLIGHT) {
      Thread.sleep(1_000);
      heap = ask("heap");
    }
    System.out.printf(
        Locale.ROOT,
        "%,d threads in flight after %d s: %d MB of heap used of 512, %d MB before%n",
        FLIGHT,
        Duration.ofNanos(System.nanoTime() - began).toSeconds(),
        heap.path("used").asLong() >> 20,
        before >> 20);
    line("acknowledgement", acknowledgements(trips));
    ask("release");
    long released = System.nanoTime();
    await(trips);
    long last = trips.stream().mapToLong(trip -> trip.answered).max().orElse(0);
    System.out.printf(
        Locale.ROOT, "all answered %.1f s after the model went on%n", (last - released) / 1e9);
  }

  @Override
  public void close() {
    process.destroy();
    process.onExit().join();
    http.close();
    slack.close();
    files.close();
  }
}
