package dev.plotline.slack;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plotline.chat.Bot;
import dev.plotline.chat.FileRef;
import dev.plotline.chat.ThreadKey;
import dev.plotline.chat.adapter.Aside;
import dev.plotline.chat.adapter.Latest;
import dev.plotline.chat.adapter.Recent;
import dev.plotline.chat.adapter.Word;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What becomes of each event. Nothing here calls Slack before it returns: that is the
/// acknowledgement.
final class Events {
  private static final Logger log = LoggerFactory.getLogger(Events.class);
  private static final int FILES = 10_000;

  private final Bot bot;
  private final Access access;
  private final Twins twins;
  private final Words words;
  private final Whispers whispers;
  private final boolean follow;
  private final Recent recent = new Recent();
  private final Map<String, ThreadKey> sent = new Latest<>(FILES);

  /// Reads events.
  ///
  /// @param follow whether replies without a mention are answered in threads of the bot's
  Events(Bot bot, Access access, Twins twins, Words words, Whispers whispers, boolean follow) {
    this.bot = bot;
    this.access = access;
    this.twins = twins;
    this.words = words;
    this.whispers = whispers;
    this.follow = follow;
  }

  /// Takes one `event_callback`; returns when it is safe to acknowledge it.
  void take(JsonNode envelope) {
    JsonNode event = envelope.path("event");
    String type = event.path("type").asText();
    String subtype = event.path("subtype").asText();
    if (subtype.equals("message_deleted")) {
      forget(envelope, event.path("previous_message"), false);
    } else if (subtype.equals("message_changed")) {
      // A message that has replies leaves a tombstone when it is deleted.
      boolean gone = event.at("/message/subtype").asText().equals("tombstone");
      forget(envelope, event.path(gone ? "previous_message" : "message"), !gone);
    } else if (type.equals("message") || type.equals("app_mention")) {
      Said.read(envelope).ifPresent(this::said);
    } else {
      other(type, envelope, event);
    }
  }

  private void other(String type, JsonNode envelope, JsonNode event) {
    switch (type) {
      case "file_deleted" -> forget(Said.team(envelope), event.path("file_id").asText());
      case "agent_session_stopped" ->
          bot.controls()
              .stop(
                  new Place(
                          Said.team(envelope),
                          event.path("channel").asText(),
                          event.path("thread_ts").asText(),
                          "")
                      .thread());
      case "app_home_opened" -> {
        if (event.path("tab").asText().equals("messages")) {
          String channel = event.path("channel").asText();
          Aside.run("prompts", () -> whispers.prompts(channel));
        }
      }
      case "app_uninstalled", "tokens_revoked" ->
          log.warn("Slack has revoked this app's token: install it again, set SLACK_BOT_TOKEN");
      default -> log.debug("an event of type {} was acknowledged", type);
    }
  }

  private void said(Said said) {
    Place place = said.place();
    String user = said.message().from().id();
    Optional<String> refusal = access.refusal(place, user, said.external());
    if (refusal.isPresent()) {
      if (said.mentions() && recent.isNew(key(said))) {
        Aside.run("refusal", () -> whispers.refuse(place, user, refusal.get()));
      }
      return;
    }
    if (!said.mentions() && !isFollowed(place)) {
      return;
    }
    Word word = Word.read(said.message().text());
    if (word != null && said.message().files().isEmpty()) {
      if (recent.isNew(key(said))) {
        Aside.run("word", () -> words.say(word, place, user));
      }
      return;
    }
    hand(said);
  }

  private boolean isFollowed(Place place) {
    return follow && place.isInThread() && bot.threads().takesPart(place.thread());
  }

  private void hand(Said said) {
    remember(said);
    boolean waits = twins.came(said);
    boolean first = bot.inbox().accept(said.message());
    if (first) {
      Aside.run("queue", () -> queued(said));
    } else if (!said.message().files().isEmpty()) {
      if (waits) {
        bot.inbox().keep(said.message());
      } else {
        bot.inbox().join(said.message());
      }
    }
  }

  /// Whoever asks while another turn runs is told, because nothing else shows it.
  private void queued(Said said) throws Exception {
    if (bot.threads().status(said.place().thread()).waiting() > 0) {
      whispers.tell(
          said.place(),
          said.message().from().id(),
          "I'm still at work on the question before; yours is next.");
    }
  }

  private synchronized void remember(Said said) {
    for (FileRef file : said.message().files()) {
      sent.put(file.id(), said.place().thread());
    }
  }

  private synchronized @Nullable ThreadKey sent(String file) {
    return sent.get(file);
  }

  /// The event names no place: a turn that has not ended yet is known here, all others by their
  /// records, after a restart too.
  private void forget(String team, String file) {
    ThreadKey thread = sent(file);
    if (thread != null) {
      bot.threads().forget(thread, file);
    }
    bot.threads().forget(Place.PLATFORM, team, file);
  }

  /// A message that was deleted, or files that were deleted from it. The bot's own are no question.
  private void forget(JsonNode envelope, JsonNode message, boolean changed) {
    if (message.hasNonNull("bot_id")) {
      return;
    }
    String ts = message.path("ts").asText();
    String root = message.path("thread_ts").asText(ts);
    String channel = envelope.at("/event/channel").asText();
    ThreadKey thread = new Place(Said.team(envelope), channel, root, ts).thread();
    for (JsonNode file : message.path("files")) {
      if (!changed || file.path("mode").asText().equals("tombstone")) {
        bot.threads().forget(thread, file.path("id").asText());
      }
    }
    if (!changed) {
      bot.threads().forgetMessage(thread, ts);
    }
  }

  private static String key(Said said) {
    return said.message().thread().hash() + "/" + said.message().id();
  }
}
