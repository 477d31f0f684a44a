package dev.plotline.teams.text;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plotline.chat.Message;
import dev.plotline.chat.Reply;
import dev.plotline.chat.text.Inert;
import dev.plotline.chat.text.Suggestions;
import dev.plotline.teams.text.Rendered.Piece;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/// An answer as messages of Teams, in order: the text with its tables, what went wrong, links, what
/// was read and buttons; then a message for each chart. The first may take the place of a message
/// that showed the progress.
///
/// @param messages at least one
public record Answer(List<ObjectNode> messages) {
  private static final int NAME = 120;
  private static final int QUESTION = 300;

  /// Copies the list.
  public Answer {
    messages = List.copyOf(messages);
  }

  /// Lays out a reply.
  ///
  /// @param personal whether the bot is alone with whoever asked
  /// @param opens whether a link can be opened by those who read it
  public static Answer of(
      Message message, Reply reply, boolean personal, Instant now, Predicate<URI> opens) {
    var text = Rendered.of(reply.text());
    var pieces = new ArrayList<>(text.pieces());
    reply.notices().forEach(notice -> pieces.add(note(notice)));
    reply.read().forEach(reading -> problems(pieces, reading));
    var links = Links.of(reply, now, opens);
    var foot = new ArrayList<>(links);
    foot.addAll(read(reply));
    var cards = new ArrayList<>(text.tables());
    boolean linked = links.stream().anyMatch(line -> line.findValue("url") != null);
    cards.addAll(Cards.cards(foot, buttons(message, reply, linked)));
    var messages = new ArrayList<>(Messages.packed(pieces, cards));
    feedback(messages.getLast(), reply);
    messages.addAll(Pictures.of(reply));
    if (personal && message.text().isBlank()) {
      suggest(messages.getLast(), Suggestions.of(reply.text(), QUESTION));
    }
    if (isTheModels(reply)) {
      messages.forEach(Answer::label);
    }
    return new Answer(messages);
  }

  /// Else it is the program that says why there is no answer.
  private static boolean isTheModels(Reply reply) {
    return reply.ending() == Reply.Ending.ANSWERED || !reply.executions().isEmpty();
  }

  private static Piece note(String text) {
    return new Piece(Markup.of(text), false);
  }

  /// A file that could not be used is named with the reason; nothing is ignored in silence.
  private static void problems(List<Piece> pieces, Reply.Reading reading) {
    if (!reading.problems().isEmpty()) {
      String name = Inert.plain(reading.file(), NAME);
      String sheet = reading.sheet() == null ? "" : ", " + Inert.plain(reading.sheet(), NAME);
      pieces.add(note(name + sheet + ": " + String.join(" ", reading.problems())));
    }
  }

  private static List<ObjectNode> read(Reply reply) {
    var lines = new ArrayList<ObjectNode>();
    for (Reply.Reading reading : reply.read()) {
      if (reading.rows() >= 0 && lines.size() < 8) {
        lines.add(Cards.small("Read " + read(reading)));
      }
    }
    if (isTheModels(reply)) {
      lines.add(
          Cards.small("Made by " + Inert.plain(reply.model(), NAME) + ": check what matters"));
    }
    return lines;
  }

  private static String read(Reply.Reading reading) {
    String sheet =
        reading.sheet() == null ? "" : "sheet " + Inert.plain(reading.sheet(), NAME) + ", ";
    return "%s: %s%,d rows × %,d columns"
        .formatted(Inert.plain(reading.file(), NAME), sheet, reading.rows(), reading.columns());
  }

  private static List<Button> buttons(Message message, Reply reply, boolean linked) {
    var buttons = new ArrayList<Button>();
    if (!reply.executions().isEmpty()) {
      buttons.add(new Button("Show code", Button.CODE, message.id()));
    }
    if (linked) {
      buttons.add(new Button("New links", Button.LINKS, message.id()));
    }
    return buttons;
  }

  private static void feedback(ObjectNode last, Reply reply) {
    if (reply.ending() == Reply.Ending.ANSWERED) {
      last.putObject("channelData").putObject("feedbackLoop").put("type", "default");
    }
  }

  /// Whoever taps a question says it.
  private static void suggest(ObjectNode last, List<String> questions) {
    if (!questions.isEmpty()) {
      var actions = last.putObject("suggestedActions").putArray("actions");
      for (String question : questions) {
        String said = Inert.plain(question, QUESTION);
        actions.addObject().put("type", "imBack").put("title", said).put("value", said);
      }
    }
  }

  /// More than one entity of this type is refused.
  private static void label(ObjectNode message) {
    var entity = message.putArray("entities").addObject();
    entity.put("type", "https://schema.org/Message").put("@type", "Message");
    entity.put("@context", "https://schema.org").put("@id", "");
    entity.putArray("additionalType").add("AIGeneratedContent");
  }
}
