package dev.plotline.local.slack.event;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plotline.local.slack.world.Hooks.Hook;
import dev.plotline.local.slack.world.Ids;
import dev.plotline.local.slack.world.Json;
import dev.plotline.local.slack.world.Post;
import dev.plotline.local.slack.world.Team;
import org.jspecify.annotations.Nullable;

/// What people do with what the app shows: buttons, menus, modals, shortcuts, commands. Each is
/// told to the app at once, and the caller learns whether the app took it in time.
public final class Interactions {
  private final Team team;
  private final Carrier carrier;
  private final Payloads payloads;

  Interactions(Team team, Carrier carrier) {
    this.team = team;
    this.carrier = carrier;
    payloads = new Payloads(team);
  }

  /// Somebody uses a button or a menu below a message.
  ///
  /// @param given what was chosen, such as `selected_option`; empty for a button
  /// @return whether the app took it
  /// @throws IllegalArgumentException when the message has no such element
  public boolean press(
      String user, String channel, String ts, String blockId, String actionId, ObjectNode given) {
    Post post = team.world().any(channel, ts);
    if (post == null) {
      throw new IllegalArgumentException("no message " + ts + " in " + channel);
    }
    ObjectNode action = action(post.blocks(), blockId, actionId, given);
    String key = team.hooks().issue(new Hook(channel, ts, post.threadTs(), user));
    ObjectNode payload = payloads.of("block_actions", user);
    payloads.addMessage(payload, post);
    payload.put("response_url", payloads.responseUrl(key));
    payload.putObject("state").putObject("values");
    payload.putArray("actions").add(action);
    return ask("block_actions", payload).isTaken();
  }

  /// Somebody uses a button or a menu in a modal.
  public boolean pressInView(
      String user, String viewId, String blockId, String actionId, ObjectNode given) {
    ObjectNode view = view(viewId);
    ObjectNode payload = payloads.of("block_actions", user);
    payload.putObject("container").put("type", "view").put("view_id", viewId);
    payload.set("view", view);
    payload.putArray("actions").add(action(view.path("blocks"), blockId, actionId, given));
    return ask("block_actions", payload).isTaken();
  }

  /// Somebody submits a modal.
  ///
  /// @param values by block and action id, as `view.state.values`
  /// @return what is wrong by block id; empty when the modal was taken; null when the app failed
  public @Nullable JsonNode submit(String user, String viewId, JsonNode values) {
    ObjectNode view = view(viewId);
    view.withObjectProperty("state").set("values", values);
    ObjectNode payload = payloads.of("view_submission", user);
    payload.set("view", view);
    payload.putArray("response_urls");
    Courier.Answer answer = ask("view_submission", payload);
    if (!answer.isTaken()) {
      return null;
    }
    JsonNode next = answer.body().path("view");
    switch (answer.body().path("response_action").asText("")) {
      case "errors" -> {
        return answer.body().path("errors");
      }
      case "update" -> team.modals().update(viewId, next);
      case "push" -> team.modals().open(user, next, view);
      default -> team.modals().close(viewId);
    }
    return Json.object();
  }

  /// Somebody closes a modal without submitting it.
  public void dismiss(String user, String viewId) {
    ObjectNode view = team.modals().view(viewId);
    if (view == null) {
      return;
    }
    team.modals().close(viewId);
    if (view.path("notify_on_close").asBoolean()) {
      ObjectNode payload = payloads.of("view_closed", user);
      payload.set("view", view);
      payload.put("is_cleared", false);
      ask("view_closed", payload);
    }
  }

  /// Somebody uses the app's shortcut on a message.
  public boolean shortcut(String user, String channel, String ts, String callbackId) {
    Post post = team.world().post(channel, ts);
    if (post == null) {
      throw new IllegalArgumentException("no message " + ts + " in " + channel);
    }
    String key = team.hooks().issue(new Hook(channel, "", null, user));
    ObjectNode payload = payloads.of("message_action", user);
    payloads.addMessage(payload, post);
    payload.remove("container");
    payload.put("callback_id", callbackId).put("message_ts", ts);
    payload.put("response_url", payloads.responseUrl(key));
    return ask("message_action", payload).isTaken();
  }

  /// Somebody types a command.
  ///
  /// @param command with its slash
  public boolean command(String user, String channel, String command, String text) {
    String key = team.hooks().issue(new Hook(channel, "", null, user));
    ObjectNode payload = payloads.command(user, channel, command, text);
    payload.put("response_url", payloads.responseUrl(key));
    var parcel = new Parcel(Parcel.Kind.COMMAND, "slash_command", Ids.next("Cm"), payload);
    Courier.Answer answer = carrier.ask(parcel);
    if (answer.isTaken()) {
      new CommandAnswer(team).post(user, channel, answer);
    }
    return answer.isTaken();
  }

  private Courier.Answer ask(String type, ObjectNode payload) {
    return carrier.ask(new Parcel(Parcel.Kind.INTERACTION, type, Ids.next("Ix"), payload));
  }

  private ObjectNode view(String viewId) {
    ObjectNode view = team.modals().view(viewId);
    if (view == null) {
      throw new IllegalArgumentException("no view " + viewId);
    }
    return view.deepCopy();
  }

  private ObjectNode action(JsonNode blocks, String blockId, String actionId, ObjectNode given) {
    JsonNode element = find(blocks, blockId, actionId);
    if (element == null) {
      throw new IllegalArgumentException("no element " + actionId + " in block " + blockId);
    }
    ObjectNode action = given.deepCopy();
    for (String name : new String[] {"type", "action_id", "text", "value", "style"}) {
      if (element.has(name)) {
        action.set(name, element.get(name));
      }
    }
    return action.put("block_id", blockId).put("action_ts", team.world().times().next());
  }

  private static @Nullable JsonNode find(JsonNode blocks, String blockId, String actionId) {
    for (JsonNode block : blocks) {
      if (block.path("block_id").asText().equals(blockId)) {
        for (JsonNode element : block.path("elements")) {
          if (element.path("action_id").asText().equals(actionId)) {
            return element;
          }
        }
        for (String place : new String[] {"accessory", "element"}) {
          if (block.path(place).path("action_id").asText("").equals(actionId)) {
            return block.path(place);
          }
        }
      }
    }
    return null;
  }
}
