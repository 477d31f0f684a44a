package dev.plotline.teams.fake;

import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import javax.imageio.ImageIO;

/// What Teams takes as a message, and within what sizes.
public final class MessageRules {
  private static final String CARD = "application/vnd.microsoft.card.adaptive";
  private static final Set<String> FILE_CARDS =
      Set.of(
          "application/vnd.microsoft.teams.card.file.consent",
          "application/vnd.microsoft.teams.card.file.info");

  private final List<String> problems = new ArrayList<>();

  private MessageRules() {}

  /// What is wrong with a message; nothing when Teams takes it.
  public static List<String> problems(JsonNode message) {
    var rules = new MessageRules();
    rules.message(message);
    return rules.problems;
  }

  private void message(JsonNode message) {
    check(message.path("type").asText().equals("message"), "type");
    check(Set.of("", "markdown", "plain").contains(message.path("textFormat").asText()), "format");
    String text = message.path("text").asText();
    check(text.length() <= 20_000, "the text has " + text.length() + " characters");
    check(!text.isBlank() || !message.path("attachments").isEmpty(), "nothing in it");
    boolean cards = message.path("attachments").toString().contains(CARD);
    check(
        !cards || !text.isBlank() || !message.path("summary").asText().isBlank(),
        "cards alone, without words for the notification");
    int whole = message.toString().getBytes(UTF_8).length;
    check(whole <= 262_144, "the request has " + whole + " bytes");
    int counted = withoutPictures(message).toString().getBytes(UTF_16LE).length;
    check(counted <= 80_000, "the message has " + counted + " bytes of UTF-16");
    check(message.path("attachments").size() <= 10, "more than 10 attachments");
    message.path("attachments").forEach(this::attachment);
    long labels =
        message.path("entities").findValuesAsText("type").stream()
            .filter("https://schema.org/Message"::equals)
            .count();
    check(labels <= 1, "more than one label");
    JsonNode loop = message.at("/channelData/feedbackLoop/type");
    check(loop.isMissingNode() || Set.of("default", "custom").contains(loop.asText()), "loop");
    JsonNode suggested = message.at("/suggestedActions/actions");
    check(suggested.size() <= 3, "more than 3 suggested actions");
    for (JsonNode action : suggested) {
      boolean said = action.path("type").asText().equals("imBack");
      check(said && !action.path("title").asText().isBlank(), "suggested action");
      check(!action.path("value").asText().isBlank(), "suggested action without a value");
    }
  }

  private static JsonNode withoutPictures(JsonNode message) {
    JsonNode copy = message.deepCopy();
    for (JsonNode attachment : copy.path("attachments")) {
      if (attachment.path("contentUrl").asText().startsWith("data:")) {
        ((ObjectNode) attachment).put("contentUrl", "");
      }
    }
    return copy;
  }

  private void attachment(JsonNode attachment) {
    String type = attachment.path("contentType").asText();
    if (type.equals(CARD)) {
      JsonNode card = attachment.path("content");
      int bytes = card.toString().getBytes(UTF_8).length;
      check(bytes <= 25_000, "a card has " + bytes + " bytes");
      problems.addAll(CardRules.problems(card));
    } else if (Set.of("image/png", "image/jpeg").contains(type)) {
      picture(type, attachment.path("contentUrl").asText());
      check(!attachment.path("name").asText().isBlank(), "a picture without words");
    } else {
      check(FILE_CARDS.contains(type), "unknown attachment " + type);
      check(!attachment.path("name").asText().isBlank(), "a file without a name");
    }
  }

  /// A picture is what it says it is, and no larger than Teams shows.
  private void picture(String type, String address) {
    String begin = "data:" + type + ";base64,";
    check(address.startsWith(begin), "a picture that doesn't go along");
    if (address.startsWith(begin)) {
      byte[] bytes = Base64.getDecoder().decode(address.substring(begin.length()));
      check(bytes.length <= 1_000_000, "a picture has " + bytes.length + " bytes");
      try (var in = ImageIO.createImageInputStream(new ByteArrayInputStream(bytes))) {
        var reader = ImageIO.getImageReadersByMIMEType(type).next();
        reader.setInput(in);
        int longest = Math.max(reader.getWidth(0), reader.getHeight(0));
        check(longest <= 1_024, "a picture has " + longest + " pixels");
      } catch (IOException e) {
        problems.add("a picture that is none: " + e.getMessage());
      }
    }
  }

  private void check(boolean right, String problem) {
    if (!right) {
      problems.add(problem);
    }
  }
}
