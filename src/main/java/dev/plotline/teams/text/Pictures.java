package dev.plotline.teams.text;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plotline.chat.Content;
import dev.plotline.chat.PictureLimit;
import dev.plotline.chat.Reply;
import dev.plotline.chat.text.Inert;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The charts as messages. The bytes go along, because a link dies and a picture in the thread does
/// not. A chart that Teams would not show is among the links only.
public final class Pictures {
  /// What is shown: Teams takes 1,024 pixels, and the connector 256 KiB, of which base64 makes four
  /// bytes of three.
  public static final PictureLimit LIMIT = new PictureLimit(1_024, 180_000);

  private static final Logger log = LoggerFactory.getLogger(Pictures.class);
  private static final int MOST = 10;
  private static final int ALT = 1_000;

  private Pictures() {}

  /// A message for each chart that can be shown.
  static List<ObjectNode> of(Reply reply) {
    var messages = new ArrayList<ObjectNode>();
    int number = 1;
    for (Reply.Figure figure : reply.figures()) {
      ObjectNode picture = messages.size() < MOST ? picture(figure) : null;
      if (picture != null) {
        messages.add(message(figure, number, picture));
      }
      number++;
    }
    return messages;
  }

  /// The words stand in the text too, because Teams has no place for them beside a picture.
  private static ObjectNode message(Reply.Figure figure, int number, ObjectNode picture) {
    String alt = figure.alt().isBlank() ? figure.title() : figure.alt();
    String words = Inert.plain(alt.isBlank() ? "Figure " + number : alt, ALT);
    String caption = alt.isBlank() ? "" : ": " + Markup.of(words);
    picture.put("name", words);
    return Messages.message("**Figure " + number + "**" + caption, List.of(picture));
  }

  /// The copy that was made for it; where none was kept, the chart itself when it is small enough.
  private static @Nullable ObjectNode picture(Reply.Figure figure) {
    Content preview = figure.preview();
    if (preview != null) {
      return picture(preview);
    }
    return figure.file().size() <= LIMIT.bytes() ? picture(figure.file().content()) : null;
  }

  private static @Nullable ObjectNode picture(Content content) {
    byte[] bytes;
    try (InputStream in = content.open()) {
      bytes = in.readNBytes(LIMIT.bytes() + 1);
    } catch (IOException e) {
      log.info("a chart could not be read again: {}", e.toString());
      return null;
    }
    PictureHead head = PictureHead.of(bytes);
    if (head == null
        || bytes.length > LIMIT.bytes()
        || Math.max(head.width(), head.height()) > LIMIT.side()) {
      return null;
    }
    String data = Base64.getEncoder().encodeToString(bytes);
    return Cards.JSON
        .objectNode()
        .put("contentType", head.type())
        .put("contentUrl", "data:" + head.type() + ";base64," + data);
  }
}
