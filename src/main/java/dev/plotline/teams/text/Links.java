package dev.plotline.teams.text;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plotline.chat.Link;
import dev.plotline.chat.Reply;
import dev.plotline.chat.text.Inert;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/// The lines that open what was made: `Figure 1 · chart.png · open · expires in 1 h`. What has no
/// link is named too: where nothing is attached, it would be lost in silence.
final class Links {
  private static final int NAME = 120;

  private Links() {}

  /// Of all that was made, charts first.
  static List<ObjectNode> of(Reply reply, Instant now, Predicate<URI> opens) {
    var lines = new ArrayList<ObjectNode>();
    int number = 1;
    for (Reply.Figure figure : reply.figures()) {
      add(lines, "Figure " + number++ + " · ", figure.file(), now, opens);
    }
    reply.files().forEach(file -> add(lines, "", file, now, opens));
    return lines;
  }

  private static void add(
      List<ObjectNode> lines, String what, Reply.File file, Instant now, Predicate<URI> opens) {
    Link link = file.link();
    if (link != null && opens.test(link.url())) {
      lines.add(line(what, file.name(), link, now));
    } else {
      lines.add(Cards.small(what + Inert.plain(file.name(), NAME) + " · no link opens it"));
    }
  }

  /// One line.
  static ObjectNode line(String what, String name, Link link, Instant now) {
    String file = what + Inert.plain(name, NAME);
    return Cards.link(file, "open", link.url(), " · " + expiry(link, now));
  }

  /// For example `expires in 1 h`.
  private static String expiry(Link link, Instant now) {
    long minutes = Math.max(1, Duration.between(now, link.expiresAt()).plusSeconds(30).toMinutes());
    return minutes < 90
        ? minutes == 60 ? "expires in 1 h" : "expires in " + minutes + " min"
        : "expires in " + (minutes + 30) / 60 + " h";
  }
}
