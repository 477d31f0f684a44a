package dev.plotline.slack;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plotline.chat.Bot;
import dev.plotline.chat.Message;
import dev.plotline.chat.adapter.Aside;
import dev.plotline.slack.text.Incoming;

/// "Analyse this file" in a message's menu: for files that were posted before anybody named the
/// bot.
final class Shortcut {
  static final String ID = "analyse_message";

  private final Bot bot;
  private final Access access;
  private final Whispers whispers;

  Shortcut(Bot bot, Access access, Whispers whispers) {
    this.bot = bot;
    this.access = access;
    this.whispers = whispers;
  }

  /// Takes the raw payload.
  void take(JsonNode payload) {
    JsonNode said = payload.path("message");
    String ts = said.path("ts").asText();
    if (!payload.path("callback_id").asText().equals(ID) || !ts.matches("\\d+\\.\\d+")) {
      return;
    }
    String user = payload.at("/user/id").asText();
    var place =
        new Place(
            payload.at("/team/id").asText(),
            payload.at("/channel/id").asText(),
            said.path("thread_ts").asText(ts),
            ts);
    boolean external = !payload.at("/user/team_id").asText(place.team()).equals(place.team());
    var refusal = access.refusal(place, user, external);
    if (refusal.isPresent()) {
      Aside.run("refusal", () -> whispers.refuse(place, user, refusal.get()));
      return;
    }
    var message =
        new Message(
            place.thread(),
            ts,
            Said.stranger(user),
            Incoming.text(said.path("text").asText(), ""),
            Said.files(said),
            Said.at(ts));
    if (message.files().isEmpty()) {
      tell(place, user, "There is no file in that message: choose one that has a file.");
    } else if (!bot.inbox().accept(message)) {
      tell(place, user, "I have taken that message already: the answer is in its thread.");
    }
  }

  private void tell(Place place, String user, String text) {
    Aside.run("shortcut", () -> whispers.tell(place, user, text));
  }
}
