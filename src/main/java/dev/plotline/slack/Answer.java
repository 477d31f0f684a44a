package dev.plotline.slack;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plotline.chat.Link;
import dev.plotline.chat.Message;
import dev.plotline.chat.Reply;
import dev.plotline.chat.text.Inert;
import dev.plotline.chat.text.Span;
import dev.plotline.chat.text.Suggestions;
import dev.plotline.slack.api.Uploads.Upload;
import dev.plotline.slack.text.Blocks;
import dev.plotline.slack.text.Rendered;
import dev.plotline.slack.text.Rendered.Block;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.function.Predicate;

/// An answer as Slack is to show it: blocks from top to bottom, and the files that go with them.
///
/// @param blocks the text, what went wrong, links, what was read, buttons
/// @param uploads charts first
record Answer(List<Block> blocks, List<Upload> uploads) {
  private static final int ALT = 1_000;
  private static final int NAME = 120;
  // A button's value holds 2,000 characters, of which some say where it stands.
  private static final int QUESTION = 1_499;

  /// Lays out a reply.
  ///
  /// @param opens whether a link can be opened by those who read it
  static Answer of(Message message, Reply reply, Instant now, Predicate<URI> opens) {
    var text = Rendered.of(reply.text());
    var blocks = new ArrayList<>(text.blocks());
    for (String notice : reply.notices()) {
      blocks.add(note(notice));
    }
    reply.read().forEach(reading -> problems(blocks, reading));
    boolean linked = links(blocks, reply, now, opens);
    blocks.add(context(reply));
    Place place = Place.of(message);
    String value = Actions.value(place, message.id());
    if (message.text().isBlank()) {
      suggestions(blocks, reply.text(), place);
    }
    buttons(blocks, reply, value, linked);
    return new Answer(blocks, uploads(reply, text.tables()));
  }

  private static Block note(String text) {
    String visible = Inert.visible(text);
    var run = new Span(visible, EnumSet.of(Span.Style.ITALIC));
    return new Block(Blocks.paragraph(List.of(run)), visible);
  }

  /// A file that could not be used is named with the reason; nothing is ignored in silence.
  private static void problems(List<Block> blocks, Reply.Reading reading) {
    if (!reading.problems().isEmpty()) {
      String name = Inert.plain(reading.file(), NAME);
      String sheet = reading.sheet() == null ? "" : ", " + Inert.plain(reading.sheet(), NAME);
      blocks.add(note(name + sheet + ": " + String.join(" ", reading.problems())));
    }
  }

  private static boolean links(List<Block> blocks, Reply reply, Instant now, Predicate<URI> opens) {
    int before = blocks.size();
    int number = 1;
    for (Reply.Figure figure : reply.figures()) {
      link(blocks, "Figure " + number++ + " · ", figure.file(), now, opens);
    }
    for (Reply.File file : reply.files()) {
      link(blocks, "", file, now, opens);
    }
    return blocks.size() > before;
  }

  private static void link(
      List<Block> blocks, String what, Reply.File file, Instant now, Predicate<URI> opens) {
    Link link = file.link();
    if (link != null && opens.test(link.url())) {
      String text = what + Inert.plain(file.name(), NAME) + " · " + expiry(link, now) + " ·";
      blocks.add(new Block(Blocks.line(text, "open", link.url()), text));
    }
  }

  /// For example `expires in 1 h`.
  static String expiry(Link link, Instant now) {
    long minutes = Math.max(1, Duration.between(now, link.expiresAt()).plusSeconds(30).toMinutes());
    return minutes < 90
        ? minutes == 60 ? "expires in 1 h" : "expires in " + minutes + " min"
        : "expires in " + (minutes + 30) / 60 + " h";
  }

  private static Block context(Reply reply) {
    var lines = new ArrayList<String>();
    for (Reply.Reading reading : reply.read()) {
      if (reading.rows() >= 0 && lines.size() < 8) {
        lines.add("Read " + read(reading));
      }
    }
    lines.add("Made by " + reply.model() + ": check what matters");
    return new Block(Blocks.context(lines), "");
  }

  private static String read(Reply.Reading reading) {
    String sheet =
        reading.sheet() == null ? "" : "sheet " + Inert.plain(reading.sheet(), NAME) + ", ";
    return "%s: %s%,d rows × %,d columns"
        .formatted(Inert.plain(reading.file(), NAME), sheet, reading.rows(), reading.columns());
  }

  private static void buttons(List<Block> blocks, Reply reply, String value, boolean linked) {
    var buttons = new ArrayList<ObjectNode>();
    if (!reply.executions().isEmpty()) {
      buttons.add(Blocks.button("Show code", Actions.CODE, value));
    }
    if (linked) {
      buttons.add(Blocks.button("New links", Actions.LINKS, value));
    }
    if (!buttons.isEmpty()) {
      blocks.add(new Block(Blocks.actions(buttons), ""));
    }
    if (reply.ending() == Reply.Ending.ANSWERED) {
      blocks.add(new Block(Blocks.thumbs(Actions.FEEDBACK, value + " up", value + " down"), ""));
    }
  }

  /// The questions that the text suggests, as buttons.
  private static void suggestions(List<Block> blocks, String text, Place place) {
    var buttons = new ArrayList<ObjectNode>();
    for (String question : Suggestions.of(text, QUESTION)) {
      String value = Actions.value(place, question);
      buttons.add(Blocks.button(question, Actions.ASK + buttons.size(), value));
    }
    if (!buttons.isEmpty()) {
      blocks.add(new Block(Blocks.actions(buttons), ""));
    }
  }

  private static List<Upload> uploads(Reply reply, List<String> tables) {
    var uploads = new ArrayList<Upload>();
    int number = 1;
    for (Reply.Figure figure : reply.figures()) {
      String alt = figure.alt().isBlank() ? figure.title() : figure.alt();
      String or = alt.isBlank() ? "Figure " + number : alt;
      uploads.add(upload(figure.file(), Inert.plain(or, ALT)));
      number++;
    }
    reply.files().forEach(file -> uploads.add(upload(file, "")));
    for (String table : tables) {
      byte[] csv = ("\uFEFF" + table).getBytes(UTF_8);
      String name = "table " + (tables.indexOf(table) + 1) + ".csv";
      uploads.add(new Upload(name, "", csv.length, () -> new ByteArrayInputStream(csv)));
    }
    uploads.removeIf(upload -> upload.size() <= 0);
    return uploads;
  }

  private static Upload upload(Reply.File file, String alt) {
    return new Upload(Inert.plain(file.name(), NAME), alt, file.size(), file.content());
  }
}
