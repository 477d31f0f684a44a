package dev.plotline.teams;

import dev.plotline.chat.Bot;
import dev.plotline.chat.Message;
import dev.plotline.chat.ThreadKey;
import dev.plotline.chat.adapter.Aside;
import dev.plotline.chat.adapter.Recent;
import dev.plotline.chat.adapter.Word;
import dev.plotline.teams.api.Conversation;
import dev.plotline.teams.api.Conversation.Scope;
import dev.plotline.teams.graph.TeamsFiles;
import dev.plotline.teams.text.Messages;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What becomes of each activity that is no invoke. Nothing here calls Teams before it returns:
/// that is the acknowledgement.
final class Activities {
  private static final Logger log = LoggerFactory.getLogger(Activities.class);

  private final Bot bot;
  private final Access access;
  private final Words words;
  private final Line line;
  private final boolean follow;
  private final Clock clock;
  private final Recent recent = new Recent();

  /// @param follow whether replies without a mention are answered in threads of the bot's
  Activities(Bot bot, Access access, Words words, Line line, boolean follow, Clock clock) {
    this.bot = bot;
    this.access = access;
    this.words = words;
    this.line = line;
    this.follow = follow;
    this.clock = clock;
  }

  /// Takes an activity; returns when it is safe to acknowledge it.
  void take(Activity activity) {
    switch (activity.type()) {
      case "message" -> {
        if (activity.isByPerson()) {
          said(activity);
        }
      }
      case "messageDelete" -> forget(activity);
      case "installationUpdate" -> {
        // Not `add-upgrade`, which each chat is told when the app has a new version.
        if (activity.text("/action").equals("add")) {
          welcome(activity);
        }
      }
      case "conversationUpdate" -> {
        if (hasBotJoined(activity)) {
          welcome(activity);
        }
      }
      // Edits of a message that was taken, reactions, typing and what may come yet.
      default -> log.debug("an activity of another type was acknowledged");
    }
  }

  private void said(Activity activity) {
    boolean meant = activity.scope() == Scope.PERSONAL || Mentions.ofBot(activity);
    Conversation conversation = activity.conversation();
    Optional<String> refusal = access.refusal(activity);
    if (refusal.isPresent()) {
      if (meant && recent.isNew(key(activity))) {
        Aside.run("refusal", () -> line.says().refuse(conversation, refusal.get()));
      }
      return;
    }
    if (!meant && !isFollowed(activity)) {
      return;
    }
    Message message = message(activity);
    Word word = Word.read(message.text());
    if (word != null && message.files().isEmpty()) {
      if (recent.isNew(key(activity))) {
        Aside.run("word", () -> words.say(word, message));
      }
      return;
    }
    hand(message, conversation);
  }

  /// A file that was asked for in the personal chat goes to the question that it is meant for.
  private void hand(Message message, Conversation conversation) {
    Optional<TeamsFiles.Meant> found = line.files().meant(message);
    if (found.isEmpty()) {
      accept(message);
      return;
    }
    Message question = found.get().message();
    boolean first =
        question == null
            ? recent.isNew(message.thread().hash() + "/" + message.id())
            : accept(question);
    if (first) {
      Aside.run("meant", () -> line.says().tell(conversation, found.get().told()));
    }
  }

  private boolean accept(Message message) {
    boolean first = bot.inbox().accept(message);
    if (first) {
      Aside.run("queue", () -> queued(message));
    }
    return first;
  }

  /// In a chat where everything follows everything, people would be answered who talk to others.
  private boolean isFollowed(Activity activity) {
    return follow && activity.isInThread() && bot.threads().takesPart(activity.thread());
  }

  private Message message(Activity activity) {
    return new Message(
        activity.thread(),
        activity.id(),
        activity.person(),
        Mentions.text(activity),
        TeamsFiles.of(activity.json()),
        activity.at(clock.instant()),
        activity.conversation().json());
  }

  /// Whoever asks while another turn runs is told, because nothing else shows it.
  private void queued(Message message) throws Exception {
    if (bot.threads().status(message.thread()).waiting() > 0) {
      line.says()
          .tell(
              Conversation.parse(message.origin()),
              "I'm still at work on the question before; yours is next.");
    }
  }

  private void forget(Activity activity) {
    ThreadKey thread = activity.thread();
    String id = activity.id();
    if (!id.isEmpty()) {
      bot.threads().forgetMessage(thread, id);
      try {
        line.files()
            .went(thread, id)
            .ifPresent(went -> bot.threads().forgetMessage(went.thread(), went.id()));
      } catch (IOException e) {
        throw new UncheckedIOException("nobody knows where a deleted message went", e);
      }
    }
  }

  private static boolean hasBotJoined(Activity activity) {
    String bot = activity.text("/recipient/id");
    for (var member : activity.json().path("membersAdded")) {
      if (!bot.isEmpty() && member.path("id").asText().equals(bot)) {
        return true;
      }
    }
    return false;
  }

  /// Two activities tell of it; one message greets.
  private void welcome(Activity activity) {
    String where = activity.tenant() + "/" + activity.text("/conversation/id");
    boolean may = activity.isPlaced() && access.refusal(activity).isEmpty();
    if (may && recent.isNew("welcome " + where)) {
      Conversation conversation = activity.conversation();
      Aside.run(
          "welcome",
          () -> line.says().show(conversation, List.of(Messages.markdown(Words.WELCOME))));
    }
  }

  private static String key(Activity activity) {
    return activity.thread().hash() + "/" + activity.id();
  }
}
