package dev.plotline.slack;

import static dev.plotline.slack.Rig.ANN;
import static dev.plotline.slack.Rig.BEN;
import static dev.plotline.slack.Rig.MENTION;
import static dev.plotline.slack.Rig.SALES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plotline.chat.FileRef;
import dev.plotline.chat.Message;
import dev.plotline.chat.Reply;
import dev.plotline.local.slack.api.Fault;
import dev.plotline.local.slack.event.Pairing;
import dev.plotline.local.slack.event.Pairing.Carries;
import dev.plotline.local.slack.world.Json;
import dev.plotline.local.slack.world.Member;
import dev.plotline.local.slack.world.Post;
import dev.plotline.local.slack.world.World;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What a process that follows a crash finds, and what it must not do again.
class AfterCrashIT {
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

  /// An answer with files makes three marks: it is about to be posted, it is posted, its files are
  /// about to be shared.
  @ParameterizedTest
  @CsvSource({"1,false", "1,true", "2,false", "2,true", "3,false", "3,true"})
  void anAnswerIsThereOnceAndWholeWhereverTheProcessDies(int mark, boolean kept) {
    Post question = rig.slack.people().say(ANN, SALES, "numbers");
    Message message = Rig.message(question);
    Reply reply = AnswerIT.rich("The answer.", "chart.png");
    rig.trails.dieAt(mark, kept);
    assertThatThrownBy(() -> rig.bot.chat().post(message, reply))
        .hasRootCauseMessage("the process has died");

    try (var after = rig.restarted()) {
      after.chat().post(message, reply);
      List<Post> posts = rig.answers(question, 2);
      after.chat().post(message, reply);

      assertThat(rig.answers(question, 2)).isEqualTo(posts).hasSize(2);
      assertThat(posts.getFirst().blocks().toString()).contains("The answer.");
      assertThat(posts.getLast().files()).hasSize(2);
    }
  }

  @Test
  void anAnswerThatSlackDoesNotTakeForLongIsNoneYet() {
    Post question = rig.slack.people().say(ANN, SALES, "numbers");
    Message message = Rig.message(question);
    Reply reply = AnswerIT.rich("The answer.", "chart.png");
    for (int i = 0; i < 6; i++) {
      rig.slack.fail("chat.postMessage", Fault.trouble());
    }
    assertThatThrownBy(() -> rig.bot.chat().post(message, reply)).hasMessageContaining("http_500");
    rig.slack.fail("chat.postMessage", new Fault.TooMany(Duration.ofHours(1)));
    assertThatThrownBy(() -> rig.bot.chat().post(message, reply))
        .hasMessageContaining("ratelimited");

    rig.bot.chat().post(message, reply);
    assertThat(rig.answers(question, 2)).hasSize(2);
  }

  @Test
  void aPageThatHadToBePostedInPiecesCountsAsOne() {
    Post question = rig.slack.people().say(ANN, SALES, "numbers");
    Message message = Rig.message(question);
    List<String> words = IntStream.range(1_000, 4_000).mapToObj(i -> "w" + i).toList();
    Reply reply = Rig.reply(String.join(" ", words));
    rig.slack.fail("chat.postMessage", new Fault.Named("invalid_blocks"));
    rig.trails.dieAt(4, true);
    assertThatThrownBy(() -> rig.bot.chat().post(message, reply))
        .hasRootCauseMessage("the process has died");

    try (var after = rig.restarted()) {
      after.chat().post(message, reply);
      String read = rig.slack.world().thread(SALES, question.ts()).toString();

      assertThat(words).allMatch(read::contains);
    }
  }

  @Test
  void theProgressOfAMessageThatIsRefusedGoes() throws Exception {
    rig.slack.world().add(Member.of(BEN, "ben", "Ben Tanaka").as(Member.Standing.GUEST));
    Message message = Rig.message(rig.slack.people().say(BEN, SALES, "numbers"));
    rig.bot.chat().progress(message, "Plotline was restarted");
    rig.done(1, "assistant.threads.setStatus");

    assertThat(rig.bot.chat().admit(message)).isEmpty();
    assertThat(rig.done(2, "agents.sessions.setStatus").getLast().text("status"))
        .isEqualTo("active");
  }

  @Test
  void theProgressOfFilesThatFollowTheirMessageGoesWithTheirAnswer() {
    Message message = Rig.message(rig.slack.people().say(ANN, SALES, "numbers"));
    rig.bot.chat().progress(message, "Plotline was restarted");
    rig.done(1, "assistant.threads.setStatus");
    rig.bot.chat().post(message.after(List.of(new FileRef("F1", "a.csv", 1))), Rig.reply("Fine."));

    assertThat(rig.done(2, "agents.sessions.setStatus").getLast().text("status"))
        .isEqualTo("active");
  }

  @Test
  @Timeout(300)
  void theProgressOfAnAttemptThatDiedIsGoneOnWithAndGoes() throws Exception {
    rig.slack.fail("agents.sessions.setStatus", new Fault.Named("unknown_method"));
    Post question = rig.slack.people().say(ANN, SALES, "numbers");
    Message message = Rig.message(question);
    rig.bot.chat().progress(message, "Thinking");
    rig.trails.await("progress");

    try (var after = rig.restarted()) {
      after.chat().progress(message, "Thinking again");
      rig.done(1, "chat.update");
      after.chat().post(message, Rig.reply("Fine."));
      List<Post> thread = rig.slack.world().thread(SALES, question.ts());

      assertThat(thread).filteredOn(Post::byBot).hasSize(1);
      assertThat(thread.getLast().text()).contains("Fine.");
    }
  }

  @Test
  void filesOfTheSecondEventAreKeptBeforeItIsAcknowledged() {
    rig.slack.events().pair(new Pairing(true, Carries.MESSAGE));
    rig.slack.people().say(ANN, SALES, MENTION + "sum?", rig.file("a.csv", "x"));
    rig.slack.deliveries().await(2, d -> d.isTaken(), Duration.ofMinutes(3));

    assertThat(rig.kept)
        .singleElement()
        .satisfies(m -> assertThat(m.files()).extracting(f -> f.name()).containsExactly("a.csv"));
    assertThat(rig.next().files()).hasSize(1);
    assertThat(rig.messages).isEmpty();
  }

  @Test
  void aFileIsForgottenByItsIdAlone() {
    rig.slack
        .events()
        .send(Json.object().put("type", "file_deleted").put("file_id", "F0OLD"), null);

    assertThat(Rig.next(rig.threads.done)).isEqualTo("forget slack/" + World.TEAM + " F0OLD");
  }
}
