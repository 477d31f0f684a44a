package dev.plotline.record;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plotline.agent.Block;
import dev.plotline.agent.Entry;
import dev.plotline.aws.AwsClients;
import dev.plotline.aws.AwsEndpoint;
import dev.plotline.aws.AwsSettings;
import dev.plotline.aws.S3Files;
import dev.plotline.chat.ThreadKey;
import dev.plotline.file.MapFiles;
import dev.plotline.local.files.LocalFiles;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Records on the local S3, read by another process than the one that wrote them.
class TurnRecordsIT {
  private static LocalFiles files;
  private static AwsClients clients;
  private static S3Files store;

  private ThreadKey thread = new ThreadKey("program", "", "");

  @BeforeAll
  static void start(@TempDir Path home) throws Exception {
    files = LocalFiles.start(home, 0);
    clients =
        new AwsClients(
            new AwsSettings(
                "us-east-1",
                new AwsEndpoint.Default(),
                new AwsEndpoint.Default(),
                new AwsEndpoint.At(files.url(), files.accessKey(), files.secretKey()),
                true));
    store = new S3Files(clients, files.bucket());
  }

  @AfterAll
  static void stop() {
    clients.close();
    files.close();
  }

  @BeforeEach
  void open(TestInfo test) {
    thread = new ThreadKey("slack", "T1", test.getDisplayName());
  }

  @Test
  @Timeout(60)
  void whoeverIsStoppedDoesNotWaitForTheStore() throws Exception {
    var hanging = new MapFiles(Clock.systemUTC());
    new TurnRecords(hanging, Clock.systemUTC()).add(thread, Turned.of("m1", "Hi", List.of()));
    var reading = new CountDownLatch(1);
    hanging.beforeReading =
        () -> {
          reading.countDown();
          try {
            new CountDownLatch(1).await();
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
        };
    var records = new TurnRecords(hanging, Clock.systemUTC());
    var reader = new FutureTask<>(() -> records.all(thread));
    Thread worker = Thread.startVirtualThread(reader);
    reading.await();
    worker.interrupt();
    assertThatThrownBy(reader::get).hasCauseInstanceOf(InterruptedIOException.class);
  }

  @Test
  void anotherProcessReadsTheSame() throws IOException {
    var thought = new Block.Reasoning("hm", "signature", null);
    var turn =
        Turned.of(
            "m1",
            List.of(
                Turned.asks("What?"),
                new Entry(Entry.Role.ASSISTANT, List.of(thought)),
                Turned.calls("c"),
                Turned.returns("c", "1"),
                Turned.says("That.")));
    subject().add(thread, turn);
    assertThat(subject().all(thread)).containsExactly(turn);
    assertThat(subject().current(thread)).containsExactly(turn);
  }

  @Test
  void turnsComeInTheOrderTheyWereAddedAlthoughTheClockGoesBack() throws IOException {
    for (int i = 0; i < 12; i++) {
      var clock = Clock.fixed(Instant.ofEpochMilli(1_000_000 - i), ZoneOffset.UTC);
      var other = new TurnRecords(store, clock);
      other.all(thread);
      other.add(thread, Turned.of("m" + i));
    }
    assertThat(subject().all(thread))
        .extracting(turn -> turn.asked().messageId())
        .containsExactly("m0", "m1", "m2", "m3", "m4", "m5", "m6", "m7", "m8", "m9", "m10", "m11");
  }

  @Test
  void whatAnotherProcessAddsAndDeletesIsSeen() throws IOException {
    var here = subject();
    here.add(thread, Turned.of("m1"));
    subject().add(thread, Turned.of("m2"));
    assertThat(here.all(thread)).hasSize(2);
    store.delete(store.list(thread.prefix()).stream().map(object -> object.key()).toList());
    assertThat(here.all(thread)).isEmpty();
  }

  @Test
  void afterAResetTheThreadBeginsAnewAndTheOldTurnsAreStillKnown() throws IOException {
    subject().add(thread, Turned.of("m1"));
    subject().reset(thread);
    subject().add(thread, Turned.of("m2"));
    assertThat(subject().current(thread)).containsExactly(Turned.of("m2"));
    assertThat(subject().all(thread)).hasSize(2);
  }

  @Test
  void aThreadIsReadSideBySide() throws IOException {
    var there = new MapFiles(Clock.systemUTC());
    var writer = new TurnRecords(there, Clock.systemUTC());
    for (int i = 0; i < 8; i++) {
      writer.add(thread, Turned.of("m" + i));
    }
    // Whoever reads one after the other waits here in vain.
    var all = new CyclicBarrier(8);
    there.beforeReading = () -> await(all);
    assertThat(new TurnRecords(there, Clock.systemUTC()).all(thread)).hasSize(8);
  }

  private static void await(CyclicBarrier barrier) {
    try {
      barrier.await(3, TimeUnit.MINUTES);
    } catch (InterruptedException | BrokenBarrierException | TimeoutException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void picturesAreNotKept() throws IOException {
    var seen =
        new Entry(
            Entry.Role.USER,
            List.of(new Block.ToolResult("c", false, List.of(new Block.Image("png", "AAAA")))));
    subject().add(thread, Turned.of("m1", List.of(Turned.asks("?"), Turned.calls("c"), seen)));
    assertThat(subject().all(thread).toString()).doesNotContain("AAAA").contains("an image");
  }

  @Test
  void aBrokenObjectDoesNotTakeTheThreadWithIt() throws IOException {
    store.create(thread.prefix() + "/turns/00000000001-aa.json", "{".getBytes(UTF_8));
    subject().add(thread, Turned.of("m1"));
    assertThat(subject().all(thread)).containsExactly(Turned.of("m1"));
  }

  @Test
  void idsFromOutsideFormNoKeys() throws IOException {
    subject().add(thread, Turned.of("../../etc/passwd\n"));
    assertThat(store.list(thread.prefix()))
        .singleElement()
        .satisfies(object ->
            assertThat(object.key())
                .matches("threads/slack/[0-9a-f]{32}/turns/[0-9a-f]{11}-[0-9a-f]{32}.json"));
  }

  @Test
  void withoutTheStoreWhatIsRememberedIsKnownAndTheFailureIsSaid(@TempDir Path home)
      throws Exception {
    var away = LocalFiles.start(home, 0);
    var endpoint = new AwsEndpoint.At(away.url(), away.accessKey(), away.secretKey());
    var settings =
        new AwsSettings(
            "us-east-1", new AwsEndpoint.Default(), new AwsEndpoint.Default(), endpoint, true);
    try (var client = new AwsClients(settings)) {
      var records = new TurnRecords(new S3Files(client, away.bucket()), Clock.systemUTC());
      records.add(thread, Turned.of("m1"));
      away.close();
      assertThatThrownBy(() -> records.all(thread)).isInstanceOf(IOException.class);
      assertThatThrownBy(() -> records.add(thread, Turned.of("m2")))
          .isInstanceOf(IOException.class);
      assertThat(records.known(thread)).hasSize(2);
    }
  }

  private static TurnRecords subject() {
    return new TurnRecords(store, Clock.systemUTC());
  }
}
