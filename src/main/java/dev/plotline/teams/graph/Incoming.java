package dev.plotline.teams.graph;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plotline.chat.FileRef;
import dev.plotline.chat.Message;
import dev.plotline.chat.Reply;
import dev.plotline.chat.adapter.Pause;
import dev.plotline.teams.api.ApiException;
import dev.plotline.teams.api.Conversation;
import dev.plotline.teams.api.Conversation.Scope;
import dev.plotline.teams.api.Sender;
import dev.plotline.teams.graph.Source.Kind;
import dev.plotline.teams.graph.Web.Patience;
import dev.plotline.teams.text.Messages;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Finds the files of messages in group chats and channels. Where that is not allowed, the thread
/// is told and shown the personal chat.
final class Incoming {
  private static final Logger log = LoggerFactory.getLogger(Incoming.class);

  private static final int ATTEMPTS = 3;

  /// How long nobody waits for a Graph that could not be reached, unless a file is likely.
  private static final Duration AWAY = Duration.ofMinutes(1);

  static final String NOT_ALLOWED =
      "An administrator has not allowed me to read this file: send it in our own chat.";

  private static final String UNTOLD = "Microsoft does not tell me just now which file it is.";

  private final Graph graph;
  private final Sender sender;
  private final Asked asked;
  private final Pause pause;
  private final InstantSource clock;
  private volatile Instant awayUntil = Instant.MIN;

  /// Questions that speak of no file, and why nobody could see whether there was one.
  private final Map<String, String> unseen = new ConcurrentHashMap<>();

  Incoming(Graph graph, Sender sender, Asked asked, Pause pause, InstantSource clock) {
    this.graph = graph;
    this.sender = sender;
    this.asked = asked;
    this.pause = pause;
    this.clock = clock;
  }

  /// The message with all its files; empty when it can't be answered without one that may not be
  /// read.
  Optional<Message> whole(Message message) throws InterruptedException {
    Conversation at = Conversation.parse(message.origin());
    // What was sent for a question in the personal chat has its files.
    if (at.scope() == Scope.PERSONAL || message.id().contains("+")) {
      return Optional.of(message);
    }
    boolean certain =
        message.files().stream().anyMatch(file -> Source.of(file).kind() == Kind.UNKNOWN);
    boolean likely = certain || message.text().isBlank() || Hints.speaksOfFile(message.text());
    if (!likely && clock.instant().isBefore(awayUntil)) {
      return unseen(message, UNTOLD);
    }
    String why;
    try {
      List<JsonNode> references = references(said(at, likely ? Patience.NORMAL : Patience.LITTLE));
      certain = !references.isEmpty();
      likely |= certain;
      return Optional.of(known(message).with(files(at, references)));
    } catch (Graph.Refused e) {
      log.info("{} Microsoft Graph refused: {}", message.label(), e.getMessage());
      why = why(at, e);
    } catch (InterruptedIOException e) {
      throw new InterruptedException(e.getMessage());
    } catch (IOException e) {
      log.warn("{} Microsoft Graph did not answer: {}", message.label(), e.toString());
      awayUntil = clock.instant().plus(AWAY);
      why = UNTOLD;
    }
    if (!likely) {
      return unseen(message, why);
    }
    boolean told = offer(message, at, why, certain);
    return certain && told ? Optional.empty() : Optional.of(message);
  }

  private Optional<Message> unseen(Message message, String why) {
    unseen.put(key(message), why);
    return Optional.of(message);
  }

  /// Shows another way for a file that nobody could see, when the answer had nothing to go by and
  /// asks for it.
  void answered(Message message, Reply reply) {
    String why = unseen.remove(key(message));
    boolean outOfNothing =
        reply.ending() == Reply.Ending.ANSWERED
            && reply.read().isEmpty()
            && reply.executions().isEmpty();
    if (why != null && outOfNothing && Hints.mayLackFile(message.text(), reply.text())) {
      try {
        offer(message, Conversation.parse(message.origin()), why, false);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static String key(Message message) {
    return message.thread().hash() + "/" + message.id();
  }

  /// A message of this moment may not have come to Graph yet.
  private JsonNode said(Conversation at, Patience patience) throws IOException {
    for (int attempt = 1; ; attempt++) {
      try {
        return graph.message(at, patience);
      } catch (Graph.Refused e) {
        if (e.status() != 404 || attempt == ATTEMPTS) {
          throw e;
        }
        pause.of(Duration.ofSeconds(attempt));
      }
    }
  }

  private static List<JsonNode> references(JsonNode message) {
    var references = new ArrayList<JsonNode>();
    for (JsonNode attachment : message.path("attachments")) {
      if (attachment.path("contentType").asText().equals("reference")) {
        references.add(attachment);
      }
    }
    return references;
  }

  /// @throws Graph.Refused when none of them may be read
  private List<FileRef> files(Conversation at, List<JsonNode> references) throws IOException {
    var files = new ArrayList<FileRef>();
    int refused = 0;
    for (JsonNode reference : references) {
      try {
        files.add(file(at, reference));
      } catch (Graph.Refused e) {
        refused++;
        if (refused == references.size()) {
          throw e;
        }
        files.add(new Source(Kind.LOST, NOT_ALLOWED).file(name(reference), -1));
      }
    }
    return files;
  }

  /// What can't be looked up now is tried once more when it is opened, and says then what is wrong.
  private FileRef file(Conversation at, JsonNode reference) throws IOException {
    String address = reference.path("contentUrl").asText();
    String name = name(reference);
    long size = -1;
    try {
      JsonNode item = graph.item(at.tenant(), address);
      name = item.path("name").asText(name);
      size = item.path("size").asLong(-1);
    } catch (Graph.Refused e) {
      if (e.isForbidden()) {
        throw e;
      }
    } catch (InterruptedIOException e) {
      throw e;
    } catch (IOException e) {
      log.warn("a file could not be looked up: {}", e.toString());
    }
    return new Source(Kind.SHARED, address).file(name, size);
  }

  private static String name(JsonNode reference) {
    String name = reference.path("name").asText();
    return name.isBlank() ? "file" : name;
  }

  private boolean offer(Message message, Conversation at, String why, boolean certain)
      throws InterruptedException {
    try {
      if (!asked.isOffered(message)) {
        asked.remember(message);
        String words = Asked.words(message);
        String sentence = certain ? why : "If you attached a file: " + why;
        String way = " Send it in our own chat, with the words “" + words + "”, and I go on here.";
        sender.post(
            at, Messages.offer(sentence + way, "Send it in our chat", personalChat(at, words)));
        asked.offer(message);
      }
      return true;
    } catch (InterruptedIOException e) {
      throw new InterruptedException(e.getMessage());
    } catch (ApiException e) {
      log.warn("{} could not be told: {}", message.label(), e.getMessage());
    } catch (IOException e) {
      log.warn("{} could not be remembered: {}", message.label(), e.toString());
    }
    return false;
  }

  private static String why(Conversation at, Graph.Refused refusal) {
    boolean channel = at.scope() == Scope.CHANNEL;
    // A private channel may be none that Graph knows.
    if (!refusal.isForbidden() && !(channel && refusal.status() == 404)) {
      return UNTOLD;
    }
    if (refusal.needed() == Permission.FILES) {
      return "I can't open the file, because an administrator has not allowed me to read files in"
          + " SharePoint.";
    }
    return channel
        ? "I can't see files in this channel: either an administrator has not allowed it, or the"
            + " channel is private, where no permission reaches."
        : "I can't see files in this group chat, because an administrator has not allowed it.";
  }

  /// Opens the bot's own chat with the words written already.
  private static URI personalChat(Conversation at, String words) {
    return URI.create(
        "https://teams.microsoft.com/l/chat/0/0?users="
            + URLEncoder.encode(at.bot(), UTF_8)
            + "&message="
            + URLEncoder.encode(words, UTF_8).replace("+", "%20"));
  }

  /// The message without what Graph is asked about.
  private static Message known(Message message) {
    return new Message(
        message.thread(),
        message.id(),
        message.from(),
        message.text(),
        message.files().stream().filter(file -> Source.of(file).kind() != Kind.UNKNOWN).toList(),
        message.at(),
        message.origin());
  }
}
