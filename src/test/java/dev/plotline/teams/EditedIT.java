package dev.plotline.teams;

import static dev.plotline.teams.Outbound.at;
import static dev.plotline.teams.Outbound.reply;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plotline.chat.Message;
import dev.plotline.teams.fake.Call;
import dev.plotline.teams.fake.Fault;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Group chats and channels: typing, then one message that is edited and becomes the answer.
class EditedIT {
  private final Outbound out = new Outbound();

  @AfterEach
  void close() {
    out.close();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void oneMessageIsEditedAndBecomesTheAnswer(boolean inChannel) throws Exception {
    Message message = inChannel ? out.channel : out.group;
    Sign sign = out.signs.of(message);
    sign.show("Reading");
    assertThat(out.seen(message).getFirst().text()).isEqualTo("Reading");
    assertThat(out.seen(message).getFirst().activity().toString()).contains("plotline-stop");
    sign.show("Running Python");
    out.deliver(message, reply("Sales **rose**."), sign);

    assertThat(out.connector.calls())
        .extracting(call -> call.method() + " " + call.body().path("type").asText())
        .containsExactly("POST typing", "POST message", "PUT message", "PUT message");
    assertThat(out.connector.calls()).extracting(Call::conversation).containsOnly(at(message).id());
    assertThat(out.connector.calls()).allMatch(call -> call.stream().isMissingNode());
    assertThat(out.seen(message)).hasSize(1);
    var answer = out.seen(message).getFirst();
    assertThat(answer.text()).contains("Sales **rose**.");
    assertThat(answer.activity().toString()).doesNotContain("plotline-stop");
    assertThat(Outbound.isLabelled(answer)).isTrue();
  }

  @Test
  void editsKeepAMeasuredPace() {
    assertThat(out.signs.of(out.channel).gap())
        .isBetween(Duration.ofSeconds(3), Duration.ofSeconds(5));
  }

  @Test
  void progressThatCantBeShownDelaysNothing() throws Exception {
    out.connector.fail("POST", Fault.limited("60"), Fault.limited("60"));
    Sign sign = out.signs.of(out.group);
    sign.show("Reading");
    assertThat(out.time.pauses).isEmpty();
    sign.show("Running");
    out.connector.fail("PUT", Fault.status(503));
    sign.show("Drawing");
    assertThat(out.time.pauses).isEmpty();

    out.deliver(out.group, reply("Done."), sign);
    assertThat(out.seen(out.group)).hasSize(1);
    assertThat(out.seen(out.group).getFirst().text()).contains("Done.");
  }

  @ParameterizedTest
  @ValueSource(ints = {403, 404, 405})
  void whereTheStepsAreGoneTheAnswerIsPosted(int status) throws Exception {
    Sign sign = out.signs.of(out.group);
    sign.show("Reading");
    out.sender.delete(at(out.group), out.seen(out.group).getFirst().id());
    out.connector.fail("PUT", Fault.status(status));
    out.deliver(out.group, reply("Done."), sign);

    assertThat(out.seen(out.group)).hasSize(1);
    assertThat(out.seen(out.group).getFirst().text()).contains("Done.");
  }

  @Test
  void anAnswerWithoutStepsIsGivenToo() {
    out.deliver(out.group, reply("Done."), out.signs.of(out.group));

    assertThat(out.seen(out.group)).hasSize(1);
    assertThat(out.seen(out.group).getFirst().text()).contains("Done.");
  }

  @Test
  void whereTheBotWasRemovedNothingFails() throws Exception {
    for (int i = 0; i < 10; i++) {
      out.connector.fail("POST", Fault.error(403, "BotNotInConversationRoster", "removed"));
    }
    Sign sign = out.signs.of(out.group);
    sign.show("Reading");
    out.deliver(out.group, reply("Done."), sign);

    assertThat(out.seen(out.group)).isEmpty();
    assertThat(out.connector.calls().size()).isLessThan(6);
  }

  @Test
  void stepsThatMayBeThereAreNotShownBesideThemselves() throws Exception {
    out.connector.fail("POST", Fault.status(500), new Fault.ServedBut(504));
    Sign sign = out.signs.of(out.group);
    sign.show("Reading");
    sign.show("Running");
    sign.show("Drawing");
    assertThat(out.seen(out.group)).hasSize(1);

    out.deliver(out.group, reply("Done."), sign);
    assertThat(out.seen(out.group)).hasSize(2);
    assertThat(out.seen(out.group).getLast().text()).contains("Done.");
  }

  static List<Fault> brief() {
    return List.of(
        Fault.status(503),
        new Fault.Reset(),
        new Fault.ServedBut(504),
        new Fault.ServedThenReset());
  }

  /// Where nobody knows whether a post was served, something worthless is posted again and not the
  /// answer.
  @ParameterizedTest
  @MethodSource("brief")
  void anAnswerOutlivesAServiceThatIsBrokenForAWhile(Fault fault) throws Exception {
    out.connector.fail("POST", fault, fault, fault);
    out.deliver(out.group, reply("Done."), out.signs.of(out.group));

    assertThat(out.seen(out.group)).filteredOn(post -> post.text().contains("Done.")).hasSize(1);
  }

  @Test
  void anAnswerThatATeamsThatIsAwayDoesNotTakeIsNoneYet() throws Exception {
    for (int i = 0; i < 6; i++) {
      out.connector.fail("POST", Fault.status(503));
    }
    assertThatThrownBy(() -> out.deliver(out.group, reply("Done."), out.signs.of(out.group)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("503");
    Sign sign = out.signs.of(out.group);
    sign.show("Reading");
    for (int i = 0; i < 100; i++) {
      out.connector.fail("PUT", Fault.status(503));
    }
    assertThatThrownBy(() -> out.deliver(out.group, reply("Done."), sign))
        .isInstanceOf(IllegalStateException.class);
    assertThat(out.connector.calls("PUT")).as("tried by one of the two only").hasSizeLessThan(50);

    out.connector.heal("PUT");
    out.deliver(out.group, reply("Done."), out.signs.of(out.group));
    assertThat(out.seen(out.group)).hasSize(1);
    assertThat(out.seen(out.group).getFirst().text()).contains("Done.");
  }

  @Test
  void whereNothingCanBeReplacedTheAnswerIsPosted() throws Exception {
    out.connector.fail("PUT", Fault.status(405), Fault.status(405));
    out.deliver(out.group, reply("Done."), out.signs.of(out.group));

    assertThat(out.seen(out.group).getLast().text()).contains("Done.");
    assertThat(out.marks.answered(out.group.thread(), out.seen(out.group).getLast().id()))
        .isEqualTo(out.group.id());
  }
}
