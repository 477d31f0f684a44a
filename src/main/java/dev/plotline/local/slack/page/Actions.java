package dev.plotline.local.slack.page;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plotline.local.slack.world.Json;
import dev.plotline.local.slack.world.Team;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What somebody does on the page, by name.
final class Actions {
  private final Team team;
  private final Desk desk;

  Actions(Team team, Desk desk) {
    this.team = team;
    this.desk = desk;
  }

  /// Does it.
  ///
  /// @return `taken`: whether the app took it; `errors`: what is wrong with a modal
  ObjectNode act(String name, String user, JsonNode body) {
    if (team.world().member(user) == null) {
      throw new IllegalArgumentException("nobody is " + user);
    }
    String channel = body.path("channel").asText();
    String ts = body.path("ts").asText();
    boolean taken = true;
    switch (name) {
      case "say" -> desk.say(user, channel, thread(body), typed(body), files(body));
      case "edit" -> desk.edit(user, channel, ts, typed(body));
      case "delete" -> desk.delete(user, channel, ts);
      case "react" -> desk.react(user, channel, ts, body.path("name").asText());
      case "invite" -> desk.invite(channel);
      case "press" -> taken = press(user, body);
      case "submit" -> {
        return submit(user, body);
      }
      case "dismiss" -> desk.dismiss(user, body.path("view").asText());
      case "shortcut" -> taken = desk.shortcut(user, channel, ts);
      case "command" ->
          taken =
              desk.command(
                  user, channel, body.path("command").asText(), body.path("text").asText());
      case "stop" -> desk.stop(user, channel, body.path("thread").asText());
      case "open" -> desk.open(user);
      default -> throw new IllegalArgumentException("no such action");
    }
    return Json.object().put("taken", taken);
  }

  private boolean press(String user, JsonNode body) {
    ObjectNode given = body.path("given") instanceof ObjectNode object ? object : Json.object();
    return desk.press(user, body, body.path("block").asText(), body.path("action").asText(), given);
  }

  private ObjectNode submit(String user, JsonNode body) {
    JsonNode errors = desk.submit(user, body.path("view").asText(), body.path("values"));
    ObjectNode answer = Json.object().put("taken", errors != null);
    answer.set("errors", errors == null ? Json.object() : errors);
    return answer;
  }

  private String typed(JsonNode body) {
    return Typed.toSlack(body.path("text").asText(), team.world().members());
  }

  private static @Nullable String thread(JsonNode body) {
    String thread = body.path("thread").asText("");
    return thread.isEmpty() || thread.equals("null") ? null : thread;
  }

  private static List<String> files(JsonNode body) {
    var files = new ArrayList<String>();
    body.path("files").forEach(file -> files.add(file.asText()));
    return files;
  }
}
