package dev.plotline.teams.text;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plotline.chat.Reply;
import dev.plotline.chat.text.Cut;
import dev.plotline.chat.text.Inert;
import dev.plotline.teams.text.Rendered.Piece;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Makes messages as the Bot Framework takes them; to whom they go is filled in by whoever sends
/// them. Each is small enough for Teams, and what does not fit is in the next.
public final class Messages {
  /// The most characters of a message's text.
  static final int MOST_TEXT = 20_000;

  /// The most characters of a whole message, without pictures: Teams counts 100 KB of UTF-16.
  static final int MOST_CHARACTERS = 40_000;

  private static final int MOST_ATTACHMENTS = 10;
  private static final int CODE = 3_000;
  private static final int STEP = 300;

  private Messages() {}

  /// A message.
  ///
  /// @param markdown as [Markup] makes it; empty when cards say it all
  static ObjectNode message(String markdown, List<ObjectNode> attachments) {
    var message = Cards.JSON.objectNode().put("type", "message");
    if (!markdown.isEmpty()) {
      message.put("textFormat", "markdown").put("text", markdown);
    }
    if (!attachments.isEmpty()) {
      message.put("attachmentLayout", "list");
      message.putArray("attachments").addAll(attachments);
    }
    return message;
  }

  /// A sentence of the program's, with text of others in it perhaps: nothing is formatted or live.
  public static ObjectNode plain(String text) {
    return message(Markup.of(Cut.to(text, MOST_TEXT / 5)), List.of());
  }

  /// Markdown of the program's own.
  public static ObjectNode markdown(String markdown) {
    return message(markdown, List.of());
  }

  /// What is being done, with a button to stop it.
  ///
  /// @param about the id of the message that is being answered
  public static ObjectNode working(String step, String about) {
    var stop = new Button("Stop", Button.STOP, about);
    return message(Markup.line(step, STEP), List.of(Cards.card(List.of(), List.of(stop))));
  }

  /// A question that only buttons answer.
  public static ObjectNode ask(String question, List<Button> buttons) {
    return summed(question, Cards.card(List.of(Cards.line(question)), buttons));
  }

  /// A sentence with a button that opens an address of the program's.
  public static ObjectNode offer(String sentence, String label, URI address) {
    return summed(sentence, Cards.opening(sentence, label, address));
  }

  /// A file's name, for a field that takes plain text.
  public static String name(String name) {
    return Inert.plain(name, 120);
  }

  /// A message that is one card.
  private static ObjectNode summed(String summary, ObjectNode card) {
    return message("", List.of(card)).put("summary", Markup.run(summary, 200));
  }

  /// Code that ran, exact and to be copied; empty when none ran.
  public static List<ObjectNode> code(List<Reply.Execution> executions) {
    var messages = new ArrayList<ObjectNode>();
    for (Reply.Execution execution : executions) {
      for (String piece : Cut.pieces(Code.visible(execution.code()), CODE)) {
        if (!piece.isBlank()) {
          var block = Code.block(piece, execution.language());
          messages.add(summed("The code", Cards.card(List.of(block), List.of())));
        }
      }
    }
    return messages;
  }

  /// Files with links; empty when no link opens one.
  public static List<ObjectNode> files(String title, List<Reply.File> files, Instant now) {
    var lines = new ArrayList<ObjectNode>();
    for (Reply.File file : files) {
      var link = file.link();
      if (link != null) {
        lines.add(Links.line("", file.name(), link, now));
      }
    }
    if (lines.isEmpty()) {
      return List.of();
    }
    lines.addFirst(Cards.title(title));
    return Cards.cards(lines, List.of()).stream().map(card -> summed(title, card)).toList();
  }

  /// Messages for a text and the cards that go with it, in order, none too large.
  static List<ObjectNode> packed(List<Piece> pieces, List<ObjectNode> cards) {
    var messages = new ArrayList<ObjectNode>();
    var texts = texts(pieces);
    texts.stream().limit(Math.max(0, texts.size() - 1)).forEach(t -> messages.add(markdown(t)));
    String text = texts.isEmpty() ? "" : texts.getLast();
    var attachments = new ArrayList<ObjectNode>();
    int room = MOST_CHARACTERS - 1_500 - json(text);
    for (ObjectNode card : cards) {
      int size = card.toString().length();
      boolean full = size > room || attachments.size() == MOST_ATTACHMENTS;
      if (full && !(text.isEmpty() && attachments.isEmpty())) {
        messages.add(said(text, attachments));
        text = "";
        attachments.clear();
        room = MOST_CHARACTERS - 1_500;
      }
      attachments.add(card);
      room -= size;
    }
    if (!text.isEmpty() || !attachments.isEmpty()) {
      messages.add(said(text, attachments));
    }
    return messages;
  }

  /// A notification reads the text, and of cards alone the summary.
  private static ObjectNode said(String text, List<ObjectNode> cards) {
    var message = message(text, cards);
    return text.isEmpty() ? message.put("summary", "The answer") : message;
  }

  private static int json(String text) {
    return Cards.JSON.textNode(text).toString().length();
  }

  private static List<String> texts(List<Piece> pieces) {
    var texts = new ArrayList<String>();
    var text = new StringBuilder();
    for (Piece piece : pieces) {
      String gap = text.isEmpty() ? "" : piece.isContinued() ? " " : "\n\n";
      if (text.length() + gap.length() + piece.text().length() > MOST_TEXT) {
        texts.add(text.toString());
        text.setLength(0);
        gap = "";
      }
      text.append(gap).append(piece.text());
    }
    texts.add(text.toString());
    texts.removeIf(String::isBlank);
    return texts;
  }

  /// The language as a card's code block names it.
  static String language(String ours) {
    return switch (ours.toLowerCase(Locale.ROOT)) {
      case "python" -> "Python";
      case "javascript" -> "JavaScript";
      case "typescript" -> "TypeScript";
      case "shell" -> "Bash";
      default -> "PlainText";
    };
  }
}
