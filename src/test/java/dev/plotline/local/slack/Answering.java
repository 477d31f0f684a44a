package dev.plotline.local.slack;

import com.slack.api.methods.MethodsClient;
import dev.plotline.local.slack.world.Change;
import dev.plotline.local.slack.world.Post;
import dev.plotline.local.slack.world.World;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.util.List;
import javax.imageio.ImageIO;

/// A bot that answers each question with everything that a message can hold.
final class Answering {
  private static final String BLOCKS =
      """
      [{"type":"markdown","text":"### Product A doubled\\n\\n**A** grew by **100 %%**, *C* by 40 %%, and B by 37.5 %%.\\n\\n| Product | First | Last | Growth |\\n|---|---:|---:|---:|\\n| A | 100 | 200 | 100.0 %% |\\n| B | 80 | 110 | 37.5 %% |\\n| C | 200 | 280 | 40.0 %% |\\n\\n1. A fell once, by 20.8 %%\\n2. B grew in each period\\n\\n```python\\ngrowth = df.iloc[-1] / df.iloc[0] - 1\\n```"},
       {"type":"context","elements":[{"type":"mrkdwn","text":"<https://127.0.0.1:1/chart.png|Figure 1 · growth.png> · expires in 1 h"}]},
       {"type":"context","elements":[{"type":"mrkdwn","text":"Read: `sales.xlsx`, sheet Q3, 1,204 rows × 9 columns"}]},
       {"type":"actions","block_id":"answer","elements":[
         {"type":"button","action_id":"code","text":{"type":"plain_text","text":"Show code"},"value":"1"},
         {"type":"button","action_id":"links","text":{"type":"plain_text","text":"New links"},"value":"1"}]},
       {"type":"context_actions","block_id":"thumbs","elements":[{"type":"feedback_buttons","action_id":"thumbs",
         "positive_button":{"text":{"type":"plain_text","text":"Helpful"},"value":"up"},
         "negative_button":{"text":{"type":"plain_text","text":"Not helpful"},"value":"down"}}]}]\
      """
          .formatted();

  private final LocalSlack slack;
  private final MethodsClient client;

  Answering(LocalSlack slack, MethodsClient client) {
    this.slack = slack;
    this.client = client;
  }

  /// Answers each mention from now on.
  void listen() {
    slack
        .world()
        .listen(change -> {
          if (change instanceof Change.Posted(Post post)
              && !post.byBot()
              && post.text().contains(World.BOT)) {
            Thread.startVirtualThread(() -> answer(post));
          }
        });
  }

  void answer(Post post) {
    try {
      client.assistantThreadsSetStatus(
          r -> r.channelId(post.channel()).threadTs(post.root()).status("is drawing a chart"));
      client.filesUploadV2(r ->
          r.channel(post.channel())
              .threadTs(post.root())
              .filename("growth.png")
              .title("Growth by product")
              .altTxt("Line chart: sales of products A, B and C over seven periods")
              .fileData(chart()));
      client.chatPostMessage(r ->
          r.channel(post.channel())
              .threadTs(post.root())
              .text("Product A doubled; C grew by 40 %, B by 37.5 %.")
              .blocksAsString(BLOCKS));
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  static byte[] chart() {
    try {
      var image = new BufferedImage(840, 480, BufferedImage.TYPE_INT_RGB);
      Graphics2D g = image.createGraphics();
      g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
      g.setColor(Color.WHITE);
      g.fillRect(0, 0, 840, 480);
      g.setColor(new Color(0xdddddd));
      for (int y = 60; y < 480; y += 80) {
        g.drawLine(60, y, 800, y);
      }
      g.setStroke(new BasicStroke(4));
      line(g, new Color(0x4741d9), List.of(100, 120, 95, 140, 160, 180, 200));
      line(g, new Color(0xb0442a), List.of(80, 85, 90, 95, 100, 105, 110));
      line(g, new Color(0x12706a), List.of(200, 180, 220, 190, 240, 260, 280));
      var bytes = new ByteArrayOutputStream();
      ImageIO.write(image, "png", bytes);
      return bytes.toByteArray();
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static void line(Graphics2D g, Color color, List<Integer> values) {
    g.setColor(color);
    for (int i = 1; i < values.size(); i++) {
      g.drawLine(
          60 + (i - 1) * 120,
          460 - values.get(i - 1) * 3 / 2,
          60 + i * 120,
          460 - values.get(i) * 3 / 2);
    }
  }
}
