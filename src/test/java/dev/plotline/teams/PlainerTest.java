package dev.plotline.teams;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plotline.chat.Link;
import dev.plotline.chat.Reply;
import dev.plotline.teams.text.Answer;
import dev.plotline.teams.text.Replies;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PlainerTest {
  private static Reply.File file(int number) {
    String address = "https://files.example/" + number + "?sig=" + "a".repeat(1_500);
    var link = new Link(URI.create(address), Replies.NOW.plus(Duration.ofHours(1)));
    return new Reply.File(
        "f" + number, "f" + number, "text/csv", 1, link, InputStream::nullInputStream);
  }

  @Test
  void noLinkAndNoCodeIsDivided() {
    String code = "x = 1\n".repeat(900);
    var files = IntStream.range(0, 12).mapToObj(PlainerTest::file).toList();
    Reply reply = Outbound.reply("Text.\n\n```\n" + code + "```\n\nMore.", List.of(), files);
    var texts =
        Answer.of(Replies.question("go"), reply, true, Replies.NOW, _ -> true).messages().stream()
            .flatMap(message -> Plainer.of(message).stream())
            .map((ObjectNode message) -> message.path("text").asText())
            .toList();

    assertThat(texts).hasSizeGreaterThan(1).allMatch(text -> text.length() <= 20_000);
    assertThat(texts).allMatch(text -> text.split("```", -1).length % 2 == 1);
    for (Reply.File file : files) {
      assertThat(String.join("\n", texts)).contains("[open](" + link(file) + ")");
    }
  }

  private static String link(Reply.File file) {
    Link link = file.link();
    return link == null ? "" : link.url().toString();
  }
}
