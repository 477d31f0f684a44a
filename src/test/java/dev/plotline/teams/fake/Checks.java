package dev.plotline.teams.fake;

import static java.nio.charset.StandardCharsets.UTF_16LE;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.util.Base64;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/// What Teams refuses of an activity, as far as it is known.
final class Checks {
  private static final int MOST_BODY = 262_144;
  private static final int MOST_MESSAGE = 100 * 1024;
  private static final Set<String> FORMATS =
      Set.of("", "plain", "markdown", "xml", "extendedmarkdown");
  private static final String LABEL = "https://schema.org/Message";
  private static final String CARD = "application/vnd.microsoft.card.adaptive";

  private Checks() {}

  static void activity(JsonNode activity, String conversation, int bytes) throws Refusal {
    if (bytes > MOST_BODY) {
      throw new Refusal(
          413, "RequestEntityTooLarge", "request content length exceeded limit of 262144 bytes");
    }
    that(!conversation.matches("19:.*@thread\\.v2;messageid=.*"), "a group chat has no threads");
    that(activity.at("/from/id").asText().startsWith("28:"), "from.id must be the bot");
    that(
        activity.at("/conversation/id").asText().equals(conversation),
        "conversation.id must be that of the path");
    that(FORMATS.contains(activity.path("textFormat").asText()), "textFormat is unknown");
    switch (activity.path("type").asText()) {
      case "typing" -> {}
      case "message" -> message(activity);
      default -> throw new Refusal(400, "BadSyntax", "type is unknown");
    }
  }

  private static void message(JsonNode activity) throws Refusal {
    size(activity);
    that(
        !activity.path("text").asText().isBlank() || !activity.path("attachments").isEmpty(),
        "a message needs a text or an attachment");
    that(labels(activity).count() < 2, "one entity of type " + LABEL);
    for (JsonNode attachment : activity.path("attachments")) {
      attachment(attachment);
    }
    // Cards, buttons, suggestions: strictly what is known to be taken.
    var problems = MessageRules.problems(activity);
    that(problems.isEmpty(), String.join("; ", problems));
  }

  /// Pictures that go along don't count.
  private static void size(JsonNode activity) throws Refusal {
    String counted = activity.toString().replaceAll("data:image/[a-z]+;base64,[^\"]*", "");
    if (counted.getBytes(UTF_16LE).length > MOST_MESSAGE) {
      throw new Refusal(413, "MessageSizeTooBig", "Message size too large.");
    }
  }

  private static void attachment(JsonNode attachment) throws Refusal {
    String type = attachment.path("contentType").asText();
    that(!type.isEmpty(), "an attachment needs a contentType");
    if (type.equals(CARD)) {
      JsonNode card = attachment.path("content");
      that(card.path("type").asText().equals("AdaptiveCard"), "a card must be one");
      that(card.path("version").asText().matches("1\\.[0-5]"), "a card's version is at most 1.5");
      that(!card.path("body").isEmpty() || !card.path("actions").isEmpty(), "a card is empty");
    }
    if (type.startsWith("image/")) {
      image(attachment.path("contentUrl").asText());
    }
  }

  private static void image(String address) throws Refusal {
    int data = address.indexOf(";base64,");
    if (data < 0) {
      that(URI.create(address).getScheme().startsWith("http"), "an image needs an address");
      return;
    }
    byte[] bytes = Base64.getDecoder().decode(address.substring(data + ";base64,".length()));
    that(bytes.length <= 1_000_000, "an image has at most 1 MB");
  }

  /// Labels of a machine's making.
  static Stream<JsonNode> labels(JsonNode activity) {
    return StreamSupport.stream(activity.path("entities").spliterator(), false)
        .filter(entity -> entity.path("type").asText().equals(LABEL));
  }

  static JsonNode stream(JsonNode activity) {
    for (JsonNode entity : activity.path("entities")) {
      if (entity.path("type").asText().equals("streaminfo")) {
        return entity;
      }
    }
    return activity.path("entities").path(-1);
  }

  static void that(boolean right, String message) throws Refusal {
    if (!right) {
      throw new Refusal(400, "BadSyntax", message);
    }
  }
}
