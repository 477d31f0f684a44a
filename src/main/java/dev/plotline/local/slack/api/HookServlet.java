package dev.plotline.local.slack.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plotline.local.slack.world.Hooks.Hook;
import dev.plotline.local.slack.world.Json;
import dev.plotline.local.slack.world.Post;
import dev.plotline.local.slack.world.Team;
import dev.plotline.local.slack.world.World;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// `/actions/<key>`: an answer to an interaction by its `response_url`, without a token.
final class HookServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;
  private static final int MOST = 1 << 20;

  private final transient Team team;
  private final transient Journal journal;
  private final transient Faults faults;
  private final transient Answers answers;

  HookServlet(Team team, Journal journal, Faults faults, Answers answers) {
    this.team = team;
    this.journal = journal;
    this.faults = faults;
    this.answers = answers;
  }

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    JsonNode body =
        Json.parse(new String(request.getInputStream().readNBytes(MOST), StandardCharsets.UTF_8));
    var arguments = new Arguments(body instanceof ObjectNode object ? object : Json.object());
    Fault fault = faults.take("response_url");
    if (fault instanceof Fault.Trouble(int status, _)) {
      journal.add(new Journal.Call("response_url", arguments, status, "trouble"));
      answers.page(response, status, "Server Error");
      return;
    }
    String error = "";
    try {
      String key = String.valueOf(request.getPathInfo()).replaceFirst("^/", "");
      answer(team.hooks().use(key), arguments);
    } catch (Refusal refusal) {
      error = refusal.body().path("error").asText();
    }
    int status = error.isEmpty() ? 200 : error.equals("used_url") ? 404 : 400;
    journal.add(new Journal.Call("response_url", arguments, status, error));
    if (error.isEmpty()) {
      answers.plain(response, 200, "ok");
    } else {
      answers.json(response, status, Json.object().put("ok", false).put("error", error));
    }
  }

  private void answer(@Nullable Hook hook, Arguments arguments) {
    if (hook == null) {
      throw new Refusal("used_url");
    }
    if (arguments.values().isEmpty()) {
      throw new Refusal("invalid_payload");
    }
    if (arguments.flag("delete_original")) {
      remove(hook);
      return;
    }
    Content content = Content.of(arguments, team);
    if (arguments.flag("replace_original") && !hook.messageTs().isEmpty()) {
      replace(hook, content);
      return;
    }
    post(hook, content, arguments.text("response_type").equals("in_channel"), arguments);
  }

  private void remove(Hook hook) {
    team.world().remove(hook.channel(), hook.messageTs());
  }

  private void replace(Hook hook, Content content) {
    team.world()
        .change(
            hook.channel(),
            hook.messageTs(),
            true,
            post -> post.edited(content.text(), content.blocks(), team.world().times().next()));
  }

  private void post(Hook hook, Content content, boolean open, Arguments arguments) {
    String thread = arguments.text("thread_ts");
    Post draft =
        Post.draft(
                hook.channel(),
                thread.isEmpty() ? hook.threadTs() : thread,
                World.BOT,
                content.text())
            .fromBot()
            .withBlocks(content.blocks());
    team.world().post(open ? draft : draft.onlyFor(hook.user()));
  }
}
