package dev.plotline.slack;

import static dev.plotline.slack.Rig.ANN;
import static dev.plotline.slack.Rig.MENTION;
import static dev.plotline.slack.Rig.SALES;
import static org.assertj.core.api.Assertions.assertThat;

import dev.plotline.local.slack.api.Fault;
import dev.plotline.local.slack.world.Channel;
import dev.plotline.local.slack.world.Post;
import java.nio.file.Path;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Channels that another organisation is in too (Slack Connect).
class SharedChannelIT {
  @TempDir private Path folder;

  private static Access external(boolean allowed) {
    return new Access(Set.of(), Set.of(), Set.of(), Set.of(), false, allowed);
  }

  private static void share(Rig rig) {
    Channel sales = rig.slack.world().channel(SALES);
    assertThat(sales).isNotNull();
    rig.slack.world().add(sales.withSharing());
  }

  @Test
  void filesOfWhichOnlyTheIdIsToldAreLookedUp() {
    try (var rig = new Rig(folder, external(true), UnaryOperator.identity())) {
      share(rig);
      Post question = rig.slack.people().say(ANN, SALES, MENTION + "sum?", rig.file("a.csv", "x"));

      assertThat(rig.next().files())
          .singleElement()
          .satisfies(file -> {
            assertThat(file.name()).isEqualTo("a.csv");
            assertThat(file.size()).isEqualTo(1);
          });
      rig.answers(question, 1);
      assertThat(rig.files).containsEntry("a.csv", "x");
    }
  }

  @Test
  void aFileThatCannotBeLookedUpHasItsReason() {
    try (var rig = new Rig(folder, external(true), UnaryOperator.identity())) {
      share(rig);
      var gone = new Fault.Named("file_not_found");
      rig.slack.fail("files.info", gone, gone);
      Post question = rig.slack.people().say(ANN, SALES, MENTION + "sum?", rig.file("a.csv", "x"));
      rig.answers(question, 1);

      assertThat(rig.files)
          .containsEntry("file", "! The file was deleted in Slack: send it again.");
    }
  }

  @Test
  void nobodyIsAnsweredThereUnlessThatIsAllowed() {
    try (var rig = new Rig(folder, external(false), UnaryOperator.identity())) {
      share(rig);
      rig.slack.people().say(ANN, SALES, MENTION + "sum?");

      assertThat(rig.done(1, "chat.postEphemeral").getFirst().text("text"))
          .contains("other organisations");
      assertThat(rig.messages).isEmpty();
    }
  }
}
