package dev.plotline.teams.text;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plotline.chat.Link;
import dev.plotline.chat.Reply;
import dev.plotline.chat.text.Inert;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The charts as messages: the picture's bytes go along where Teams takes them, because a link dies
/// and a picture in the thread does not; else the picture is shown by its link.
final class Pictures {
  private static final Logger log = LoggerFactory.getLogger(Pictures.class);

  /// The most bytes that go along: the connector takes 256 KiB, and base64 makes four of three.
  private static final int MOST_BYTES = 180_000;

  /// Teams shows no larger ones from a link.
  private static final int MOST_LINKED = 1_000_000;

  private static final int MOST = 10;
  private static final int ALT = 1_000;

  private Pictures() {}

  /// A message for each chart that can be shown.
  static List<ObjectNode> of(Reply reply, Predicate<URI> opens) {
    var messages = new ArrayList<ObjectNode>();
    int number = 1;
    for (Reply.Figure figure : reply.figures()) {
      String address = messages.size() < MOST ? address(figure.file(), opens) : "";
      if (!address.isEmpty()) {
        messages.add(message(figure, number, address));
      }
      number++;
    }
    return messages;
  }

  /// The words stand in the text too, because Teams has no place for them beside a picture.
  private static ObjectNode message(Reply.Figure figure, int number, String address) {
    String alt = figure.alt().isBlank() ? figure.title() : figure.alt();
    String words = Inert.plain(alt.isBlank() ? "Figure " + number : alt, ALT);
    String caption = alt.isBlank() ? "" : ": " + Markup.of(words);
    var picture = Cards.JSON.objectNode();
    picture.put("contentType", type(figure.file())).put("contentUrl", address).put("name", words);
    return Messages.message("**Figure " + number + "**" + caption, List.of(picture));
  }

  private static String type(Reply.File file) {
    return file.mediaType().equals("image/jpeg") ? "image/jpeg" : "image/png";
  }

  private static String address(Reply.File file, Predicate<URI> opens) {
    if (file.size() > 0 && file.size() <= MOST_BYTES) {
      try (InputStream in = file.content().open()) {
        byte[] bytes = in.readNBytes(MOST_BYTES + 1);
        if (bytes.length > 0 && bytes.length <= MOST_BYTES) {
          String data = Base64.getEncoder().encodeToString(bytes);
          return "data:" + type(file) + ";base64," + data;
        }
      } catch (IOException e) {
        log.info("a chart could not be read again: {}", e.toString());
      }
    }
    Link link = file.link();
    boolean linked = link != null && file.size() <= MOST_LINKED && opens.test(link.url());
    return linked && link != null ? link.url().toString() : "";
  }
}
