package dev.plotline.slack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plotline.chat.FileRef;
import dev.plotline.chat.Message;
import dev.plotline.slack.Said.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The two events of a mention, without Slack.
class TwinsTest {
  private final Twins twins = new Twins(Duration.ZERO);

  private static Said said(int number, Kind kind, FileRef... files) {
    String ts = "1700000000.%06d".formatted(number);
    var place = new Place("T1", "C1", ts, ts);
    var message =
        new Message(place.thread(), ts, Said.stranger("U1"), "go", List.of(files), Instant.EPOCH);
    return new Said(place, kind, true, false, message);
  }

  @Test
  void filesOfAMessageThatWaitsBehindThousandsOfOthersAreNotLost() throws Exception {
    var mention = said(0, Kind.MENTION);
    twins.came(mention);
    twins.came(said(0, Kind.MESSAGE, new FileRef("F1", "a.csv", 1)));
    for (int i = 1; i <= 5_000; i++) {
      twins.came(said(i, Kind.MENTION));
    }

    assertThat(twins.whole(mention.message()).files())
        .extracting(FileRef::id)
        .containsExactly("F1");
  }
}
