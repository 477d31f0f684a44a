package dev.plotline.slack;

import static dev.plotline.slack.Rig.ANN;
import static dev.plotline.slack.Rig.MENTION;
import static dev.plotline.slack.Rig.SALES;
import static org.assertj.core.api.Assertions.assertThat;

import dev.plotline.chat.Reply;
import dev.plotline.chat.ThreadKey;
import dev.plotline.chat.Threads;
import dev.plotline.local.slack.api.Fault;
import dev.plotline.local.slack.world.Post;
import dev.plotline.local.slack.world.Upload;
import dev.plotline.local.slack.world.World;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Taking back what was posted.
class RemovalIT {
  @TempDir private Path folder;
  private Rig rig;

  @BeforeEach
  void start() {
    rig = new Rig(folder);
  }

  @AfterEach
  void stop() {
    rig.close();
  }

  private List<String> takeBack(Post question) throws InterruptedException {
    var thread =
        new ThreadKey(Place.PLATFORM, World.TEAM, question.channel() + "/" + question.root());
    return rig.bot.chat().takeBack(thread);
  }

  private List<Post> ofTheBot(Post question) {
    return rig.slack.world().thread(question.channel(), question.root()).stream()
        .filter(Post::byBot)
        .toList();
  }

  private List<Upload> filesOfTheBot() {
    return rig.slack.uploads().stream().filter(file -> file.user().equals(World.BOT)).toList();
  }

  private Post answered() {
    rig.answer = _ -> AnswerIT.rich("The answer.", "chart.png");
    Post question = rig.slack.people().say(ANN, SALES, MENTION + "go", rig.file("a.csv", "x"));
    rig.answers(question, 2);
    return question;
  }

  @Test
  void messagesAndFilesOfTheThreadGoAndNoOthers() throws Exception {
    Post question = answered();
    Post other = answered();

    assertThat(takeBack(question)).containsExactly("Taken back in Slack: 2 messages and 2 files.");
    assertThat(ofTheBot(question)).isEmpty();
    assertThat(rig.slack.world().thread(SALES, question.ts())).containsExactly(question);
    assertThat(ofTheBot(other)).hasSize(2);
    assertThat(filesOfTheBot()).hasSize(2);
    assertThat(takeBack(question)).isEmpty();
  }

  @Test
  void aNotebookGoesWithTheThread() throws Exception {
    Reply.File file = AnswerIT.file("plotline.ipynb", "{}");
    rig.threads.notebook = new Threads.Notebook(file, List.of("The code was run again."));
    Post question = rig.slack.people().say(ANN, SALES, MENTION + "notebook");
    rig.done(1, "files.completeUploadExternal");
    rig.answers(question, 2);
    assertThat(filesOfTheBot()).hasSize(1);

    assertThat(takeBack(question)).containsExactly("Taken back in Slack: 2 messages and 1 file.");
    assertThat(ofTheBot(question)).isEmpty();
    assertThat(filesOfTheBot()).isEmpty();
  }

  @Test
  void whatSlackDoesNotTakeBackIsSaid() throws Exception {
    Post question = answered();
    rig.slack.fail("files.delete", new Fault.Named("cant_delete_file"));
    rig.slack.fail("chat.delete", new Fault.Named("cant_delete_message"));

    assertThat(takeBack(question))
        .containsExactly(
            "Taken back in Slack: 1 message and 1 file.",
            "1 message and 1 file stay in Slack (cant_delete_file, cant_delete_message): somebody"
                + " who may has to delete them there.");
  }

  @Test
  void inAConversationWithTheBotAloneAllItSaidGoes() throws Exception {
    String direct = rig.slack.world().direct(ANN).id();
    Post question = rig.slack.people().say(ANN, direct, "sum of 1, 2?");
    rig.answers(question, 1);
    rig.slack.people().reply(ANN, question, "help");
    rig.answers(question, 2);

    assertThat(takeBack(question)).containsExactly("Taken back in Slack: 2 messages and 0 files.");
    assertThat(rig.slack.world().thread(direct, question.ts())).allMatch(post -> !post.byBot());
  }
}
