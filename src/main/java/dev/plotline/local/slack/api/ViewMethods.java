package dev.plotline.local.slack.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plotline.local.slack.block.Views;
import dev.plotline.local.slack.world.Json;
import dev.plotline.local.slack.world.Team;
import dev.plotline.local.slack.world.Triggers;
import org.jspecify.annotations.Nullable;

/// `views.*`: modals and the app's home.
final class ViewMethods {
  private final Team team;
  private final Places places;

  ViewMethods(Team team) {
    this.team = team;
    places = new Places(team);
  }

  void addTo(Methods methods) {
    methods
        .add("views.open", Rule.writes(Rate.TIER_4), this::open)
        .add("views.push", Rule.writes(Rate.TIER_4), this::push)
        .add("views.update", Rule.writes(Rate.TIER_4), this::update)
        .add("views.publish", Rule.writes(Rate.TIER_4), this::publish);
  }

  private ObjectNode open(Arguments arguments) {
    JsonNode view = view(arguments, "modal");
    return answer(team.modals().open(user(arguments), view, null));
  }

  private ObjectNode push(Arguments arguments) {
    JsonNode view = view(arguments, "modal");
    String user = user(arguments);
    if (team.modals().isFull(user)) {
      throw new Refusal("push_limit_reached");
    }
    return answer(team.modals().open(user, view, team.modals().top(user)));
  }

  private ObjectNode update(Arguments arguments) {
    ObjectNode before = team.modals().view(arguments.required("view_id"));
    if (before == null) {
      throw new Refusal("not_found");
    }
    String hash = arguments.text("hash");
    if (!hash.isEmpty() && !hash.equals(before.path("hash").asText())) {
      throw new Refusal("hash_conflict");
    }
    JsonNode view = view(arguments, before.path("type").asText());
    ObjectNode shown = team.modals().update(before.path("id").asText(), view);
    if (shown == null) {
      throw new Refusal("not_found");
    }
    return answer(shown);
  }

  private ObjectNode publish(Arguments arguments) {
    String user = places.member(arguments.required("user_id")).id();
    return answer(team.modals().publish(user, view(arguments, "home")));
  }

  private String user(Arguments arguments) {
    return switch (team.triggers().use(arguments.required("trigger_id"))) {
      case Triggers.Use.Good(String user) -> user;
      case Triggers.Use.Bad(String error) -> throw new Refusal(error);
    };
  }

  private static JsonNode view(Arguments arguments, String type) {
    JsonNode view = arguments.json("view");
    if (!view.isObject()) {
      throw Refusal.missing("view");
    }
    var problems = Views.check(view, type);
    if (!problems.isEmpty()) {
      throw new Refusal("invalid_arguments").because(problems);
    }
    return view;
  }

  private static ObjectNode answer(@Nullable ObjectNode view) {
    ObjectNode answer = Json.object();
    answer.set("view", view);
    return answer;
  }
}
