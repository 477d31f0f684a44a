package dev.plotline;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.plotline.agent.Agent;
import dev.plotline.chat.Chat;
import dev.plotline.chat.FileRef;
import dev.plotline.chat.Message;
import dev.plotline.chat.Person;
import dev.plotline.chat.Reply;
import dev.plotline.chat.ThreadKey;
import dev.plotline.turn.KnownThreads;
import dev.plotline.turn.Turn;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Many threads at once, each with a word that no other may see. `-Psoak` has more.
class SecretsIT {
  private static final int TURNS = Integer.getInteger("plotline.turns", 300);
  private static final int THREADS = Integer.getInteger("plotline.threads", 20);

  /// How many threads are talked in at one time. Their sessions live, 80 MB each; those of threads
  /// in which nothing more is said give way.
  private static final int AT_ONCE = 32;

  @TempDir Path home;
  private final List<String> words = new ArrayList<>();

  @Test
  void noThreadEverSeesTheWordOfAnother() throws Exception {
    long seed = Long.getLong("plotline.seed", System.nanoTime());
    System.out.println("SecretsIT seed " + seed);
    var random = new Random(seed);
    for (int i = 0; i < THREADS; i++) {
      byte[] word = new byte[8];
      random.nextBytes(word);
      words.add(HexFormat.of().formatHex(word));
    }
    var clock = Clock.systemUTC();
    try (var stack = LocalStack.start(home, 2 * AT_ONCE);
        var memory = Memory.open(stack.store(), home.resolve("home"), Memory.Beat.NORMAL, clock)) {
      var chat = new Answers(TURNS);
      Map<String, Chat> chats = Map.of(chat.platform(), chat);
      var kept = new Turn.Kept(stack.sandboxes(), stack::workspace, memory.records());
      var turn =
          new Turn(
              chats,
              new Agent(
                  new ObedientModel(),
                  new Agent.Limits(20, Duration.ofMinutes(10), 1_000_000),
                  clock),
              kept,
              new Turn.Rules("obedient", "", "", 1_000_000, Duration.ofMinutes(1), false),
              clock);
      try (var turns = memory.turns(turn)) {
        var threads = new KnownThreads(turns, chats, kept, memory.store(), memory.inbox(), clock);
        memory.begin(turn, turns, threads, Memory.Beat.NORMAL, Duration.ofDays(1));
        int[] said = new int[THREADS];
        for (int thread : order(random)) {
          chat.open.acquire();
          memory.inbox().accept(message(thread, said[thread]++));
        }
        assertThat(chat.left.await(60 + TURNS, TimeUnit.SECONDS)).as("all are answered").isTrue();
      }
      check(chat);
    }
    checkStore();
  }

  /// Whose turn it is: at random among the threads that are talked in, which change on the way.
  private static List<Integer> order(Random random) {
    record Said(int thread, double at) {}
    var order = new ArrayList<Said>();
    for (int i = 0; i < TURNS; i++) {
      int thread = i % THREADS;
      order.add(new Said(thread, thread + AT_ONCE * random.nextDouble()));
    }
    order.sort(Comparator.comparingDouble(Said::at));
    return order.stream().map(Said::thread).toList();
  }

  private static ThreadKey key(int thread) {
    return new ThreadKey("secrets", "T", "thread " + thread);
  }

  private Message message(int thread, int number) {
    String word = words.get(thread);
    String text =
        number == 0
            ? "secret = '%s'\nopen('secret.txt', 'w').write(secret)\nprint('set')".formatted(word)
            : "print(secret, open('secret.txt').read(), %d)".formatted(number);
    var ann = new Person("U1", "Ann", ZoneOffset.UTC, Locale.ENGLISH);
    return new Message(key(thread), thread + "-" + number, ann, text, List.of(), Instant.now());
  }

  private void check(Answers chat) {
    for (int thread = 0; thread < THREADS; thread++) {
      String word = words.get(thread);
      for (int number = 0; number < TURNS / THREADS; number++) {
        Reply reply = chat.replies.get(thread + "-" + number);
        assertThat(reply).isNotNull();
        assertThat(reply.text().strip())
            .isEqualTo(
                number == 0 ? "printed set" : "printed %s %s %d".formatted(word, word, number));
        assertThat(foreign(thread, reply.toString())).as("words in %s", reply).isEmpty();
      }
    }
  }

  /// What was stored of each thread: messages, records, files.
  private void checkStore() throws IOException {
    int seen = 0;
    try (Stream<Path> all = Files.walk(home.resolve("files"))) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        for (int thread = 0; thread < THREADS; thread++) {
          if (file.toString().contains(key(thread).hash())) {
            assertThat(foreign(thread, Files.readString(file, ISO_8859_1))).isEmpty();
            seen++;
          }
        }
      }
    }
    assertThat(seen).isGreaterThan(2 * TURNS);
  }

  private List<String> foreign(int thread, String text) {
    return words.stream()
        .filter(word -> !word.equals(words.get(thread)) && text.contains(word))
        .toList();
  }

  /// Keeps what is answered.
  private static final class Answers implements Chat {
    final Map<String, Reply> replies = new ConcurrentHashMap<>();
    final CountDownLatch left;
    final Semaphore open = new Semaphore(2 * AT_ONCE);

    Answers(int count) {
      left = new CountDownLatch(count);
    }

    @Override
    public String platform() {
      return "secrets";
    }

    @Override
    public InputStream open(Message message, FileRef file) throws IOException {
      throw new IOException("no files here");
    }

    @Override
    public void progress(Message message, String step) {}

    @Override
    public void post(Message message, Reply reply) {
      assertThat(replies.put(message.id(), reply)).isNull();
      open.release();
      left.countDown();
    }
  }
}
