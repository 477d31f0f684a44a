package dev.plotline.slack;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plotline.chat.Bot;
import dev.plotline.chat.Message;
import dev.plotline.chat.adapter.Aside;
import dev.plotline.chat.adapter.Steering;
import dev.plotline.slack.Actions.Press;
import dev.plotline.slack.api.ApiException;
import dev.plotline.slack.api.Method;
import dev.plotline.slack.api.Patience;
import dev.plotline.slack.api.WebApi;
import dev.plotline.slack.text.Blocks;
import dev.plotline.slack.text.Mrkdwn;
import dev.plotline.slack.text.Rendered.Block;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What the buttons do. Like words they don't wait for the lane.
final class Buttons {
  private static final Logger log = LoggerFactory.getLogger(Buttons.class);
  private static final int MODAL_BLOCKS = 99;

  private final Bot bot;
  private final Access access;
  private final Line line;
  private final Trail trail;
  private final Words words;
  private final WebApi api;

  Buttons(Bot bot, Access access, Line line, Trail trail, Words words, WebApi api) {
    this.bot = bot;
    this.access = access;
    this.line = line;
    this.trail = trail;
    this.words = words;
    this.api = api;
  }

  /// Takes a press. A suggested question is in the inbox when this returns; all else follows.
  void pressed(Press press) {
    Optional<String> refusal = access.refusal(press.place(), press.user(), press.external());
    if (refusal.isPresent() && !press.action().equals(Actions.STOP)) {
      var why = refusal.get();
      Aside.run("refusal", () -> line.whispers().refuse(press.place(), press.user(), why));
    } else if (press.action().startsWith(Actions.ASK)) {
      ask(press);
    } else {
      Aside.run("button", () -> act(press));
    }
  }

  private void act(Press press) throws IOException {
    Place place = press.place();
    String user = press.user();
    if (press.action().equals(Actions.STOP)) {
      words.stop(place, user);
      return;
    }
    Optional<String> refusal = access.refusal(line.people().of(place.team(), user));
    if (refusal.isPresent()) {
      line.whispers().refuse(place, user, refusal.get());
      return;
    }
    switch (press.action()) {
      case Actions.CODE -> code(press);
      case Actions.LINKS ->
          words.files(place, user, bot.threads().made(place.thread(), press.about()), "New links");
      case Actions.FEEDBACK -> feedback(press);
      case Actions.RESET, Actions.DELETE -> clear(press);
      default -> log.info("a button that is not known was pressed");
    }
  }

  /// The thread shows what was asked, and by whom, because the button alone shows it to nobody.
  private void ask(Press press) {
    Place place = press.place();
    var message =
        new Message(
            place.thread(),
            press.at(),
            Said.stranger(press.user()),
            press.about(),
            List.of(),
            Said.at(press.at()));
    if (bot.inbox().accept(message)) {
      String shown = "_" + Mrkdwn.of(press.about()) + "_";
      Aside.run("question", () -> trail.aside(message, line.posts().text(place, shown)));
    }
  }

  private void code(Press press) throws IOException {
    List<Block> blocks = Words.code(bot.threads().code(press.place().thread(), press.about()));
    if (blocks.isEmpty() || blocks.size() > MODAL_BLOCKS || press.trigger().isEmpty()) {
      words.code(press.place(), press.user(), press.about());
      return;
    }
    try {
      api.call(
          Method.OPEN_VIEW,
          Map.of("trigger_id", press.trigger(), "view", modal(blocks)),
          Patience.NONE);
    } catch (ApiException e) {
      // A trigger lives 3 s.
      log.info("no modal: {}", e.getMessage());
      words.code(press.place(), press.user(), press.about());
    }
  }

  private static ObjectNode modal(List<Block> blocks) {
    var view = JsonNodeFactory.instance.objectNode().put("type", "modal");
    view.set("title", Blocks.plain("The code", 24));
    view.set("close", Blocks.plain("Close", 24));
    blocks.forEach(block -> view.withArray("blocks").add(block.json()));
    return view;
  }

  private void feedback(Press press) throws IOException {
    String[] about = press.about().split(" ", 2);
    boolean helpful = about.length == 2 && about[1].equals("up");
    bot.threads().feedback(press.place().thread(), about[0], Said.stranger(press.user()), helpful);
    line.whispers()
        .tell(
            press.place(),
            press.user(),
            helpful ? "Thank you." : "Thank you. Say what was wrong, and I'll try again.");
  }

  private void clear(Press press) throws IOException {
    Place place = press.place();
    if (!words.mayClear(place, press.user())) {
      line.whispers().refuse(place, press.user(), Steering.ONLY_ASKERS);
    } else if (press.action().equals(Actions.RESET)) {
      bot.threads().reset(place.thread());
      line.whispers().tell(place, press.user(), "Done: a new beginning. The files are still here.");
    } else {
      String told = String.join(" ", bot.threads().delete(place.thread()));
      line.whispers().tell(place, press.user(), Mrkdwn.of(told));
    }
  }
}
