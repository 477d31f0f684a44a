package dev.plotline;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import dev.plotline.CrashBench.Bot;
import dev.plotline.CrashBench.Post;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Bots that are killed, and several on one bucket. `-Psoak` kills more often.
class CrashIT {
  private static final int KILLS = Integer.getInteger("plotline.kills", 8);
  private static final int THREADS = 3;
  private static final long PATIENCE_MILLIS = 300_000;

  @TempDir Path home;

  /// A message of a run.
  private record Sent(String thread, String id, String text) {}

  @Test
  void killedAtRandomMomentsEveryMessageIsAnsweredOnceInOrderAndVariablesAreBack()
      throws Exception {
    long seed = Long.getLong("plotline.seed", System.nanoTime());
    System.out.println("CrashIT seed " + seed);
    var random = new Random(seed);
    int each = KILLS + 3;
    try (var bench = new CrashBench(home)) {
      Bot bot = bench.start("bot");
      int next = 0;
      List<Sent> sent = messages(each);
      for (int kill = 0; kill < KILLS; kill++) {
        for (int i = 0; i < THREADS; i++, next++) {
          Sent one = sent.get(next);
          while (!bench.deliver(bot, one.thread(), one.id(), one.text())) {
            bot.kill();
            bot = bench.start("bot");
          }
        }
        if (kill % 3 == 0) {
          // Else a slow machine would never get anything done between two kills.
          int answers = kill + 1;
          bench.await(
              posts ->
                  threads(posts).values().stream().filter(n -> n >= answers).count() == THREADS,
              PATIENCE_MILLIS);
        }
        // Anywhere between taking a message and posting its answer.
        bench.await(bench.posts().size() + random.nextInt(1, 2 * THREADS), random.nextInt(2_000));
        bot.kill();
        bot = bench.start("bot");
      }
      int last = sent.size() - THREADS;
      deliver(bench, bot, sent.subList(next, last));
      bench.await(last, PATIENCE_MILLIS);
      bot.kill();
      // What a bot before may have left comes before what is new.
      bot = bench.start("bot");
      deliver(bench, bot, sent.subList(last, sent.size()));
      bench.await(sent.size(), PATIENCE_MILLIS);
      bot.kill();
      check(bench.posts(), sent);
    }
  }

  private static void deliver(CrashBench bench, Bot bot, List<Sent> sent)
      throws InterruptedException {
    for (Sent one : sent) {
      assertThat(bench.deliver(bot, one.thread(), one.id(), one.text())).isTrue();
    }
  }

  private static Map<String, Long> threads(List<Post> posts) {
    return posts.stream().collect(groupingBy(Post::thread, counting()));
  }

  private static List<Sent> messages(int each) {
    var sent = new ArrayList<Sent>();
    for (int i = 0; i < each; i++) {
      for (int thread = 0; thread < THREADS; thread++) {
        String text =
            i == 0
                ? "secret = 'of thread %d'\nprint('set')".formatted(thread)
                : "print(secret, %d)".formatted(i);
        sent.add(new Sent("t" + thread, "m" + thread + "-" + i, text));
      }
    }
    return sent;
  }

  private static void check(List<Post> posts, List<Sent> sent) {
    assertThat(posts)
        .extracting(Post::message)
        .containsExactlyInAnyOrderElementsOf(sent.stream().map(Sent::id).toList());
    for (int thread = 0; thread < THREADS; thread++) {
      String name = "t" + thread;
      String secret = "printed of thread " + thread + " ";
      var texts = posts.stream().filter(p -> p.thread().equals(name)).map(Post::text).toList();
      var expected = new ArrayList<>(List.of("printed set"));
      IntStream.range(1, texts.size()).forEach(i -> expected.add(secret + i));
      assertThat(texts).as(name).isEqualTo(expected);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void anAnswerPostedJustBeforeTheEndIsRepeatedOnlyWhereThePlatformCannotBeAsked(boolean tells)
      throws Exception {
    try (var bench = new CrashBench(home)) {
      Bot bot = bench.start("bot");
      bench.killAtPost(bot, tells);
      assertThat(bench.deliver(bot, "t", "m1", "print(1)")).isTrue();
      bench.await(1, PATIENCE_MILLIS);
      bot.process().waitFor();
      bot = bench.start("bot");
      assertThat(bench.deliver(bot, "t", "m2", "print(2)")).isTrue();
      bench.await(tells ? 2 : 3, PATIENCE_MILLIS);
      bot.kill();
      assertThat(bench.posts())
          .extracting(Post::message)
          .isEqualTo(tells ? List.of("m1", "m2") : List.of("m1", "m1", "m2"));
    }
  }

  @Test
  void eachEventThatIsDeliveredToTwoBotsIsAnsweredOnce() throws Exception {
    try (var bench = new CrashBench(home);
        var deliveries = Executors.newVirtualThreadPerTaskExecutor()) {
      Bot one = bench.start("one");
      Bot other = bench.start("other");
      var calls = new ArrayList<Callable<Boolean>>();
      for (int i = 0; i < 10; i++) {
        String id = "m" + i;
        for (Bot bot : List.of(one, other)) {
          calls.add(() -> bench.deliver(bot, "thread " + id, id, "print('" + id + "')"));
        }
      }
      for (var acknowledged : deliveries.invokeAll(calls)) {
        assertThat(acknowledged.get()).isTrue();
      }
      bench.await(10, PATIENCE_MILLIS);
      // A bot ends a lane in order: with these, whatever it had to say before was said.
      for (int i = 0; i < 10; i++) {
        String thread = "thread m" + i;
        assertThat(bench.deliver(one, thread, "one" + i, "print(1)")).isTrue();
        assertThat(bench.deliver(other, thread, "other" + i, "print(2)")).isTrue();
      }
      bench.await(30, PATIENCE_MILLIS);
      one.kill();
      other.kill();
      assertThat(bench.posts()).extracting(Post::message).doesNotHaveDuplicates().hasSize(30);
    }
  }

  @Test
  void withoutTheStoreABotStartsAndAnswersAndTheNextOneKnowsIt() throws Exception {
    try (var bench = new CrashBench(home)) {
      bench.stopStore();
      Bot bot = bench.start("bot");
      assertThat(bench.deliver(bot, "t", "m1", "secret = 7\nprint('set')")).isTrue();
      bench.await(1, PATIENCE_MILLIS);
      bot.kill();
      bench.startStore();
      bot = bench.start("bot");
      assertThat(bench.deliver(bot, "t", "m1", "secret = 7\nprint('set')")).isTrue();
      assertThat(bench.deliver(bot, "t", "m2", "print(secret)")).isTrue();
      bench.await(2, PATIENCE_MILLIS);
      bot.kill();
      assertThat(bench.posts())
          .containsExactly(new Post("t", "m1", "printed set"), new Post("t", "m2", "printed 7"));
    }
  }

  @Test
  void aMessageThatIsDeletedWhileTheStoreIsAwayIsForgottenAlthoughTheBotIsKilled()
      throws Exception {
    try (var bench = new CrashBench(home)) {
      Bot bot = bench.start("bot");
      assertThat(bench.deliver(bot, "t", "m1", "print('hush')")).isTrue();
      bench.await(1, PATIENCE_MILLIS);
      bench.stopStore();
      assertThat(bench.deliver(bot, "t", "m1", CrashMain.DELETED)).isTrue();
      bot.kill();
      bench.startStore();
      assertThat(bench.stored("threads/")).contains("\"text\":\"print('hush')\"");

      bot = bench.start("bot");
      long end = System.nanoTime() + PATIENCE_MILLIS * 1_000_000;
      while (bench.stored("").contains("\"text\":\"print('hush')\"")) {
        assertThat(System.nanoTime()).isLessThan(end);
        new CountDownLatch(1).await(100, TimeUnit.MILLISECONDS);
      }
      bot.kill();
      assertThat(bench.stored("threads/")).contains("(deleted by its author)", "printed hush");
    }
  }
}
