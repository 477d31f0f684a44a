package dev.plotline.teams.text;

import static dev.plotline.teams.fake.Drawn.picture;
import static dev.plotline.teams.fake.Drawn.png;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plotline.chat.Content;
import dev.plotline.chat.Reply;
import dev.plotline.teams.fake.MessageRules;
import java.io.ByteArrayInputStream;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Charts as Teams shows them, or not at all.
class PicturesTest {
  private static List<ObjectNode> shown(byte[] chart, @Nullable Content preview) {
    var file = Replies.file("chart.png", chart);
    var messages = Pictures.of(reply(List.of(new Reply.Figure(file, "", "", List.of(), preview))));
    assertThat(messages).allSatisfy(m -> assertThat(MessageRules.problems(m)).isEmpty());
    return messages;
  }

  private static Reply reply(List<Reply.Figure> figures) {
    Reply text = Replies.text("Text.");
    return new Reply(
        text.ending(),
        "Text.",
        List.of(),
        figures,
        List.of(),
        List.of(),
        List.of(),
        text.model(),
        null);
  }

  private static Content content(byte[] bytes) {
    return () -> new ByteArrayInputStream(bytes);
  }

  private static byte[] bytes(ObjectNode message) {
    String address = message.at("/attachments/0/contentUrl").asText();
    return Base64.getDecoder().decode(address.substring(address.indexOf(',') + 1));
  }

  @Test
  void theSmallCopyOfALargeChartGoesAlong() {
    byte[] copy = picture("png", 1_024, 614);

    assertThat(shown(picture("png", 1_500, 900), content(copy)))
        .singleElement()
        .satisfies(message -> assertThat(bytes(message)).isEqualTo(copy));
  }

  @Test
  void aChartThatIsSmallEnoughNeedsNoCopy() {
    assertThat(shown(picture("png", 1_024, 1_024), null)).hasSize(1);
    assertThat(shown(png(180_000), null)).hasSize(1);
    assertThat(shown(picture("jpeg", 640, 1_024), null).getFirst().toString())
        .contains("\"contentType\":\"image/jpeg\"");
  }

  static Stream<byte[]> unshown() {
    byte[] jpeg = picture("jpeg", 640, 480);
    return Stream.of(
        picture("png", 1_025, 10),
        picture("png", 10, 1_025),
        picture("jpeg", 1_025, 10),
        picture("jpeg", 10, 1_025),
        png(180_001),
        picture("gif", 100, 100),
        "<svg xmlns='http://www.w3.org/2000/svg'/>".getBytes(US_ASCII),
        Arrays.copyOf(png(0), 20),
        Arrays.copyOf(jpeg, 100),
        Arrays.copyOf(jpeg, 4),
        new byte[0],
        new byte[100]);
  }

  @ParameterizedTest
  @MethodSource("unshown")
  void whatTeamsWouldNotShowIsLeftToTheLinks(byte[] chart) {
    assertThat(shown(chart, null)).isEmpty();
    assertThat(shown(png(0), content(chart))).isEmpty();
  }

  @Test
  void aSizeOfNothingOrBelowIsNone() {
    for (int width : new int[] {0, -1}) {
      byte[] lying = png(0);
      for (int i = 0; i < 4; i++) {
        lying[16 + i] = (byte) (width >> 24);
      }
      assertThat(shown(lying, null)).isEmpty();
    }
  }

  @Test
  void noBrokenPictureTakesThePlaceOfACopyThatCannotBe() {
    assertThat(shown(png(0), Content.MISSING)).isEmpty();
  }

  @Test
  void noMoreThanTenAreShownAndEachKeepsItsNumber() {
    var wide = new Reply.Figure(Replies.file("w.png", png(180_001)), "", "", List.of());
    var small = new Reply.Figure(Replies.file("s.png", png(0)), "", "", List.of());
    var figures = Stream.concat(Stream.of(wide), Collections.nCopies(12, small).stream()).toList();

    assertThat(Pictures.of(reply(figures)))
        .extracting(message -> message.path("text").asText())
        .startsWith("**Figure 2**")
        .endsWith("**Figure 11**");
  }
}
