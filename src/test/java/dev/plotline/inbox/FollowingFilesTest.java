package dev.plotline.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plotline.chat.FileRef;
import dev.plotline.chat.Message;
import dev.plotline.inbox.DurableInbox.Beginning;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/// Files that come apart from their message.
class FollowingFilesTest extends InboxBench {
  @Test
  void filesThatComeApartAreRecordedAndThoseThatCameAlreadyAreDropped() throws IOException {
    var process = process("a");
    process.inbox.accept(message("m1", "f1"));
    process.inbox.join(message("m1", "f1", "f2"));
    process.inbox.join(message("m1", "f2"));
    assertThat(process.handed).hasSize(2);
    assertThat(process.handed.getLast().files()).extracting(FileRef::id).containsExactly("f2");
    process.die(store);
    var after = process("a");
    after.beat();
    assertThat(after.handed)
        .singleElement()
        .satisfies(m -> assertThat(m.files()).extracting(FileRef::id).containsExactly("f1", "f2"));
    after.inbox.ended(after.handed.getFirst(), true);
    after.die(store);
    var third = process("a");
    third.beat();
    assertThat(third.handed).isEmpty();
  }

  @Test
  void filesThatAnAdapterHoldsJoinTheirMessageAfterACrash() throws IOException {
    var process = process("a");
    process.inbox.accept(message("m1", "f1"));
    process.inbox.keep(message("m1", "f1", "f2"));
    assertThat(process.handed).hasSize(1);
    process.die(store);
    var after = process("a");
    after.beat();
    assertThat(after.handed)
        .singleElement()
        .satisfies(m -> assertThat(m.files()).extracting(FileRef::id).containsExactly("f1", "f2"));
  }

  @Test
  void filesThatAnAdapterHoldsAreThroughWithTheirMessage() throws IOException {
    var process = process("a");
    process.inbox.accept(message("m1"));
    process.inbox.keep(message("m1", "f2"));
    process.inbox.ended(message("m1"), false);
    process.beat();
    assertThat(process.ids()).containsExactly("m1", "m1");
    process.inbox.ended(message("m1"), true);
    process.die(store);
    var after = process("a");
    after.beat();
    assertThat(after.handed).isEmpty();
  }

  @Test
  void filesToHoldForAMessageThatIsNotWorkedOnHereAreJoined() {
    var one = process("a");
    one.inbox.accept(message("m1"));
    var other = process("b");
    other.inbox.keep(message("m1", "f2"));
    assertThat(other.handed)
        .singleElement()
        .satisfies(m -> assertThat(m.files()).extracting(FileRef::id).containsExactly("f2"));
  }

  @Test
  void filesThatFollowAnAnsweredMessageAreTakenUpAlone() throws IOException {
    var process = process("a");
    process.inbox.accept(message("m1"));
    process.inbox.ended(message("m1"), true);
    process.inbox.join(message("m1", "f2"));
    process.die(store);
    var after = process("a");
    after.beat();
    assertThat(after.handed).hasSize(1);
    var follows = after.handed.getFirst();
    after.inbox.ended(follows.after(follows.files()), true);
    after.die(store);
    var third = process("a");
    third.beat();
    assertThat(third.handed).isEmpty();
  }

  @Test
  void filesThatFollowAndFailAreGivenUpToo() throws IOException {
    var process = process("a");
    process.inbox.accept(message("m1"));
    process.inbox.ended(message("m1"), true);
    process.inbox.join(message("m1", "f2"));
    for (int i = 0; i < 6; i++) {
      Message follows = process.handed.getLast();
      assertThat(process.inbox.begun(follows.after(follows.files()))).isEqualTo(Beginning.PLAIN);
      process.inbox.ended(follows.after(follows.files()), false);
      process.beat();
    }
    Message last = process.handed.getLast();
    assertThat(process.inbox.begun(last.after(last.files()))).isEqualTo(Beginning.GIVEN_UP);
  }

  @Test
  void aMessageThatFailedIsTriedAgainTogetherWithItsFiles() throws IOException {
    var process = process("a");
    process.inbox.accept(message("m1", "f1"));
    process.inbox.join(message("m1", "f2"));
    process.inbox.ended(message("m1", "f1", "f2"), false);
    process.beat();
    assertThat(process.handed).hasSize(3);
    assertThat(process.handed.getLast().files())
        .extracting(FileRef::id)
        .containsExactly("f1", "f2");
    process.inbox.ended(process.handed.getLast(), true);
    process.die(store);
    var after = process("a");
    after.beat();
    assertThat(after.handed).isEmpty();
  }
}
