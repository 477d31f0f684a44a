package dev.plotline.slack;

import static dev.plotline.slack.Rig.ANN;
import static dev.plotline.slack.Rig.MENTION;
import static dev.plotline.slack.Rig.SALES;
import static org.assertj.core.api.Assertions.assertThat;

import dev.plotline.chat.Message;
import dev.plotline.local.slack.event.Pairing;
import dev.plotline.local.slack.event.Pairing.Carries;
import dev.plotline.local.slack.world.Post;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Messages on their way in, from what people do in Slack to the turn.
class SlackBotIT {
  @TempDir private Path folder;
  private Rig rig;

  @BeforeEach
  void start() {
    rig = Rig.patient(folder);
  }

  @AfterEach
  void stop() {
    rig.close();
  }

  @Test
  void aMentionIsAnsweredInItsThread() {
    Post question = rig.slack.people().say(ANN, SALES, MENTION + "what &amp; why?");

    Message message = rig.next();
    assertThat(message.text()).isEqualTo("what & why?");
    assertThat(message.from().name()).isEqualTo("ann");
    assertThat(message.from().id()).isEqualTo(ANN);
    Post answer = rig.answers(question, 1).getFirst();
    assertThat(answer.threadTs()).isEqualTo(question.ts());
    assertThat(answer.text()).contains("Fine.");
    assertThat(rig.messages).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "true, BOTH",
    "true, MESSAGE",
    "true, MENTION",
    "false, BOTH",
    "false, MESSAGE",
    "false, MENTION"
  })
  void theTwoEventsOfAMentionAreOneTurnWithItsFile(boolean mentionFirst, Carries files) {
    rig.slack.events().pair(new Pairing(mentionFirst, files));
    Post question = rig.slack.people().say(ANN, SALES, MENTION + "sum?", rig.file("a.csv", "x\n1"));

    rig.answers(question, 1);
    assertThat(rig.files).containsEntry("a.csv", "x\n1");
    rig.slack.deliveries().await(2, d -> d.isTaken(), java.time.Duration.ofMinutes(3));
  }

  @Test
  void aDirectMessageIsAThreadOfItsOwn() {
    String direct = rig.slack.world().direct(ANN).id();
    Post question = rig.slack.people().say(ANN, direct, "1, 2, 3: sum?");

    assertThat(rig.next().text()).isEqualTo("1, 2, 3: sum?");
    assertThat(rig.answers(question, 1)).hasSize(1);
  }

  @Test
  void repliesAreFollowedOnlyInThreadsOfTheBots() {
    Post other = rig.slack.people().say(ANN, SALES, "lunch?");
    rig.slack.people().reply(ANN, other, "yes");
    Post ours = rig.slack.people().say(ANN, SALES, "numbers");
    rig.threads.takesPart.add(SALES + "/" + ours.ts());
    rig.slack.people().reply(ANN, ours, "and the top 3?");

    assertThat(rig.next().text()).isEqualTo("and the top 3?");
    assertThat(rig.messages).isEmpty();
  }

  @Test
  void withoutFollowingRepliesNeedAMention() {
    try (var silent = Rig.withoutFollowing(folder.resolve("silent"))) {
      Post ours = silent.slack.people().say(ANN, SALES, "numbers");
      silent.threads.takesPart.add(SALES + "/" + ours.ts());
      silent.slack.people().reply(ANN, ours, "and the top 3?");
      silent.slack.people().reply(ANN, ours, MENTION + "and the last 3?");

      assertThat(silent.next().text()).isEqualTo("and the last 3?");
      assertThat(silent.messages).isEmpty();
      String direct = silent.slack.world().direct(ANN).id();
      silent.slack.people().say(ANN, direct, "and here?");
      assertThat(silent.next().text()).isEqualTo("and here?");
    }
  }

  @Test
  void anEditThatAddsAMentionIsNoQuestionEither() {
    Post said = rig.slack.people().say(ANN, SALES, "first");
    rig.slack.people().edit(ANN, SALES, said.ts(), MENTION + "first");
    rig.slack.deliveries().await(3, d -> d.isTaken(), java.time.Duration.ofMinutes(3));
    rig.answers(rig.slack.people().say(ANN, SALES, MENTION + "after"), 1);

    assertThat(rig.messages).extracting(Message::text).containsExactly("after");
  }

  @Test
  void nobodyIsAskedWhoTheBotIs() {
    rig.answers(rig.slack.people().say(ANN, SALES, MENTION + "go"), 1);

    assertThat(rig.slack.journal().calls()).noneMatch(call -> call.method().equals("auth.test"));
  }

  @Test
  void aRepeatedEventIsAnsweredOnce() {
    Post question = rig.slack.people().say(ANN, SALES, MENTION + "once?");
    rig.answers(question, 1);
    String id =
        rig.slack
            .deliveries()
            .await(2, d -> d.isTaken(), java.time.Duration.ofMinutes(3))
            .getFirst()
            .id();
    for (int i = 0; i < 3; i++) {
      rig.slack.events().repeat(id);
    }
    Post after = rig.slack.people().say(ANN, SALES, MENTION + "after?");
    rig.answers(after, 1);

    assertThat(rig.messages).extracting(Message::text).containsExactly("once?", "after?");
  }

  @Test
  void anEditIsNoNewQuestion() {
    Post question = rig.slack.people().say(ANN, SALES, MENTION + "first");
    rig.answers(question, 1);
    rig.slack.people().edit(ANN, SALES, question.ts(), MENTION + "second");
    Post after = rig.slack.people().say(ANN, SALES, MENTION + "after");
    rig.answers(after, 1);

    assertThat(rig.messages).extracting(Message::text).containsExactly("first", "after");
  }
}
