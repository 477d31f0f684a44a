package dev.plotline.teams.graph;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.plotline.chat.adapter.Latest;
import dev.plotline.teams.api.Conversation;
import dev.plotline.teams.api.Tokens;
import dev.plotline.teams.graph.Web.Patience;
import java.io.IOException;
import java.net.URLEncoder;
import java.util.Map;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.ResponseBody;
import org.jspecify.annotations.Nullable;

/// The directory's groups behind teams. Graph knows a team by its group; a message names it by the
/// id of its first channel, and the connector knows which group that is.
/// <https://learn.microsoft.com/microsoftteams/platform/bots/how-to/get-teams-context>
final class Groups {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String GROUP = "[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}";
  private static final int MOST_BYTES = 100_000;

  private final Tokens tokens;
  private final Web web;
  private final Map<String, String> known = new Latest<>(5_000);

  Groups(Tokens tokens, Web web) {
    this.tokens = tokens;
    this.web = web;
  }

  /// The group's id.
  ///
  /// @throws Graph.Refused when the connector doesn't say it
  String of(Conversation at, Patience patience) throws IOException {
    String team = at.team();
    if (team == null || team.matches(GROUP)) {
      return known(team);
    }
    String key = at.tenant() + " " + team;
    String before = remembered(key);
    if (before != null) {
      return before;
    }
    String group = known(asked(at, team, patience));
    synchronized (this) {
      known.put(key, group);
    }
    return group;
  }

  private static String known(@Nullable String group) throws Graph.Refused {
    if (group == null || group.isEmpty()) {
      throw new Graph.Refused(Permission.CHANNEL_MESSAGES, 404);
    }
    return group;
  }

  private synchronized @Nullable String remembered(String key) {
    return known.get(key);
  }

  private String asked(Conversation at, String team, Patience patience) throws IOException {
    String service = at.service().toString().replaceFirst("/+$", "");
    var request =
        new Request.Builder().url(service + "/v3/teams/" + URLEncoder.encode(team, UTF_8));
    String token = tokens.connector();
    if (!token.isEmpty()) {
      request.header("Authorization", "Bearer " + token);
    }
    try (Response response = web.send(request.build(), patience)) {
      ResponseBody body = response.body();
      if (response.code() != 200 || body == null) {
        throw new Graph.Refused(Permission.CHANNEL_MESSAGES, response.code());
      }
      return JSON.readTree(body.byteStream().readNBytes(MOST_BYTES)).path("aadGroupId").asText();
    }
  }
}
