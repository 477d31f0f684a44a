package dev.plotline.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plotline.chat.Message;
import dev.plotline.file.FileStore;
import dev.plotline.file.MapFiles;
import dev.plotline.inbox.DurableInbox.Beginning;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class DurableInboxTest extends InboxBench {
  @Test
  void aMessageIsRecordedBeforeItIsHandedOn() {
    var process = process("a");
    process.onAccept = _ -> assertThat(store.keys()).hasSize(1);
    assertThat(process.inbox.accept(message("m1"))).isTrue();
    assertThat(process.ids()).containsExactly("m1");
  }

  @Test
  void theOriginIsThereAfterACrash() throws IOException {
    var before = process("a");
    before.beat();
    Message plain = message("m1");
    var message =
        new Message(
            plain.thread(),
            "m1",
            plain.from(),
            "hello",
            List.of(),
            plain.at(),
            "{\"at\":\"here\"}");
    before.inbox.accept(message);
    before.die(store);
    var after = process("a");
    after.beat();
    assertThat(after.handed).containsExactly(message);
  }

  @Test
  void aRepeatIsDroppedWhicheverProcessGetsIt() {
    var one = process("a");
    var other = process("b");
    assertThat(one.inbox.accept(message("m1"))).isTrue();
    assertThat(one.inbox.accept(message("m1"))).isFalse();
    assertThat(other.inbox.accept(message("m1"))).isFalse();
    one.inbox.ended(message("m1"), true);
    assertThat(other.inbox.accept(message("m1"))).isFalse();
    assertThat(one.handed).hasSize(1);
    assertThat(other.handed).isEmpty();
  }

  @Test
  void idsFromOutsideFormNoKeys() {
    var process = process("a");
    process.inbox.accept(message("../../x\n.done"));
    process.inbox.accept(message("../../x\n"));
    assertThat(process.handed).hasSize(2);
    assertThat(store.keys()).allMatch(key -> key.matches("inbox/slack/[0-9a-f]{32}/[0-9a-f]{32}"));
  }

  @Test
  void afterACrashWhatHasNoAnswerIsTakenUpInOrderAndTold() throws IOException {
    var before = process("a");
    before.beat();
    for (int i = 0; i < 12; i++) {
      before.inbox.accept(message("m" + i));
    }
    before.inbox.ended(message("m0"), true);
    before.inbox.ended(message("m5"), true);
    before.die(store);
    var after = process("a");
    after.beat();
    assertThat(after.ids())
        .containsExactly("m1", "m2", "m3", "m4", "m6", "m7", "m8", "m9", "m10", "m11");
    assertThat(after.inbox.begun(message("m1"))).isEqualTo(Beginning.LEFT);
    after.inbox.accept(message("m12"));
    assertThat(after.inbox.begun(message("m12"))).isEqualTo(Beginning.PLAIN);
    assertThat(after.handed.getFirst()).isEqualTo(message("m1"));
    after.beat();
    assertThat(after.handed).hasSize(11);
  }

  @Test
  void aLiveProcessKeepsItsMessages() throws IOException {
    var one = process("a");
    one.beat();
    one.inbox.accept(message("m1"));
    now.set(now.get().plusSeconds(50));
    var other = process("b");
    other.beat();
    other.beat();
    assertThat(other.handed).isEmpty();
    one.beat();
    now.set(now.get().plusSeconds(50));
    other.beat();
    assertThat(other.handed).isEmpty();
  }

  @Test
  void theMessagesOfAProcessThatGivesNoMoreSignsAreTakenUpByOne() throws IOException {
    var one = process("a");
    one.beat();
    one.inbox.accept(message("m1"));
    now.set(now.get().plusSeconds(90));
    var other = process("b");
    var third = process("c");
    other.beat();
    third.beat();
    assertThat(other.ids()).containsExactly("m1");
    assertThat(third.handed).isEmpty();
    other.inbox.ended(message("m1"), true);
    now.set(now.get().plusSeconds(90));
    third.beat();
    assertThat(third.handed).isEmpty();
  }

  @Test
  void aProcessThatEndsInOrderLeavesItsMessagesToOthersAtOnce() throws IOException {
    var one = process("a");
    var other = process("b");
    one.beat();
    other.beat();
    one.inbox.accept(message("m1"));
    one.inbox.close();
    assertThatThrownBy(() -> one.inbox.accept(message("m2")))
        .isInstanceOf(IllegalStateException.class);
    one.instances.close();
    other.beat();
    assertThat(other.ids()).containsExactly("m1");
  }

  @Test
  void withoutTheStoreTheDiskTakesMessagesAndTheyAreCarriedOver() throws IOException {
    var process = process("a");
    store.away = true;
    assertThat(process.inbox.accept(message("m1"))).isTrue();
    assertThat(process.inbox.accept(message("m1"))).isFalse();
    process.inbox.ended(message("m1"), true);
    process.inbox.accept(message("m2"));
    store.away = false;
    process.beat();
    process.die(store);
    var next = process("a");
    next.beat();
    assertThat(next.ids()).containsExactly("m2");
  }

  @Test
  void whatLiesOnTheDiskOfACrashedProcessIsTakenUp() throws IOException {
    var before = process("a");
    store.away = true;
    before.inbox.accept(message("m1"));
    before.die(new MapFiles(clock));
    store.away = false;
    var after = process("a");
    after.beat();
    assertThat(after.ids()).containsExactly("m1");
  }

  @Test
  void whenTheDiskFailsTooTheMessageIsRefusedAndNotHandedOn() throws IOException {
    var process = process("a");
    store.away = true;
    Files.delete(home.resolve("a").resolve("spool"));
    assertThatThrownBy(() -> process.inbox.accept(message("m1")))
        .isInstanceOf(UncheckedIOException.class);
    assertThat(process.handed).isEmpty();
    store.away = false;
    assertThat(process.inbox.accept(message("m1"))).isTrue();
  }

  @Test
  void aTurnThatFailsIsTriedAgainAndGivenUpInTheEnd() throws IOException {
    var process = process("a");
    process.inbox.accept(message("m1"));
    for (int i = 0; i < 6; i++) {
      assertThat(process.inbox.begun(message("m1"))).isEqualTo(Beginning.PLAIN);
      process.inbox.ended(message("m1"), false);
      process.beat();
      process.beat();
    }
    assertThat(process.handed).hasSize(7);
    assertThat(process.inbox.begun(message("m1"))).isEqualTo(Beginning.GIVEN_UP);
    process.inbox.ended(message("m1"), true);
    process.die(store);
    var after = process("a");
    after.beat();
    assertThat(after.handed).isEmpty();
  }

  @Test
  void whatWasClaimedBeforeTheStoreFailedIsNotLost() throws IOException {
    var before = process("a");
    before.beat();
    before.inbox.accept(said("m1", 1));
    before.inbox.accept(said("m2", 2));
    before.die(store);
    var claims = new AtomicInteger();
    store.beforeCreating =
        key -> {
          if (key.contains(Keys.CLAIM) && claims.incrementAndGet() == 2) {
            store.away = true;
          }
        };
    var after = process("a");
    Files.delete(home.resolve("a").resolve("spool"));
    assertThatThrownBy(after::beat).isInstanceOf(IOException.class);
    store.away = false;
    after.beat();
    assertThat(after.ids()).containsExactly("m1", "m2");
  }

  @Test
  void aMessageThatOnlyWaitedIsNotGivenUpHoweverManyProcessesEnd() throws IOException {
    var process = process("a");
    process.inbox.accept(message("m1"));
    for (int i = 0; i < 10; i++) {
      process.die(store);
      process = process("a");
      process.beat();
    }
    assertThat(process.ids()).containsExactly("m1");
    assertThat(process.inbox.begun(message("m1"))).isEqualTo(Beginning.LEFT);
  }

  @Test
  void answeredMessagesAreSweptWhenNoRepeatCanComeAnyMore() throws IOException {
    var process = process("a");
    process.inbox.accept(message("m1"));
    process.inbox.accept(message("m2"));
    process.inbox.ended(message("m1"), true);
    now.set(now.get().plus(Duration.ofHours(47)));
    process.inbox.sweep();
    assertThat(store.keys()).hasSize(3);
    now.set(now.get().plus(Duration.ofHours(2)));
    process.inbox.sweep();
    assertThat(store.keys()).hasSize(1);
  }

  @Test
  void whatWasSaidLatelyOrWaitsIsKnown() throws IOException {
    var process = process("a");
    String thread = "slack/" + message("m1").thread().hash();
    Instant then = now.get();
    assertThat(process.inbox.spokenSince(thread, then)).isFalse();
    process.inbox.accept(message("m1"));
    assertThat(process.inbox.spokenSince(thread, then.plusSeconds(1))).as("it waits").isTrue();
    process.inbox.ended(message("m1"), true);
    assertThat(process.inbox.spokenSince(thread, then)).isTrue();
    assertThat(process.inbox.spokenSince(thread, then.plusSeconds(1))).isFalse();
  }

  @Test
  void whatIsNeverAnsweredIsKeptForAsLongAsThreadsAre() throws IOException {
    var process = process("a");
    process.inbox.accept(message("m1"));
    process.inbox.accept(message("m2"));
    process.inbox.ended(message("m1"), true);
    now.set(now.get().plus(Duration.ofDays(29)));
    process.inbox.expire(Duration.ofDays(30));
    assertThat(store.keys()).hasSize(3);
    now.set(now.get().plus(Duration.ofDays(2)));
    process.inbox.expire(Duration.ofDays(30));
    assertThat(store.keys()).as("the answered one is swept otherwise").hasSize(2);
  }

  @Test
  void theWordsOfADeletedMessageAreForgottenAndItsRepeatStillDropped() throws IOException {
    var one = process("a");
    one.beat();
    one.inbox.accept(message("m1"));
    one.inbox.accept(message("m2"));
    one.inbox.join(message("m1", "f1"));
    one.inbox.ended(message("m1"), true);
    one.inbox.forget(message("m1").thread(), "m1");
    assertThat(store.list("inbox/")).filteredOn(object -> object.size() > 0).hasSize(1);
    assertThat(process("b").inbox.accept(message("m1"))).isFalse();
  }

  @Test
  void theWordsOfADeletedThreadAreForgottenAndItsRepeatsStillDropped() throws IOException {
    var one = process("a");
    one.beat();
    one.inbox.accept(message("m1"));
    one.inbox.accept(message("m2"));
    one.inbox.ended(message("m1"), true);
    one.inbox.forget(message("m1").thread());
    for (FileStore.Stored object : store.list("inbox/")) {
      assertThat(object.size()).as(object.key()).isZero();
    }
    assertThat(one.inbox.accept(message("m1"))).isFalse();
    one.die(store);
    var other = process("a");
    other.beat();
    assertThat(other.handed).isEmpty();
  }

  @Test
  void theMarksOfAnEarlierAttemptAreThere() throws IOException {
    var before = process("a");
    before.inbox.accept(message("m1"));
    assertThat(before.posted.of(message("m1"))).isEmpty();
    before.posted.mark(message("m1"), "progress 17.5");
    before.posted.mark(message("m1"), "intent");
    before.die(store);
    var after = process("a");
    assertThat(after.posted.of(message("m1"))).containsExactly("progress 17.5", "intent");
    after.posted.mark(message("m1"), "posted");
    assertThat(after.posted.of(message("m2"))).isEmpty();
    assertThat(process("b").posted.of(message("m1").thread()))
        .containsExactly("progress 17.5", "intent", "posted");
  }

  @Test
  void aMessageOfAProcessThatCouldNotYetGiveASignIsNotTaken() throws IOException {
    var one = process("a");
    one.inbox.accept(message("m1"));
    var other = process("b");
    other.beat();
    assertThat(other.handed).isEmpty();
    now.set(now.get().plusSeconds(90));
    other.beat();
    assertThat(other.ids()).containsExactly("m1");
  }

  @Test
  void aRepeatIsDroppedWhenTheStoreIsAwayToo() {
    var process = process("a");
    assertThat(process.inbox.accept(message("m1"))).isTrue();
    store.away = true;
    assertThat(process.inbox.accept(message("m1"))).isFalse();
    assertThat(process.handed).hasSize(1);
  }

  /// The window that remains: nobody can tell it from a process that has ended.
  @Test
  void aProcessThatIsCutOffFromTheStoreAndTheOneThatTakesOverBothAnswer() throws IOException {
    var cutOff = process("a");
    cutOff.beat();
    cutOff.inbox.accept(message("m1"));
    now.set(now.get().plusSeconds(90));
    var other = process("b");
    other.beat();
    assertThat(cutOff.ids()).containsExactly("m1");
    assertThat(other.ids()).containsExactly("m1");
    other.inbox.ended(message("m1"), true);
    cutOff.inbox.ended(message("m1"), true);
    cutOff.beat();
    assertThat(cutOff.ids()).containsExactly("m1");
  }

  /// The same while the store is away for one of them only.
  @Test
  void whatWaitsOnTheDiskOfAProcessThatIsCutOffIsTakenByAnotherToo() {
    var away = new MapFiles(clock);
    away.away = true;
    var cutOff = new Running(away, home.resolve("a"), clock);
    var other = process("b");
    assertThat(cutOff.inbox.accept(message("m1"))).isTrue();
    assertThat(other.inbox.accept(message("m1"))).isTrue();
  }
}
