package dev.plotline.local.slack.world;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The modals and homes that are open. Safe for several threads.
public final class Modals {
  private static final int STACK = 3;

  private final World world;
  private final Map<String, ObjectNode> views = new LinkedHashMap<>();
  private final Map<String, String> viewers = new LinkedHashMap<>();

  Modals(World world) {
    this.world = world;
  }

  /// Shows a view to somebody.
  ///
  /// @param previous the one that it comes on top of, null for a first one
  public ObjectNode open(String user, JsonNode view, @Nullable JsonNode previous) {
    String id = Ids.next("V");
    ObjectNode shown = dressed(id, view);
    shown.put("root_view_id", previous == null ? id : previous.path("root_view_id").asText(id));
    if (previous == null) {
      shown.putNull("previous_view_id");
    } else {
      shown.put("previous_view_id", previous.path("id").asText());
    }
    synchronized (this) {
      views.put(id, shown);
      viewers.put(id, user);
    }
    world.tell(new Change.ViewShown(user, shown));
    return shown;
  }

  /// Shows somebody's home of the app.
  public ObjectNode publish(String user, JsonNode view) {
    ObjectNode shown = dressed(Ids.next("V"), view);
    world.tell(new Change.ViewShown(user, shown));
    return shown;
  }

  /// Replaces a view that is shown; null when it isn't any more.
  public @Nullable ObjectNode update(String id, JsonNode view) {
    ObjectNode shown = dressed(id, view);
    String user;
    synchronized (this) {
      ObjectNode before = views.get(id);
      if (before == null) {
        return null;
      }
      shown.set("root_view_id", before.get("root_view_id"));
      shown.set("previous_view_id", before.get("previous_view_id"));
      views.put(id, shown);
      user = viewers.getOrDefault(id, "");
    }
    world.tell(new Change.ViewShown(user, shown));
    return shown;
  }

  /// Takes a view away.
  public void close(String id) {
    String user;
    synchronized (this) {
      views.remove(id);
      user = viewers.remove(id);
    }
    if (user != null) {
      world.tell(new Change.ViewClosed(user, id));
    }
  }

  /// A view that is shown, null when it isn't.
  public synchronized @Nullable ObjectNode view(String id) {
    return views.get(id);
  }

  /// Who sees a view, empty when nobody does.
  public synchronized String viewer(String id) {
    return viewers.getOrDefault(id, "");
  }

  /// The view on top of somebody's, null when there is none.
  public synchronized @Nullable ObjectNode top(String user) {
    ObjectNode top = null;
    for (String id : ids(user)) {
      top = views.get(id);
    }
    return top;
  }

  /// Whether somebody has as many views as may lie on each other.
  public synchronized boolean isFull(String user) {
    return ids(user).size() >= STACK;
  }

  private List<String> ids(String user) {
    return viewers.entrySet().stream()
        .filter(entry -> entry.getValue().equals(user))
        .map(Map.Entry::getKey)
        .toList();
  }

  private static ObjectNode dressed(String id, JsonNode view) {
    ObjectNode shown = view.deepCopy();
    shown.put("id", id).put("team_id", World.TEAM).put("app_id", World.APP);
    shown.put("app_installed_team_id", World.TEAM).put("bot_id", World.BOT_ID);
    shown.put("hash", Ids.random(16)).put("external_id", view.path("external_id").asText(""));
    shown.put("callback_id", view.path("callback_id").asText(""));
    shown.put("private_metadata", view.path("private_metadata").asText(""));
    shown.putObject("state").putObject("values");
    shown.set("blocks", BlockIds.given(view.path("blocks")));
    return shown;
  }
}
