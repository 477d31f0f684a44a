package dev.plotline.tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.plotline.LocalStack;
import dev.plotline.chat.Content;
import dev.plotline.chat.PictureLimit;
import dev.plotline.chat.Reply;
import dev.plotline.chat.ThreadKey;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/// Copies of charts for a platform that can't show every chart.
class PreviewIT {
  private static final PictureLimit LIMIT = new PictureLimit(1_024, 180_000);
  private static final String CHART =
      """
      import matplotlib.pyplot as plt
      fig, ax = plt.subplots(figsize=(12, 7))
      for product, sales in {"A": [100, 120, 95, 140, 160, 180, 200], "B": [80, 85, 90, 95, 100, 105, 110]}.items():
          ax.plot(sales, marker="o", label=f"Product {product}")
      ax.set_title("Sales trend by product"); ax.set_xlabel("Month"); ax.legend()
      """;

  private static LocalStack stack;

  @BeforeAll
  static void start(@TempDir Path home) throws Exception {
    stack = LocalStack.start(home);
  }

  @AfterAll
  static void stop() {
    stack.close();
  }

  private static List<Reply.Figure> drawn(
      String code, @Nullable PictureLimit limit, TestInfo test, Path spool) throws Exception {
    var thread = new ThreadKey("program", "previews", test.getDisplayName());
    var work =
        new Work(
            () -> stack.sandboxes().of(thread), stack.workspace(thread), spool, limit, _ -> {});
    var input = new ObjectMapper().createObjectNode().put("code", code);
    var result =
        new ExecuteCode(work, Duration.ofSeconds(60), false).run(input, Duration.ofMinutes(1));
    assertThat(result.error()).as(result.content().toString()).isFalse();
    return work.figures();
  }

  private static BufferedImage read(Content content, int most) throws IOException {
    try (InputStream in = content.open()) {
      byte[] bytes = in.readAllBytes();
      assertThat(bytes.length).isBetween(1, most);
      return ImageIO.read(new ByteArrayInputStream(bytes));
    }
  }

  @Test
  void aLargeChartHasACopyThatTheChatShows(TestInfo test, @TempDir Path spool) throws Exception {
    Reply.Figure figure = drawn(CHART, LIMIT, test, spool).getFirst();
    BufferedImage full = read(figure.file().content(), 10_000_000);
    assertThat(full.getWidth()).isGreaterThan(1_024);
    assertThat(figure.preview()).isNotNull();
    BufferedImage copy = read(figure.preview(), LIMIT.bytes());

    assertThat(copy.getWidth()).isEqualTo(1_024);
    double ratio = (double) full.getHeight() / full.getWidth();
    assertThat((double) copy.getHeight() / copy.getWidth()).isCloseTo(ratio, offset(0.002));
    int[] pixels = copy.getRGB(0, 0, 1_024, copy.getHeight(), null, 0, 1_024);
    assertThat(Arrays.stream(pixels).distinct().count()).isGreaterThan(20);
  }

  @Test
  void noCopyIsMadeForAChatThatShowsAll(TestInfo test, @TempDir Path spool) throws Exception {
    assertThat(drawn(CHART, null, test, spool).getFirst().preview()).isNull();
  }

  @Test
  void whatNoCopyCanShowHasNone(TestInfo test, @TempDir Path spool) throws Exception {
    String code =
        """
        from PIL import Image
        frames = [Image.new("RGB", (300, 200), color) for color in ("red", "blue")]
        frames[0].save("film.gif", save_all=True, append_images=frames[1:])
        Image.new("RGB", (20000, 100), "navy").save("ribbon.png")
        """;
    var figures = drawn(code, LIMIT, test, spool);

    assertThat(figures).extracting(figure -> figure.file().name()).hasSize(2);
    assertThat(figures).extracting(Reply.Figure::preview).containsOnly(Content.MISSING);
  }
}
