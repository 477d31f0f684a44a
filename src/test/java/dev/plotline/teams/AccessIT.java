package dev.plotline.teams;

import static dev.plotline.teams.fake.Samples.ANN;
import static dev.plotline.teams.fake.Samples.BEN;
import static dev.plotline.teams.fake.Samples.TEAM;
import static dev.plotline.teams.fake.Samples.mentioning;
import static org.assertj.core.api.Assertions.assertThat;

import dev.plotline.chat.Message;
import dev.plotline.teams.fake.Samples;
import dev.plotline.teams.text.Button;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Who is answered.
class AccessIT {
  private static final Set<String> ALL = Set.of();

  private static Access open(boolean guests) {
    return new Access(ALL, ALL, Set.of(BEN), guests);
  }

  @Test
  void othersThanThoseOnTheListAreToldWhomToAsk() {
    try (var rig =
        new Rig(new Access(ALL, Set.of(BEN.toUpperCase(Locale.ROOT)), Set.of(BEN), false))) {
      var said = mentioning(Samples.channel("me?"));
      rig.send(said);
      rig.send(said);
      rig.send(Samples.channel("not said to you"));
      rig.send(Samples.from(mentioning(Samples.channel("and me?")), BEN, "Ben"));

      assertThat(rig.next().text()).isEqualTo("and me?");
      assertThat(rig.sender.next().text()).contains("not on the list").contains("Ask Ben Birch.");
      assertThat(rig.sender.sent).isEmpty();
      assertThat(rig.messages).isEmpty();
    }
  }

  @Test
  void otherTeamsAreRefusedAndChatsAreNot() {
    try (var rig = new Rig(new Access(Set.of("another"), ALL, ALL, false))) {
      rig.send(mentioning(Samples.channel("here?")));
      assertThat(rig.sender.next().text())
          .contains("this team")
          .contains("Ask whoever runs me in this organisation");
      rig.send(Samples.personal("there?"));
      assertThat(rig.next().text()).isEqualTo("there?");
    }
    try (var rig = new Rig(new Access(Set.of(TEAM), ALL, ALL, false))) {
      rig.send(mentioning(Samples.channel("here?")));
      assertThat(rig.next().text()).isEqualTo("here?");
    }
  }

  private static boolean admits(Rig rig) throws InterruptedException {
    rig.send(mentioning(Samples.channel("me?")));
    Message message = rig.next();
    return rig.admission().admit(message).isPresent();
  }

  @ParameterizedTest
  @CsvSource({
    "guest, ann@example.org, '', guests",
    "anonymous, '', '', guests",
    "user, ann_other.org#EXT#@example.onmicrosoft.com, '', guests",
    "user, ann@other.org, another-tenant, other organisations"
  })
  void guestsAreRefusedUnlessAllowed(String role, String account, String tenant, String why)
      throws Exception {
    for (boolean allowed : new boolean[] {false, true}) {
      try (var rig = new Rig(open(allowed))) {
        var member = rig.sender.member(ANN, "Ann", role, account);
        member.put("tenantId", tenant.isEmpty() ? Samples.TENANT : tenant);
        assertThat(admits(rig)).isEqualTo(allowed);
        if (!allowed) {
          assertThat(rig.sender.next().text()).contains(why).contains("Ask Ben Birch.");
        }
      }
    }
  }

  @Test
  void membersAreAdmittedAndAskedForOnce() throws Exception {
    try (var rig = new Rig(open(false))) {
      assertThat(admits(rig)).isTrue();
      rig.sender.mute = true;
      assertThat(admits(rig)).isTrue();
    }
  }

  @Test
  void whoeverTeamsDoesNotKnowIsTold() throws Exception {
    try (var rig = new Rig(open(false))) {
      rig.sender.mute = true;
      assertThat(admits(rig)).isFalse();
      assertThat(rig.sender.next().text()).contains("did not tell me who you are");
    }
  }

  @Test
  void whereNobodyMayAskNobodyIsGreeted() {
    try (var rig = new Rig(new Access(Set.of("another"), ALL, ALL, false))) {
      var joined = Samples.activity("conversationUpdate", "channel", Samples.CHANNEL);
      joined.putArray("membersAdded").addObject().put("id", Samples.BOT);
      rig.send(joined);
      rig.send(Samples.personal("help"));
      assertThat(rig.sender.next().text()).isEqualTo(Words.HELP);
      assertThat(rig.sender.sent).isEmpty();
    }
  }

  @Test
  void consentAndThumbsAreNotForGuestsEither() {
    try (var rig = new Rig(open(false))) {
      rig.sender.member(ANN, "Ann", "guest", "");
      var consent = Samples.invoke("personal", Samples.PERSONAL, "fileConsent/invoke");
      consent.putObject("value").put("action", "accept").putObject("context").put("path", "a.csv");
      assertThat(rig.send(consent).statusCode()).isEqualTo(200);
      assertThat(rig.sender.next().text()).contains("guests");
      var thumb = Samples.invoke("personal", Samples.PERSONAL, "message/submitAction");
      var value = thumb.putObject("value").put("actionName", "feedback");
      value.putObject("actionValue").put("reaction", "like");
      assertThat(rig.send(thumb).statusCode()).isEqualTo(200);
      assertThat(rig.sender.next().text()).contains("guests");
      assertThat(rig.threads.done).isEmpty();
    }
  }

  @Test
  void wordsAndButtonsAreNotForGuestsEither() {
    try (var rig = new Rig(open(false))) {
      rig.sender.member(ANN, "Ann", "guest", "");
      rig.send(mentioning(Samples.channel("files")));
      assertThat(rig.sender.next().text()).contains("guests");
      rig.press(Samples.press("channel", Samples.ROOT, Button.CODE, ""));
      assertThat(rig.sender.next().text()).contains("guests");
      rig.send(mentioning(Samples.channel("stop")));
      assertThat(rig.sender.next().text()).contains("Nothing is running");
      assertThat(rig.threads.done).isEmpty();
    }
  }
}
