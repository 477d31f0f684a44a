package dev.plotline.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plotline.agent.Block.Image;
import dev.plotline.agent.Block.Text;
import dev.plotline.agent.Block.ToolResult;
import java.util.List;
import org.junit.jupiter.api.Test;

class PicturesTest {
  private static final Image HALF = new Image("png", "A".repeat((int) (Pictures.MOST / 2)));
  private static final Text WORDS = new Text("[an image that was shown here]");

  @Test
  void theNewestAreShownAndOlderOnesBecomeWords() {
    var entries =
        List.of(
            result("1", HALF, HALF), result("2", HALF), new Entry(Entry.Role.USER, List.of(HALF)));
    assertThat(Pictures.within(entries))
        .containsExactly(
            result("1", WORDS, WORDS),
            result("2", HALF),
            new Entry(Entry.Role.USER, List.of(HALF)));
  }

  @Test
  void withinOneResultTheLastIsShown() {
    assertThat(Pictures.within(List.of(result("1", HALF, HALF, HALF))))
        .containsExactly(result("1", WORDS, HALF, HALF));
  }

  private static Entry result(String id, Block... content) {
    return new Entry(Entry.Role.USER, List.of(new ToolResult(id, false, List.of(content))));
  }
}
