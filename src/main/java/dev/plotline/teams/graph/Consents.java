package dev.plotline.teams.graph;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plotline.chat.Message;
import dev.plotline.chat.Reply;
import dev.plotline.chat.ThreadKey;
import dev.plotline.chat.Threads;
import dev.plotline.chat.adapter.Recent;
import dev.plotline.teams.api.ApiException;
import dev.plotline.teams.api.Conversation;
import dev.plotline.teams.api.Sender;
import dev.plotline.teams.text.Messages;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps files that the code made in the person's OneDrive, once the person agrees. What the card
/// carries says which file is meant, and is looked up in the thread that it is pressed in: nothing
/// else can be reached by it.
final class Consents {
  private static final Logger log = LoggerFactory.getLogger(Consents.class);
  private static final String CARD = "application/vnd.microsoft.teams.card.file.";
  private static final int MOST = 5;
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final Uploads uploads;
  private final Hosts hosts;
  private final Sender sender;

  /// Decisions that were taken. Teams may tell one again under another id when it takes our answer
  /// for late, and the place to put the file is used up then.
  private final Recent taken = new Recent();

  Consents(Uploads uploads, Hosts hosts, Sender sender) {
    this.uploads = uploads;
    this.hosts = hosts;
    this.sender = sender;
  }

  /// A message for each file; the links in the answer open those beyond the fifth too.
  static List<ObjectNode> cards(Message message, Reply reply) {
    var cards = new ArrayList<ObjectNode>();
    for (Reply.File file : reply.files()) {
      if (file.size() > 0 && cards.size() < MOST) {
        var content = JSON.objectNode();
        content.put("description", "Keep it in your OneDrive").put("sizeInBytes", file.size());
        content.set("acceptContext", context(message, file));
        content.set("declineContext", context(message, file));
        cards.add(message("consent", file.name(), content));
      }
    }
    return cards;
  }

  private static ObjectNode context(Message message, Reply.File file) {
    return JSON.objectNode().put("about", message.id()).put("path", file.path());
  }

  private static ObjectNode message(String kind, String name, ObjectNode content) {
    var message = JSON.objectNode().put("type", "message");
    var card = message.putArray("attachments").addObject();
    // OneDrive takes no file of another name.
    String kept = Messages.name(name).replaceAll("[\"*:<>?/\\\\|]", "-");
    card.put("contentType", CARD + kind).put("name", kept);
    card.set("content", content);
    return message;
  }

  /// Uploads the file or not, and says so in the card's place.
  ///
  /// @return the id of what was posted because the card could not be replaced, empty otherwise
  String decided(Conversation at, String card, JsonNode value, Threads threads) {
    var thread = new ThreadKey("teams", at.tenant(), at.id());
    String place = value.at("/uploadInfo/uploadUrl").asText();
    if (!taken.isNew(thread.hash() + "/" + card + " " + place)) {
      return "";
    }
    try {
      boolean accepted = value.path("action").asText().equals("accept");
      return show(
          at, card, accepted ? accepted(thread, value, threads) : Messages.plain(declined(value)));
    } catch (InterruptedIOException e) {
      log.warn("{} a file was not saved to its end", thread);
    } catch (ApiException e) {
      log.warn("{} what became of a file could not be shown: {}", thread, e.getMessage());
    }
    return "";
  }

  private ObjectNode accepted(ThreadKey thread, JsonNode value, Threads threads)
      throws InterruptedIOException {
    String path = value.at("/context/path").asText();
    JsonNode place = value.path("uploadInfo");
    List<Reply.File> made;
    try {
      made = threads.made(thread, value.at("/context/about").asText());
    } catch (InterruptedIOException e) {
      throw e;
    } catch (IOException e) {
      log.warn("{} what was made could not be looked up: {}", thread, e.toString());
      return Messages.plain("My files can't be reached just now: ask for the file again.");
    }
    for (Reply.File file : made) {
      if (file.path().equals(path)) {
        return saved(thread, place, file);
      }
    }
    return Messages.plain("The file is no longer here: ask for it again.");
  }

  private ObjectNode saved(ThreadKey thread, JsonNode place, Reply.File file)
      throws InterruptedIOException {
    try {
      uploads.put(place.path("uploadUrl").asText(), file);
      return kept(place, file);
    } catch (InterruptedIOException e) {
      throw e;
    } catch (IOException e) {
      log.warn("{} a file could not be saved: {}", thread, e.toString());
      return Messages.plain(String.valueOf(e.getMessage()));
    }
  }

  private ObjectNode kept(JsonNode place, Reply.File file) {
    String address = SharedAddress.encoded(place.path("contentUrl").asText());
    if (!hosts.allows(address)) {
      return Messages.plain(file.name() + " is in your OneDrive.");
    }
    var content = JSON.objectNode().put("uniqueId", place.path("uniqueId").asText());
    content.put("fileType", place.path("fileType").asText());
    var message = message("info", place.path("name").asText(file.name()), content);
    ((ObjectNode) message.at("/attachments/0")).put("contentUrl", address);
    return message;
  }

  private static String declined(JsonNode value) {
    String path = value.at("/context/path").asText();
    String name = path.substring(path.lastIndexOf('/') + 1);
    return (name.isBlank() ? "The file" : name) + " was not saved. The links above open it.";
  }

  /// A card that was pressed stays as it is until it is replaced.
  private String show(Conversation at, String card, ObjectNode message)
      throws ApiException, InterruptedIOException {
    if (!card.isEmpty()) {
      try {
        sender.update(at, card, message);
        return "";
      } catch (ApiException e) {
        log.info("a card could not be replaced: {}", e.getMessage());
      }
    }
    return sender.post(at, message);
  }
}
