package dev.plotline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunningServerTest {
  @TempDir Path home;

  @Test
  void theNoteIsItsOwnersAloneAlsoWhereOneWasThereThatWasNot() throws Exception {
    Path note = Files.writeString(home.resolve("serve.json"), "{}");
    Files.setPosixFilePermissions(note, PosixFilePermissions.fromString("rw-rw-rw-"));
    // Who has opened the old one reads no token through it.
    Path open = Files.createLink(home.resolve("open"), note);
    RunningServer.note(home, URI.create("http://127.0.0.1:1"), "t0ken");
    assertThat(Files.readString(note)).contains("t0ken");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(note)))
        .isEqualTo("rw-------");
    assertThat(open).hasContent("{}");
    try (Stream<Path> left = Files.list(home)) {
      assertThat(left).containsExactlyInAnyOrder(note, open);
    }
  }

  @Test
  void aServerThatDemandsATokenIsFoundByTheNote() throws Exception {
    try (var bot = new FakeBot()) {
      RunningServer.note(home, bot.admin(), FakeBot.TOKEN);
      assertThat(RunningServer.find(home))
          .isEqualTo(new RunningServer(bot.admin(), FakeBot.TOKEN))
          .asString()
          .doesNotContain(FakeBot.TOKEN);
      RunningServer.note(home, bot.admin(), "");
      assertThat(RunningServer.find(home)).isNull();
    }
  }

  @Test
  void onlyTheNoteOfTheServerThatEndsIsTakenAway() throws Exception {
    URI mine = URI.create("http://127.0.0.1:1");
    RunningServer.note(home, URI.create("http://127.0.0.1:2"), "");
    RunningServer.unnote(home, mine);
    assertThat(home.resolve("serve.json")).exists();
    RunningServer.note(home, mine, "");
    RunningServer.unnote(home, mine);
    assertThat(home.resolve("serve.json")).doesNotExist();
  }
}
