package dev.plotline.local.model;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plotline.local.analyst.Analyst;
import dev.plotline.local.analyst.Reply;
import java.util.Map;

/// Answers a checked request: with what was planned for it, else with the analyst's reply.
final class Mind {
  private final Analyst analyst;
  private final Plans plans;
  private final Thoughts thoughts = new Thoughts();

  Mind(Analyst analyst, Plans plans) {
    this.analyst = analyst;
    this.plans = plans;
  }

  Answer answer(JsonNode request) throws Refusal {
    thoughts.check(request.path("messages"));
    var script = plans.nextScript();
    var answer = script == null ? answer(analyst.reply(request)) : script.answer(request);
    thoughts.remember(answer);
    return answer;
  }

  private static Answer answer(Reply reply) {
    return switch (reply) {
      case Reply.Says(String text) -> Answer.text(text);
      case Reply.Runs(String text, String language, String code, String description) ->
          Answer.toolUse(
              text,
              Analyst.TOOL,
              Map.of("code", code, "language", language, "description", description));
    };
  }
}
