package dev.plotline.teams;

import static dev.plotline.teams.fake.Samples.AT;
import static dev.plotline.teams.fake.Samples.BEN;
import static dev.plotline.teams.fake.Samples.BOT;
import static dev.plotline.teams.fake.Samples.GROUP;
import static dev.plotline.teams.fake.Samples.PERSONAL;
import static dev.plotline.teams.fake.Samples.ROOT;
import static dev.plotline.teams.fake.Samples.TEAM;
import static dev.plotline.teams.fake.Samples.TENANT;
import static dev.plotline.teams.fake.Samples.mention;
import static dev.plotline.teams.fake.Samples.mentioning;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plotline.chat.Message;
import dev.plotline.chat.ThreadKey;
import dev.plotline.teams.api.Conversation;
import dev.plotline.teams.api.Conversation.Scope;
import dev.plotline.teams.fake.Samples;
import java.net.URI;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Which activities become messages, and how they read.
class ActivitiesIT {
  private Rig rig;

  @BeforeEach
  void start() {
    rig = new Rig();
  }

  @AfterEach
  void stop() {
    rig.close();
  }

  private void send(ObjectNode activity) {
    assertThat(rig.send(activity).statusCode()).isEqualTo(200);
  }

  /// That what was sent before is no message: a later one of another thread comes first.
  private void assertNoMessage() {
    String last = "the last " + System.nanoTime();
    send(mentioning(Samples.activity("message", "channel", "19:x;messageid=9").put("text", last)));
    assertThat(rig.next().text()).isEqualTo(last);
    assertThat(rig.messages).isEmpty();
  }

  @Test
  void aPersonalMessageSaysAllThatIsKnown() {
    ObjectNode said = Samples.personal("What drove Q3?");
    send(said);
    Message message = rig.next();
    assertThat(message.thread()).isEqualTo(new ThreadKey("teams", TENANT, PERSONAL));
    assertThat(message.id()).isEqualTo(said.path("id").asText());
    assertThat(message.text()).isEqualTo("What drove Q3?");
    assertThat(message.files()).as("the text itself comes as text/html").isEmpty();
    assertThat(message.at()).isEqualTo(Instant.parse("2026-01-05T10:00:00.123Z"));
    assertThat(message.from().id()).isEqualTo(Samples.ANN);
    assertThat(message.from().name()).isEqualTo("Ann Ash");
    assertThat(message.from().zone()).isEqualTo(ZoneId.of("Europe/Berlin"));
    assertThat(message.from().locale()).isEqualTo(Locale.GERMANY);
    assertThat(Conversation.parse(message.origin()))
        .isEqualTo(
            new Conversation(
                TENANT,
                URI.create(Samples.SERVICE),
                PERSONAL,
                Scope.PERSONAL,
                BOT,
                message.id(),
                null,
                null,
                "29:" + Samples.ANN));
  }

  @Test
  void aThreadOfAChannelIsAThreadOfItsOwn() {
    send(mentioning(Samples.channel("What drove Q3?")));
    Message message = rig.next();
    assertThat(message.thread().id()).isEqualTo(ROOT);
    assertThat(message.text()).isEqualTo("What drove Q3?");
    Conversation conversation = Conversation.parse(message.origin());
    assertThat(conversation.scope()).isEqualTo(Scope.CHANNEL);
    assertThat(conversation.team()).isEqualTo(TEAM);
    assertThat(conversation.channel()).isEqualTo(Samples.CHANNEL);
  }

  @Test
  void aFirstPostWithoutARootBeginsAThread() {
    var said =
        mentioning(Samples.activity("message", "channel", Samples.CHANNEL).put("text", "Hi"));
    send(said);
    assertThat(rig.next().thread().id())
        .isEqualTo(Samples.CHANNEL + ";messageid=" + said.path("id").asText());
  }

  @Test
  void aGroupChatIsKnownByItsTypeWhateverItsIdLooksLike() {
    var said = mentioning(Samples.activity("message", "groupChat", "a:1looksPersonal"));
    send(said.put("text", AT + " sum it up"));
    assertThat(Conversation.parse(rig.next().origin()).scope()).isEqualTo(Scope.GROUP);
    send(Samples.activity("message", "groupChat", "a:1looksPersonal").put("text", "lunch?"));
    assertNoMessage();
  }

  @ParameterizedTest
  @CsvSource({
    "'<at>Plotline</at> growth?', growth?",
    "'<at>Plotline</at>&nbsp;growth?', growth?",
    "'growth, <at>Plotline</at>, please', 'growth, , please'",
    "'ask <at>Plotline</at>  for growth', ask for growth",
    "'<at>Plotline</at> <at>Plotline</at> growth?', growth?",
    "'<at>Plotline</at> is 3 < 4&nbsp;or not?', is 3 < 4 or not?",
    "'<at>Plotline</at> what did <at>Zoë Q. $1</at> sell?', what did Zoë Q. $1 sell?",
    "'<at>Plotline</at> <at id=\"9\">Stray</at> tags', Stray tags"
  })
  void theBotsNameGoesAndOthersStay(String text, String read) {
    var said = Samples.group(text);
    mention(said, BOT, "Plotline", AT);
    mention(said, "29:zoe", "Zoë Q. $1", "<at>Zoë Q. $1</at>");
    send(said);
    assertThat(rig.next().text()).isEqualTo(read);
  }

  @Test
  void linesAndTabsOfPastedTablesStay() {
    send(mentioning(Samples.group("sum\nA\t1  2\nB\t3")));
    assertThat(rig.next().text()).isEqualTo("sum\nA\t1  2\nB\t3");
  }

  @Test
  void withoutAMentionOnlyTheBotsThreadsAreFollowed() {
    rig.threads.takesPart.add(ROOT);
    rig.threads.takesPart.add(GROUP);
    send(Samples.channel("and the average?"));
    assertThat(rig.next().text()).isEqualTo("and the average?");

    send(Samples.group("lunch?"));
    send(Samples.activity("message", "channel", "19:other;messageid=1").put("text", "hm?"));
    var toAnother = Samples.group("<at>Ben</at> lunch?");
    send(mention(toAnother, "29:" + BEN, "Ben", "<at>Ben</at>"));
    assertNoMessage();
  }

  @Test
  void botsAndEditsAndReactionsAreNoMessages() {
    var ours = Samples.personal("an echo");
    ours.withObject("/from").put("id", BOT);
    send(ours);
    var local = Samples.personal("an echo of a local client");
    local.withObject("/from").put("id", "bot");
    local.withObject("/recipient").put("id", "bot");
    send(local);
    var other = Samples.personal("a bot");
    other.withObject("/from").put("id", "28:99");
    send(other);
    var role = Samples.personal("a bot by its role");
    role.withObject("/from").put("role", "bot");
    send(role);
    var agent = Samples.personal("an agent by its role");
    agent.withObject("/from").put("role", "agenticUser");
    send(agent);
    var edit = Samples.personal("edited").put("type", "messageUpdate");
    edit.withObject("/channelData").put("eventType", "editMessage");
    send(edit);
    send(Samples.activity("messageReaction", "personal", PERSONAL));
    send(Samples.activity("typing", "personal", PERSONAL));
    var nameless = Samples.personal("no id");
    nameless.remove("id");
    send(nameless);
    assertNoMessage();
  }

  @Test
  void aRepeatIsAnsweredOnce() {
    var said = Samples.personal("once");
    send(said);
    send(said);
    rig.next();
    assertNoMessage();
  }

  @Test
  void theSameIdInAnotherChatIsAnotherMessage() {
    var said = mentioning(Samples.group("twice"));
    send(said);
    said.withObject("/conversation").put("id", "19:another@thread.v2");
    send(said);
    assertThat(List.of(rig.next().thread().id(), rig.next().thread().id()))
        .containsExactlyInAnyOrder(GROUP, "19:another@thread.v2");
  }

  @Test
  void whoeverWaitsIsTold() {
    rig.held = new CountDownLatch(1);
    send(Samples.personal("first"));
    rig.threads.status = new dev.plotline.chat.Threads.Status(true, 1, 0, null);
    send(Samples.personal("second"));
    assertThat(rig.sender.next().text()).contains("yours is next");
  }

  @Test
  void installingIsGreetedOnce() {
    var added = Samples.activity("installationUpdate", "personal", PERSONAL).put("action", "add");
    var joined = Samples.activity("conversationUpdate", "personal", PERSONAL);
    joined.putArray("membersAdded").addObject().put("id", BOT);
    send(added);
    send(joined);
    send(Samples.personal("help"));
    var first = rig.sender.next();
    var second = rig.sender.next();
    assertThat(List.of(first.text(), second.text()))
        .containsExactlyInAnyOrder(Words.WELCOME, Words.HELP);
    assertThat(rig.sender.sent).isEmpty();
  }

  @Test
  void aNewVersionOfTheAppIsNotGreeted() {
    send(Samples.activity("installationUpdate", "personal", PERSONAL).put("action", "add-upgrade"));
    send(Samples.personal("help"));
    assertThat(rig.sender.next().text()).isEqualTo(Words.HELP);
    assertThat(rig.sender.sent).isEmpty();
  }

  @Test
  void aTeamIsGreetedInAPostOfItsOwn() {
    var joined = Samples.activity("conversationUpdate", "channel", Samples.CHANNEL);
    joined.putArray("membersAdded").addObject().put("id", BOT);
    send(joined);
    var sent = rig.sender.next();
    assertThat(sent.text()).isEqualTo(Words.WELCOME);
    assertThat(sent.conversation().id()).isEqualTo(Samples.CHANNEL);
  }

  @Test
  void othersWhoJoinAreNotGreeted() {
    var joined = Samples.activity("conversationUpdate", "channel", Samples.CHANNEL);
    joined.putArray("membersAdded").addObject().put("id", "29:" + BEN);
    send(joined);
    send(Samples.activity("installationUpdate", "personal", PERSONAL).put("action", "remove"));
    send(Samples.personal("help"));
    assertThat(rig.sender.next().text()).isEqualTo(Words.HELP);
    assertThat(rig.sender.sent).isEmpty();
  }

  @Test
  void aDeletedMessageIsForgottenAndThatIsKeptInMindBeforeItIsAcknowledged() {
    var gone = Samples.activity("messageDelete", "channel", ROOT).put("id", "1700000000002");
    gone.withObject("/channelData").put("eventType", "softDeleteMessage");
    rig.threads.full = true;
    assertThat(rig.send(gone).statusCode()).isEqualTo(503);

    rig.threads.full = false;
    send(gone);
    assertThat(rig.threads.done).containsExactly("forgetMessage " + ROOT + " 1700000000002");
  }

  @Test
  void theFilesOfADeletedFirstPostAreForgotten() {
    var gone = Samples.activity("messageDelete", "channel", Samples.CHANNEL);
    send(gone.put("id", "1700000000001"));
    assertThat(FakeSender.next(rig.threads.done))
        .isEqualTo("forgetMessage " + ROOT + " 1700000000001");
  }

  @Test
  void aFileThatWasMeantForAnotherThreadIsForgottenThere() {
    var sent = rig.asked("19:other@thread.v2", "18");
    send(sent);
    assertThat(rig.next().id()).isEqualTo("18+" + sent.path("id").asText());

    var gone = Samples.activity("messageDelete", "personal", PERSONAL);
    send(gone.put("id", sent.path("id").asText()));
    var done = List.of(FakeSender.next(rig.threads.done), FakeSender.next(rig.threads.done));
    assertThat(done)
        .containsExactlyInAnyOrder(
            "forgetMessage " + PERSONAL + " " + sent.path("id").asText(),
            "forgetMessage 19:other@thread.v2 18+" + sent.path("id").asText());
  }
}
