package dev.plotline.slack;

import static dev.plotline.slack.Rig.ANN;
import static dev.plotline.slack.Rig.BEN;
import static dev.plotline.slack.Rig.MENTION;
import static dev.plotline.slack.Rig.OPEN;
import static dev.plotline.slack.Rig.SALES;
import static org.assertj.core.api.Assertions.assertThat;

import dev.plotline.local.slack.Workplace;
import dev.plotline.local.slack.api.Fault;
import dev.plotline.local.slack.world.Member;
import dev.plotline.local.slack.world.Post;
import java.nio.file.Path;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Who is answered, and which files are read.
class AccessIT {
  @TempDir private Path folder;

  @Test
  void othersThanThoseOnTheListAreToldWhomToAsk() {
    var access = new Access(Set.of(), Set.of(), Set.of(BEN), Set.of(BEN), false, false);
    try (var rig = new Rig(folder, access, UnaryOperator.identity())) {
      rig.slack.people().say(ANN, SALES, MENTION + "me?");
      var whisper = rig.done(1, "chat.postEphemeral").getFirst();
      rig.slack.people().say(BEN, SALES, MENTION + "and me?");

      assertThat(rig.next().text()).isEqualTo("and me?");
      assertThat(whisper.text("user")).isEqualTo(ANN);
      assertThat(whisper.text("text")).contains("not on the list").contains("<@" + BEN + ">");
    }
  }

  @Test
  void otherChannelsAreRefused() {
    var access = new Access(Set.of(), Set.of(Workplace.GENERAL), Set.of(), Set.of(), false, false);
    try (var rig = new Rig(folder, access, UnaryOperator.identity())) {
      rig.slack.people().say(ANN, SALES, MENTION + "here?");
      assertThat(rig.done(1, "chat.postEphemeral").getFirst().text("text"))
          .contains("this channel");
      rig.slack.people().say(ANN, Workplace.GENERAL, MENTION + "there?");
      assertThat(rig.next().text()).isEqualTo("there?");
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Member.Standing.class,
      names = {"GUEST", "SINGLE_CHANNEL_GUEST", "STRANGER"})
  void guestsAndStrangersAreRefused(Member.Standing standing) {
    try (var rig = new Rig(folder)) {
      var member = rig.slack.world().member(ANN);
      assertThat(member).isNotNull();
      rig.slack.world().add(member.as(standing));
      rig.slack.people().say(ANN, SALES, MENTION + "me?");

      assertThat(rig.done(1, "chat.postEphemeral").getFirst().text("text"))
          .containsAnyOf("guests", "other organisations");
      assertThat(rig.messages).isEmpty();
    }
  }

  @Test
  void buttonsAreNotForGuestsEither() {
    try (var rig = new Rig(folder)) {
      rig.answer = _ -> AnswerIT.rich("The answer.", "chart.png");
      Post question = rig.slack.people().say(ANN, SALES, MENTION + "go");
      Post answer = rig.answers(question, 1).getFirst();
      var ben = rig.slack.world().member(BEN);
      assertThat(ben).isNotNull();
      rig.slack.world().add(ben.as(Member.Standing.GUEST));
      for (var block : answer.blocks()) {
        if (block.findValuesAsText("action_id").contains(Actions.CODE)) {
          var nothing = com.fasterxml.jackson.databind.node.JsonNodeFactory.instance.objectNode();
          String id = block.path("block_id").asText();
          rig.slack.interactions().press(BEN, SALES, answer.ts(), id, Actions.CODE, nothing);
        }
      }

      assertThat(rig.done(1, "chat.postEphemeral").getFirst().text("text")).contains("guests");
      assertThat(rig.threads.done).isEmpty();
    }
  }

  @Test
  void itWorksWithTheLeastPrivileges() {
    try (var rig =
        new Rig(
            folder,
            OPEN,
            app ->
                app.withScopes(
                        Set.of(
                            "app_mentions:read",
                            "chat:write",
                            "commands",
                            "files:read",
                            "files:write",
                            "im:history",
                            "users:read"))
                    .withEvents(Set.of("app_mention", "message.im", "agent_session_stopped")))) {
      rig.answer = _ -> AnswerIT.rich("The answer.", "chart.png");
      Post question = rig.slack.people().say(ANN, SALES, MENTION + "go", rig.file("a.csv", "x"));

      assertThat(rig.answers(question, 2)).hasSize(2);
      assertThat(rig.files).containsEntry("a.csv", "x");
    }
  }

  @Test
  void aFileThatCannotBeReadHasItsReason() {
    try (var rig = new Rig(folder)) {
      rig.slack.fail("file.download", new Fault.SignInPage());
      Post question = rig.slack.people().say(ANN, SALES, MENTION + "1", rig.file("a.csv", "x"));
      rig.answers(question, 1);
      assertThat(rig.files.get("a.csv")).contains("sign-in page").contains("files:read");

      rig.slack.fail("file.download", new Fault.Redirect("https://evil.example/"));
      question = rig.slack.people().say(ANN, SALES, MENTION + "2", rig.file("b.csv", "x"));
      rig.answers(question, 1);
      assertThat(rig.files.get("b.csv")).contains("sign-in page");

      rig.slack.fail("file.download", new Fault.Empty());
      question = rig.slack.people().say(ANN, SALES, MENTION + "0", rig.file("0.csv", "x"));
      rig.answers(question, 1);
      assertThat(rig.files.get("0.csv")).startsWith("! ").contains("empty");

      rig.slack.fail("file.download", Fault.tooMany(), Fault.trouble());
      question = rig.slack.people().say(ANN, SALES, MENTION + "3", rig.file("c.csv", "now"));
      rig.answers(question, 1);
      assertThat(rig.files).containsEntry("c.csv", "now");
    }
  }
}
