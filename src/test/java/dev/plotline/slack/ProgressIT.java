package dev.plotline.slack;

import static dev.plotline.slack.Rig.ANN;
import static dev.plotline.slack.Rig.BEN;
import static dev.plotline.slack.Rig.MENTION;
import static dev.plotline.slack.Rig.SALES;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.plotline.chat.Message;
import dev.plotline.local.slack.api.Fault;
import dev.plotline.local.slack.api.Journal;
import dev.plotline.local.slack.world.Post;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Signs of life, and ending what runs.
class ProgressIT {
  @TempDir private Path folder;
  private Rig rig;
  private final CountDownLatch held = new CountDownLatch(1);

  @BeforeEach
  void start() {
    rig = new Rig(folder);
  }

  @AfterEach
  void stop() {
    held.countDown();
    rig.close();
  }

  private void hold() {
    rig.answer =
        _ -> {
          try {
            held.await();
            return Rig.reply("Fine.");
          } catch (InterruptedException e) {
            return Rig.reply("Stopped.");
          }
        };
  }

  @Test
  void theAcknowledgementDoesNotWaitForTheTurn() {
    hold();
    rig.slack.people().say(ANN, SALES, MENTION + "slow");

    assertThat(rig.slack.deliveries().await(2, d -> d.isTaken(), java.time.Duration.ofMinutes(3)))
        .hasSize(2);
    assertThat(rig.turns.open()).isEqualTo(1);
  }

  @Test
  void theNativeStatusIsShownAndEnded() {
    hold();
    Post question = rig.slack.people().say(ANN, SALES, MENTION + "slow");
    assertThat(step(rig.done(1, "assistant.threads.setStatus").getFirst())).isEqualTo("Thinking");
    held.countDown();
    rig.answers(question, 1);

    var sessions = rig.done(2, "agents.sessions.setStatus");
    assertThat(sessions)
        .extracting(call -> call.text("status"))
        .containsExactly("processing", "active");
    assertThat(rig.slack.journal().calls("chat.update")).isEmpty();
  }

  @Test
  void aSessionThatMayHaveBegunIsEnded() {
    rig.slack.fail("agents.sessions.setStatus", Fault.lost());
    hold();
    Post question = rig.slack.people().say(ANN, SALES, MENTION + "slow");
    progress(question);
    held.countDown();

    assertThat(rig.done(1, "agents.sessions.setStatus").getFirst().text("status"))
        .isEqualTo("active");
  }

  @Test
  void theFirstStepIsShownHoweverSoonTheNextOneComes() {
    Message message = Rig.message(rig.slack.people().say(ANN, SALES, "numbers"));
    rig.bot.chat().progress(message, "Restarted");
    rig.bot.chat().progress(message, "Thinking");
    assertThat(rig.done(2, "assistant.threads.setStatus"))
        .extracting(ProgressIT::step)
        .containsExactly("Restarted", "Thinking");
    rig.bot.chat().post(message, Rig.reply("Fine."));
  }

  /// What is shown, without the seconds that a slow machine adds to it.
  private static String step(Journal.Call call) {
    return call.text("status").replaceFirst(" · \\d+ s$", "");
  }

  @Test
  void slacksOwnStopEndsTheTurn() {
    hold();
    Post question = rig.slack.people().say(ANN, SALES, MENTION + "slow");
    rig.done(1, "assistant.threads.setStatus");
    rig.next();
    rig.slack.events().stopped(BEN, SALES, question.ts());

    assertThat(rig.answers(question, 1).getFirst().text()).contains("Stopped.");
  }

  @Test
  void withoutANativeStatusOneMessageIsEditedAndGoes() {
    rig.slack.fail("agents.sessions.setStatus", new Fault.Named("unknown_method"));
    hold();
    Post question = rig.slack.people().say(ANN, SALES, MENTION + "slow");
    String ts =
        rig.slack.world().thread(SALES, question.ts()).stream()
            .filter(Post::byBot)
            .findFirst()
            .map(Post::ts)
            .orElseGet(() -> progress(question));
    rig.next();
    Post sign = rig.slack.world().post(SALES, ts);
    String block = sign == null ? "" : sign.blocks().path(0).path("block_id").asText();
    rig.slack
        .interactions()
        .press(BEN, SALES, ts, block, Actions.STOP, JsonNodeFactory.instance.objectNode());

    assertThat(rig.answers(question, 1).getFirst().text()).contains("Stopped.");
    rig.done(1, "chat.delete");
    assertThat(rig.slack.world().post(SALES, ts)).isNull();
  }

  private String progress(Post question) {
    rig.done(1, "chat.postMessage");
    return rig.slack.world().thread(SALES, question.ts()).stream()
        .filter(Post::byBot)
        .findFirst()
        .orElseThrow()
        .ts();
  }
}
