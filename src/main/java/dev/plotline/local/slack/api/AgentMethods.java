package dev.plotline.local.slack.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plotline.local.slack.world.Channel;
import dev.plotline.local.slack.world.Json;
import dev.plotline.local.slack.world.Team;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// `assistant.threads.*` and `agents.sessions.*`: what the app is doing, and what one could ask it.
final class AgentMethods {
  private static final Set<String> STATUSES = Set.of("active", "processing", "suspended", "closed");
  private static final int MOST_TITLE = 200;

  private final Team team;
  private final Places places;

  AgentMethods(Team team) {
    this.team = team;
    places = new Places(team);
  }

  void addTo(Methods methods) {
    String[] either = {"chat:write", "assistant:write"};
    methods
        .add("assistant.threads.setStatus", Rule.writes(Rate.STATUS, either), this::status)
        .add(
            "assistant.threads.setTitle",
            Rule.writes(Rate.TIER_3, "assistant:write"),
            a -> title(a, true))
        .add(
            "assistant.threads.setSuggestedPrompts",
            Rule.writes(Rate.TIER_3, "assistant:write"),
            this::suggest)
        .add("agents.sessions.setStatus", Rule.writes(Rate.TIER_3, "chat:write"), this::session)
        .add(
            "agents.sessions.rename", Rule.writes(Rate.TIER_3, "chat:write"), a -> title(a, false));
  }

  private ObjectNode status(Arguments arguments) {
    Channel channel = places.writable(arguments.required("channel_id"));
    String thread = thread(channel, arguments);
    JsonNode status = arguments.values().path("status");
    if (!status.isTextual()) {
      throw Refusal.missing("status");
    }
    var loading = new ArrayList<String>();
    arguments.json("loading_messages").forEach(text -> loading.add(text.asText()));
    if (loading.size() > 10) {
      throw new Refusal("invalid_arguments")
          .because(List.of("[ERROR] no more than 10 items allowed"));
    }
    team.doings().show(channel.id(), thread, status.asText(), loading);
    return Json.object();
  }

  private ObjectNode title(Arguments arguments, boolean create) {
    Channel channel = places.writable(arguments.required("channel_id"));
    String thread = thread(channel, arguments);
    String title = arguments.required("title");
    if (title.length() > MOST_TITLE) {
      throw new Refusal("invalid_arguments").because(List.of("[ERROR] title is too long"));
    }
    if (!create && !team.doings().hasSession(channel.id(), thread)) {
      throw new Refusal("session_not_found");
    }
    String status = team.doings().sessionStatus(channel.id(), thread);
    team.doings().session(channel.id(), thread, status.isEmpty() ? "active" : status, title);
    return Json.object().put("title", title);
  }

  private ObjectNode suggest(Arguments arguments) {
    Channel channel = places.writable(arguments.required("channel_id"));
    String thread = arguments.has("thread_ts") ? thread(channel, arguments) : "";
    JsonNode prompts = arguments.json("prompts");
    if (!prompts.isArray() || prompts.isEmpty() || prompts.size() > 4) {
      throw new Refusal("invalid_arguments").because(List.of("[ERROR] 1 to 4 prompts allowed"));
    }
    for (JsonNode prompt : prompts) {
      if (prompt.path("title").asText("").isEmpty()
          || prompt.path("message").asText("").isEmpty()) {
        throw Refusal.missing("prompts");
      }
    }
    team.doings().suggest(channel.id(), thread, arguments.text("title"), prompts);
    return Json.object();
  }

  private ObjectNode session(Arguments arguments) {
    Channel channel = places.writable(arguments.required("channel_id"));
    String thread = thread(channel, arguments);
    String status = arguments.required("status");
    String title = arguments.text("title");
    if (!STATUSES.contains(status) || title.length() > MOST_TITLE) {
      throw new Refusal("invalid_arguments");
    }
    boolean known = team.doings().hasSession(channel.id(), thread);
    var session = team.doings().session(channel.id(), thread, status, known ? "" : title);
    ObjectNode answer =
        Json.object()
            .put("status", session.status())
            .put("agent_status", session.status())
            .put("title", session.title());
    if (!team.app().events().contains("agent_session_stopped")) {
      answer.put("warning", "missing_agent_session_stopped_event_subscription");
    }
    return answer;
  }

  private String thread(Channel channel, Arguments arguments) {
    String thread = arguments.required("thread_ts");
    if (team.world().post(channel.id(), thread) == null) {
      throw new Refusal("invalid_thread_ts");
    }
    return thread;
  }
}
