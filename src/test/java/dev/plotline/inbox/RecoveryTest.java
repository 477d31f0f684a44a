package dev.plotline.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

/// Which process takes up what.
class RecoveryTest extends InboxBench {
  @Test
  void whatFailedHereIsLeftToALiveProcessThatHasTakenItOver() throws IOException {
    var cutOff = process("a");
    cutOff.beat();
    cutOff.inbox.accept(message("m1"));
    now.set(now.get().plusSeconds(90));
    var other = process("b");
    other.beat();
    assertThat(other.ids()).containsExactly("m1");
    cutOff.inbox.ended(message("m1"), false);
    cutOff.beat();
    assertThat(cutOff.ids()).containsExactly("m1");
  }

  @Test
  void whatAProcessDoesNotServeIsLeftToOneThatDoes() throws IOException {
    var before = process("a");
    before.beat();
    before.inbox.accept(message("m1"));
    now.set(now.get().plusSeconds(90));
    var without = process("b");
    without.serving = false;
    without.beat();
    assertThat(without.handed).isEmpty();
    var with = process("c");
    with.beat();
    assertThat(with.ids()).containsExactly("m1");
  }
}
