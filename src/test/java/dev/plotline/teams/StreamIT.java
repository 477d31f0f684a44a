package dev.plotline.teams;

import static dev.plotline.teams.Outbound.at;
import static dev.plotline.teams.Outbound.reply;
import static org.assertj.core.api.Assertions.assertThat;

import dev.plotline.teams.fake.Call;
import dev.plotline.teams.fake.Fault;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Personal chats: the steps and the answer in one stream.
class StreamIT {
  private final Outbound out = new Outbound();

  @AfterEach
  void close() {
    out.close();
  }

  @Test
  void stepsAreStreamedAndTheAnswerTakesTheirPlace() throws Exception {
    Sign sign = out.signs.of(out.personal);
    sign.show("Reading sales.xlsx");
    sign.show("Running Python");
    out.deliver(out.personal, reply("Sales **rose**."), sign);

    var calls = out.connector.calls();
    assertThat(calls).extracting(Call::status).containsExactly(201, 202, 201);
    assertThat(calls)
        .extracting(call -> call.stream().path("streamType").asText())
        .containsExactly("informative", "informative", "final");
    assertThat(calls)
        .extracting(call -> call.stream().path("streamSequence").asInt())
        .containsExactly(1, 2, 0);
    assertThat(calls.get(1).text()).isEqualTo("Running Python");
    assertThat(out.seen(out.personal)).hasSize(1);
    var answer = out.seen(out.personal).getFirst();
    assertThat(answer.text()).contains("Sales **rose**.");
    assertThat(Outbound.isLabelled(answer)).isTrue();
    assertThat(answer.activity().at("/channelData/feedbackLoop/type").asText())
        .isEqualTo("default");
  }

  @Test
  void partsAreAtLeastASecondApart() throws Exception {
    Sign sign = out.signs.of(out.personal);
    for (int i = 0; i < 10; i++) {
      sign.show("Step " + i);
    }
    out.deliver(out.personal, reply("Done."), sign);

    var calls = out.connector.calls();
    assertThat(calls).hasSize(11).extracting(Call::status).doesNotContain(429);
    for (int i = 1; i < calls.size(); i++) {
      assertThat(Duration.between(calls.get(i - 1).at(), calls.get(i).at()))
          .isGreaterThanOrEqualTo(Duration.ofSeconds(1));
    }
    assertThat(sign.gap()).isBetween(Duration.ofMillis(1_500), Duration.ofSeconds(5));
  }

  @Test
  void longWorkGoesOverIntoAMessageThatIsEdited() throws Exception {
    Sign sign = out.signs.of(out.personal);
    sign.show("Reading");
    out.time.pass(Duration.ofSeconds(96));
    sign.show("Running Python");
    assertThat(out.connector.isStreaming(at(out.personal).id())).isFalse();
    assertThat(out.seen(out.personal).getFirst().text())
        .contains("Still working", "Running Python");
    out.time.pass(Duration.ofMinutes(3));
    sign.show("Drawing");
    assertThat(out.seen(out.personal).getFirst().text()).isEqualTo("Drawing");
    out.time.pass(Duration.ofMinutes(3));
    out.deliver(out.personal, reply("Done."), sign);

    assertThat(out.connector.calls()).extracting(Call::status).containsExactly(201, 201, 200, 200);
    assertThat(out.seen(out.personal)).hasSize(1);
    assertThat(out.seen(out.personal).getFirst().text()).contains("Done.");
  }

  @Test
  void teamsStopEndsTheTurnAndTheAnswerIsStillGiven() throws Exception {
    Sign sign = out.signs.of(out.personal);
    sign.show("Reading");
    out.connector.stopStream(at(out.personal).id());
    sign.show("Running Python");
    assertThat(out.stopped).containsExactly(out.personal);
    sign.show("Drawing");
    assertThat(out.connector.calls()).hasSize(2);

    out.deliver(out.personal, reply("Stopped."), sign);
    assertThat(out.seen(out.personal)).hasSize(1);
    assertThat(out.seen(out.personal).getFirst().text()).contains("Stopped.");
  }

  @Test
  void aStreamThatTeamsHasEndedIsReplaced() throws Exception {
    Sign sign = out.signs.of(out.personal);
    sign.show("Reading");
    out.time.pass(Duration.ofMinutes(5));
    out.deliver(out.personal, reply("Done."), sign);

    assertThat(out.connector.calls()).extracting(Call::status).containsExactly(201, 403, 200);
    assertThat(out.seen(out.personal)).hasSize(1);
    assertThat(out.stopped).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 403, 405})
  void whereNothingMayBeStreamedOneMessageIsEdited(int status) throws Exception {
    out.connector.fail("POST", Fault.error(status, "ContentStreamNotAllowed", "not allowed"));
    Sign sign = out.signs.of(out.personal);
    sign.show("Reading");
    sign.show("Running");
    out.deliver(out.personal, reply("Done."), sign);

    assertThat(out.connector.calls())
        .extracting(Call::method)
        .containsExactly("POST", "POST", "POST", "PUT", "PUT");
    assertThat(out.seen(out.personal)).hasSize(1);
    assertThat(out.seen(out.personal).getFirst().text()).contains("Done.");
  }

  static List<Fault> ambiguous() {
    return List.of(
        new Fault.ServedBut(503),
        new Fault.ServedBut(504),
        new Fault.ServedThenReset(),
        new Fault.Reset(),
        Fault.status(500),
        Fault.status(408),
        Fault.limited("3"));
  }

  @ParameterizedTest
  @MethodSource("ambiguous")
  void theAnswerIsThereOnceWhateverBecomesOfTheLastPart(Fault fault) throws Exception {
    Sign sign = out.signs.of(out.personal);
    sign.show("Reading");
    out.connector.fail("POST", fault);
    out.deliver(out.personal, reply("Done."), sign);

    assertThat(out.seen(out.personal)).hasSize(1);
    assertThat(out.seen(out.personal).getFirst().text()).contains("Done.");
  }

  @Test
  void aStepThatCameTooEarlyLeavesNoGapInTheNumbers() throws Exception {
    Sign sign = out.signs.of(out.personal);
    sign.show("Reading");
    out.connector.fail("POST", Fault.limited("1"));
    sign.show("Running");
    out.time.pass(Duration.ofSeconds(5));
    sign.show("Drawing");

    assertThat(out.connector.calls()).extracting(Call::status).containsExactly(201, 429, 202);
    assertThat(out.connector.calls().getLast().stream().path("streamSequence").asInt())
        .isEqualTo(2);
  }

  @Test
  void goingOverIntoAMessageDelaysNothing() throws Exception {
    Sign sign = out.signs.of(out.personal);
    sign.show("Reading");
    out.time.pass(Duration.ofSeconds(96));
    out.connector.fail("POST", Fault.limited("20"));
    sign.show("Running");
    assertThat(out.time.pauses).isEmpty();

    out.deliver(out.personal, reply("Done."), sign);
    assertThat(out.seen(out.personal)).hasSize(1);
    assertThat(out.seen(out.personal).getFirst().text()).contains("Done.");
  }

  /// The form is right, and nobody knows what it is that Teams has against it.
  @Test
  void aLastPartThatIsRefusedAlthoughItsFormIsRightIsPutInItsPlace() throws Exception {
    Sign sign = out.signs.of(out.personal);
    sign.show("Reading");
    out.time.pass(Duration.ofMinutes(3));
    out.connector.fail("POST", Fault.error(400, "BadSyntax", "no such stream"));
    var table = "Here:\n\n| Month | Sales |\n|---|---|\n| July | 1,204 |\n";
    out.deliver(out.personal, reply(table), sign);

    assertThat(out.connector.calls()).extracting(Call::status).containsExactly(201, 400, 200);
    assertThat(Outbound.attachments(out.seen(out.personal).getFirst())).isNotEmpty();
  }

  @Test
  void aLastPartWhoseFormIsRefusedArrivesInWords() throws Exception {
    Sign sign = out.signs.of(out.personal);
    sign.show("Reading");
    out.connector.fail("POST", Fault.error(400, "BadSyntax", "card"));
    var table = "Here:\n\n| Month | Sales |\n|---|---|\n| July | 1,204 |\n";
    out.deliver(out.personal, reply(table), sign);

    assertThat(out.seen(out.personal)).hasSize(1);
    assertThat(out.seen(out.personal).getFirst().text()).contains("July · 1,204");
  }

  @Test
  void whatAnEarlierProcessStreamedGoesOnAsAMessage() throws Exception {
    out.signs.of(out.personal).show("Reading");
    out.time.pass(Duration.ofSeconds(20));
    Sign next = out.signs.of(out.personal);
    next.show("Plotline was restarted");
    assertThat(out.connector.isStreaming(at(out.personal).id())).isFalse();
    assertThat(out.seen(out.personal).getFirst().text()).contains("Plotline was restarted");
    next.show("Running");
    assertThat(out.seen(out.personal).getFirst().text()).isEqualTo("Running");

    out.deliver(out.personal, reply("Done."), next);
    assertThat(out.seen(out.personal)).hasSize(1);
    assertThat(out.connector.calls()).extracting(Call::status).containsExactly(201, 201, 200, 200);
  }
}
