package dev.plotline.teams;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.plotline.chat.Bot;
import dev.plotline.chat.ThreadKey;
import dev.plotline.chat.adapter.Aside;
import dev.plotline.chat.adapter.Recent;
import dev.plotline.chat.adapter.Steering;
import dev.plotline.teams.api.Conversation;
import dev.plotline.teams.text.Button;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What asks for an answer in the response itself: buttons, feedback, consent to a file. Whoever
/// pressed waits five seconds at most, so what takes time follows as a message; none of it waits
/// for the lane.
/// <https://learn.microsoft.com/adaptive-cards/authoring-cards/universal-action-model>
final class Invokes {
  private static final String BELOW = "It comes as a message below.";

  private final Bot bot;
  private final Access access;
  private final Words words;
  private final Line line;
  private final Asked asked;
  private final Recent recent = new Recent();

  Invokes(Bot bot, Access access, Words words, Line line, Asked asked) {
    this.bot = bot;
    this.access = access;
    this.words = words;
    this.line = line;
    this.asked = asked;
  }

  /// Finds what one of the bot's messages has answered.
  interface Asked {
    /// The id of the person's message; empty when nobody knows.
    ///
    /// @param posted the id of the bot's
    String of(ThreadKey thread, String posted) throws IOException;
  }

  /// The response.
  ///
  /// @param status of HTTP
  /// @param body null for none
  record Answer(int status, @Nullable JsonNode body) {}

  /// Answers an invoke.
  Answer answer(Activity activity) {
    if (!activity.isPlaced() || activity.id().isEmpty()) {
      return new Answer(400, null);
    }
    return switch (activity.text("/name")) {
      case "adaptiveCard/action" -> said(press(activity));
      case "message/submitAction" -> feedback(activity);
      case "fileConsent/invoke" -> {
        decided(activity);
        yield new Answer(200, null);
      }
      default -> new Answer(501, null);
    };
  }

  private void decided(Activity activity) {
    if (access.refusal(activity).isEmpty()) {
      Conversation at = activity.conversation();
      String card = activity.text("/replyToId");
      JsonNode value = activity.json().path("value");
      after(
          activity,
          () -> {
            String posted = line.files().decided(at, card, value, bot.threads());
            if (!posted.isEmpty()) {
              // It names a file, so it goes when the thread is deleted.
              line.marks().aside(at, posted);
            }
          });
    }
  }

  /// The platform shows it to whoever pressed.
  private static Answer said(String text) {
    return new Answer(
        200,
        JsonNodeFactory.instance
            .objectNode()
            .put("statusCode", 200)
            .put("type", "application/vnd.microsoft.activity.message")
            .put("value", text));
  }

  private String press(Activity activity) {
    String verb = activity.text("/value/action/verb");
    ThreadKey thread = activity.thread();
    if (verb.equals(Button.STOP)) {
      return words.stop(thread);
    }
    Optional<String> refusal = access.refusal(activity);
    if (refusal.isPresent()) {
      return refusal.get();
    }
    Conversation conversation = activity.conversation();
    // The thread is the invoke's own, whatever the button carries: a client may have made that up.
    String about = activity.text("/value/action/data/" + Button.ABOUT);
    return switch (verb) {
      case Button.CODE -> {
        after(activity, () -> words.code(conversation, thread, about));
        yield BELOW;
      }
      case Button.LINKS -> {
        after(
            activity,
            () -> words.files(conversation, bot.threads().made(thread, about), "New links"));
        yield BELOW;
      }
      case Button.RESET, Button.DELETE -> {
        // The record may be slow to come, so it is not looked into before the answer.
        after(activity, () -> clearIfAllowed(verb, activity));
        yield "One moment.";
      }
      default -> "That button is of an older version: ask again.";
    };
  }

  private void clearIfAllowed(String verb, Activity activity) throws IOException {
    Conversation conversation = activity.conversation();
    if (words.mayClear(activity.thread(), activity.user())) {
      clear(verb, activity.thread(), conversation, activity.text("/replyToId"));
    } else {
      line.says().refuse(conversation, Steering.ONLY_ASKERS);
    }
  }

  /// What follows the response: once, also when Teams has missed that and comes again, and only for
  /// those who may ask.
  private void after(Activity activity, Aside.Work work) {
    if (!recent.isNew(activity.thread().hash() + "/" + activity.id())) {
      return;
    }
    Conversation conversation = activity.conversation();
    Aside.run(
        "button",
        () -> {
          Optional<String> refusal = line.admission().refusal(conversation);
          if (refusal.isPresent()) {
            line.says().refuse(conversation, refusal.get());
          } else {
            work.run();
          }
        });
  }

  /// The card that asked gives way to what became of it, so that nobody presses it again.
  private void clear(String verb, ThreadKey thread, Conversation conversation, String card)
      throws IOException {
    if (verb.equals(Button.RESET)) {
      bot.threads().reset(thread);
      line.says().replace(conversation, card, "Done: a new beginning. The files are still here.");
    } else {
      line.says().replace(conversation, card, String.join(" ", bot.threads().delete(thread)));
    }
  }

  private Answer feedback(Activity activity) {
    String reaction = activity.text("/value/actionValue/reaction");
    boolean known = reaction.equals("like") || reaction.equals("dislike");
    if (!activity.text("/value/actionName").equals("feedback") || !known) {
      return new Answer(501, null);
    }
    if (access.refusal(activity).isEmpty()) {
      ThreadKey thread = activity.thread();
      after(
          activity,
          () -> {
            String about = asked.of(thread, activity.text("/replyToId"));
            bot.threads().feedback(thread, about, activity.person(), reaction.equals("like"));
          });
    }
    return new Answer(200, JsonNodeFactory.instance.objectNode());
  }
}
