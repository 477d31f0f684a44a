package dev.plotline.teams.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.plotline.teams.fake.Call;
import dev.plotline.teams.fake.Fault;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// How every [Sender] keeps to the limits of Teams, whatever it is built on.
abstract class LimitsContract extends SenderStage {
  @Test
  void aLimitIsWaitedForAsLongAsAskedAndALittleMore() throws Exception {
    connector.fail("POST", Fault.limited("2"), Fault.limited("7"));

    sender.post(channel, text("Hello"));

    assertThat(connector.calls()).extracting(Call::status).containsExactly(429, 429, 201);
    assertThat(time.pauses.get(0)).isBetween(Duration.ofMillis(2_050), Duration.ofMillis(2_700));
    assertThat(time.pauses.get(1)).isBetween(Duration.ofMillis(7_050), Duration.ofMillis(8_700));
  }

  @Test
  void theImpatientGivesUpWhereTheOtherWaits() throws Exception {
    connector.fail("POST", Fault.limited("2"));
    assertThat(
            catchThrowableOfType(
                ApiException.class, () -> sender.impatient().post(channel, text("Hello"))))
        .returns(429, ApiException::status);

    var elsewhere = group("19:elsewhere");
    for (int i = 0; i < 7; i++) {
      sender.impatient().typing(elsewhere);
    }
    assertThat(catchThrowableOfType(ApiException.class, () -> sender.impatient().typing(elsewhere)))
        .returns(429, ApiException::status);
    assertThat(connector.calls()).hasSize(8);
    assertThat(time.pauses).isEmpty();
  }

  @Test
  void theLimitsOfAConversationAreKeptByWaiting() throws Exception {
    for (int i = 0; i < 200; i++) {
      sender.post(channel, text("Number " + i));
    }

    assertThat(connector.calls()).extracting(Call::status).containsOnly(201).hasSize(200);
    assertThat(time.pauses).isNotEmpty();
    int before = time.pauses.size();
    sender.post(Places.group(connector.service()), text("Elsewhere"));
    assertThat(time.pauses).hasSize(before);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-5", "soon", "0"})
  void aLimitThatDoesNotSayHowLongIsWaitedForLongerEachTime(String header) throws Exception {
    connector.fail("POST", Fault.limited(header), Fault.limited(header), Fault.limited(header));

    sender.post(channel, text("Hello"));

    assertThat(connector.calls()).hasSize(4);
    assertThat(time.pauses.get(0)).isBetween(Duration.ofMillis(1_050), Duration.ofMillis(1_450));
    assertThat(time.pauses.get(2)).isBetween(Duration.ofMillis(4_050), Duration.ofMillis(5_050));
  }

  @Test
  void aLimitMayNameADate() throws Exception {
    var date = time.instant().plusSeconds(90).atOffset(ZoneOffset.UTC);
    connector.fail("POST", Fault.limited(DateTimeFormatter.RFC_1123_DATE_TIME.format(date)));

    sender.post(channel, text("Hello"));

    assertThat(time.pauses.getFirst()).isBetween(Duration.ofSeconds(90), Duration.ofSeconds(109));
  }

  @ParameterizedTest
  @ValueSource(strings = {"9999", "99999999999999999999", "Tue, 31 Dec 2999 23:59:59 GMT"})
  void anEndlessLimitIsGivenUpAndSaidToBeCertain(String header) {
    for (int i = 0; i < 50; i++) {
      connector.fail("POST", Fault.limited(header));
    }

    ApiException refused = refused("Hello");

    assertThat(refused.status()).isEqualTo(429);
    assertThat(refused.isUncertain()).isFalse();
    assertThat(connector.calls()).hasSizeLessThan(5);
    assertThat(time.pauses).allMatch(pause -> pause.compareTo(Duration.ofMinutes(5)) <= 0);
    assertThat(time.pauses.stream().reduce(Duration.ZERO, Duration::plus))
        .isLessThanOrEqualTo(Duration.ofMinutes(15));
  }

  /// Who comes again before the time is told to wait longer.
  @Test
  void aLimitHoldsForAllThatGoesToTheConversation() throws Exception {
    connector.fail("POST", Fault.limited("20"));
    assertThat(catchThrowableOfType(ApiException.class, () -> sender.impatient().typing(channel)))
        .returns(429, ApiException::status);
    assertThat(catchThrowableOfType(ApiException.class, () -> sender.impatient().typing(channel)))
        .returns(429, ApiException::status)
        .returns(false, ApiException::isUncertain);
    assertThat(connector.calls()).hasSize(1);

    sender.post(group("19:elsewhere"), text("Hello"));
    assertThat(time.pauses).isEmpty();
    sender.post(channel, text("Hello"));
    assertThat(time.pauses.getFirst()).isBetween(Duration.ofSeconds(20), Duration.ofSeconds(25));
    assertThat(connector.calls()).hasSize(3);
  }

  @Test
  void theLimitsOfATenantAreKeptByWaiting() throws Exception {
    for (int i = 0; i < 100; i++) {
      sender.post(group("19:" + i), text("Hello"));
    }

    assertThat(connector.calls()).extracting(Call::status).containsOnly(201).hasSize(100);
    assertThat(time.pauses).hasSize(3);
  }
}
