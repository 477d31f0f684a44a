package dev.plotline.teams.graph;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plotline.chat.FileRef;
import dev.plotline.chat.Message;
import dev.plotline.chat.Person;
import dev.plotline.chat.ThreadKey;
import dev.plotline.file.FileStore;
import dev.plotline.teams.api.Conversation;
import dev.plotline.teams.graph.TeamsFiles.Meant;
import dev.plotline.teams.graph.TeamsFiles.Went;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Questions whose file can't be read where they were asked, and is sent in the personal chat. The
/// words that come with it name the question, so that no file that was meant for the bot alone ends
/// up before others.
///
/// The question lies with its thread and goes when that is deleted; where it lies is written down
/// under the person, so that a code is worth nothing to anybody else.
final class Asked {
  private static final Logger log = LoggerFactory.getLogger(Asked.class);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern WORDS =
      Pattern.compile("(?i)\\bfor thread\\s+([0-9a-f]{8})(?![0-9a-z])[.:,;!]*");
  private static final Duration LIFE = Duration.ofDays(1);

  private final FileStore store;
  private final Clock clock;

  Asked(FileStore store, Clock clock) {
    this.store = store;
    this.clock = clock;
  }

  /// The words that name a question.
  static String words(Message message) {
    return "for thread " + code(message);
  }

  private static String code(Message message) {
    var key = new ThreadKey("teams", message.thread().hash(), message.id());
    return key.hash().substring(0, 8);
  }

  /// Whether the person was told before, by an attempt that a crash ended.
  boolean isOffered(Message message) throws IOException {
    return !store.list(offered(message)).isEmpty();
  }

  /// The person has been told.
  void offer(Message message) throws IOException {
    store.create(offered(message), new byte[0]);
  }

  /// Remembers a question. Before the person is told: the file may come at once.
  void remember(Message message) throws IOException {
    ThreadKey thread = message.thread();
    var json =
        JSON.createObjectNode()
            .put("space", thread.space())
            .put("thread", thread.id())
            .put("id", message.id())
            .put("person", message.from().id())
            .put("name", message.from().name())
            .put("zone", message.from().zone().getId())
            .put("locale", message.from().locale().toLanguageTag())
            .put("text", message.text())
            // When it was offered: a question may have waited long before it was taken up.
            .put("at", clock.instant().toString())
            .put("origin", message.origin());
    store.create(question(thread, code(message)), json.toString().getBytes(UTF_8));
    store.create(where(message), place(thread).toString().getBytes(UTF_8));
  }

  private static ObjectNode place(ThreadKey thread) {
    return JSON.createObjectNode().put("space", thread.space()).put("thread", thread.id());
  }

  private static ThreadKey thread(JsonNode place) {
    return new ThreadKey("teams", place.path("space").asText(), place.path("thread").asText());
  }

  /// What became of a message in a personal chat that was meant for another thread.
  Optional<Went> went(ThreadKey chat, String id) throws IOException {
    try {
      JsonNode went = read(trace(chat, id));
      return Optional.of(new Went(thread(went), went.path("id").asText()));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  /// What a message in a personal chat is meant for.
  Optional<Meant> meant(Message message) {
    Matcher words = WORDS.matcher(message.text());
    if (!words.find() || !isPersonal(message)) {
      return Optional.empty();
    }
    try {
      String code = words.group(1).toLowerCase(Locale.ROOT);
      JsonNode place = read(where(message.thread().space(), message.from().id(), code));
      ThreadKey thread = thread(place);
      JsonNode question = read(question(thread, code));
      Instant at = Instant.parse(question.path("at").asText());
      if (at.plus(LIFE).isBefore(clock.instant())) {
        return told("That question is from another day: ask it again in its thread.");
      }
      if (message.files().isEmpty()) {
        return told("Attach the file to the very message that says “" + words.group() + "”.");
      }
      Message whole = message(thread, question, message, words.replaceFirst(" ").strip());
      var went = place(thread).put("id", whole.id());
      store.create(trace(message.thread(), message.id()), went.toString().getBytes(UTF_8));
      return Optional.of(
          new Meant(whole, "Thank you. The answer comes in the thread where you asked."));
    } catch (NoSuchFileException e) {
      return told("I know of no such question of yours: ask it again in its thread.");
    } catch (IOException | RuntimeException e) {
      log.warn("{} a question could not be read: {}", message.label(), e.toString());
      return told("I could not look up that question: send it again in a minute.");
    }
  }

  private static Optional<Meant> told(String sentence) {
    return Optional.of(new Meant(null, sentence));
  }

  private static Message message(ThreadKey thread, JsonNode question, Message sent, String more) {
    List<FileRef> files = sent.files();
    String text = question.path("text").asText();
    return new Message(
        thread,
        question.path("id").asText() + "+" + sent.id(),
        new Person(
            question.path("person").asText(),
            question.path("name").asText(),
            ZoneId.of(question.path("zone").asText()),
            Locale.forLanguageTag(question.path("locale").asText())),
        more.isEmpty() ? text : (text + "\n\n" + more).strip(),
        files,
        sent.at(),
        question.path("origin").asText());
  }

  private static boolean isPersonal(Message message) {
    return Conversation.parse(message.origin()).scope() == Conversation.Scope.PERSONAL;
  }

  private JsonNode read(String key) throws IOException {
    try (InputStream in = store.open(key)) {
      return JSON.readTree(in);
    }
  }

  private static String question(ThreadKey thread, String code) {
    return thread.prefix() + "/asked/" + code + ".json";
  }

  private static String offered(Message message) {
    return message.thread().prefix() + "/asked/" + code(message) + ".offered";
  }

  private static String trace(ThreadKey chat, String id) {
    var key = new ThreadKey("teams", chat.hash(), id);
    return new ThreadKey("teams", chat.space(), "asked/" + chat.id()).prefix()
        + "/went/"
        + key.hash()
        + ".json";
  }

  private static String where(Message message) {
    return where(message.thread().space(), message.from().id(), code(message));
  }

  private static String where(String tenant, String person, String code) {
    return new ThreadKey("teams", tenant, "asked/" + person).prefix() + "/" + code + ".json";
  }
}
