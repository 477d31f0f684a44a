package dev.plotline.slack;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.plotline.slack.api.Method;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The manifests ask for what the code uses, and for nothing else.
class ManifestTest {
  private static final Map<String, String> EVENTS =
      Map.of(
          "app_mention", "app_mentions:read",
          "message.channels", "channels:history",
          "message.groups", "groups:history",
          "message.im", "im:history",
          "message.mpim", "mpim:history",
          "file_deleted", "files:read");
  private static final Set<String> WITHOUT_SCOPE =
      Set.of("agent_session_stopped", "app_home_opened", "app_uninstalled", "tokens_revoked");

  /// The lengths of texts and lists, from `slackapi/manifest-schema` v0.5.0.
  private static final Map<String, Integer> LIMITS =
      Map.ofEntries(
          Map.entry("display_information/name", 35),
          Map.entry("display_information/description", 140),
          Map.entry("features/bot_user/display_name", 80),
          Map.entry("features/agent_view/agent_description", 300),
          Map.entry("features/agent_view/suggested_prompts", 4),
          Map.entry("features/shortcuts", 10),
          Map.entry("features/shortcuts/*/name", 24),
          Map.entry("features/shortcuts/*/callback_id", 255),
          Map.entry("features/shortcuts/*/description", 150),
          Map.entry("features/slash_commands", 50),
          Map.entry("features/slash_commands/*/command", 32),
          Map.entry("features/slash_commands/*/description", 2_000),
          Map.entry("features/slash_commands/*/usage_hint", 1_000),
          Map.entry("features/slash_commands/*/url", 3_500),
          Map.entry("oauth_config/scopes/bot", 255),
          Map.entry("settings/event_subscriptions/bot_events", 100),
          Map.entry("settings/event_subscriptions/request_url", 3_500),
          Map.entry("settings/interactivity/request_url", 3_500));

  /// Every key that is used, as one manifest: the schema takes no others at these places.
  private static final String KNOWN =
      """
      {"display_information": {"name": "", "description": "", "background_color": ""},
       "features": {
         "app_home": {"home_tab_enabled": true, "messages_tab_enabled": true,
           "messages_tab_read_only_enabled": true},
         "bot_user": {"display_name": "", "always_online": true},
         "agent_view": {"agent_description": "",
           "suggested_prompts": [{"title": "", "message": ""}]},
         "shortcuts": [{"name": "", "type": "", "callback_id": "", "description": ""}],
         "slash_commands": [{"command": "", "description": "", "usage_hint": "",
           "should_escape": true, "url": ""}]},
       "oauth_config": {"scopes": {"bot": [""]}},
       "settings": {
         "event_subscriptions": {"request_url": "", "bot_events": [""]},
         "interactivity": {"is_enabled": true, "request_url": ""},
         "org_deploy_enabled": true, "socket_mode_enabled": true, "token_rotation_enabled": true}}
      """;

  private static JsonNode manifest(String name) throws IOException {
    return new ObjectMapper().readTree(Path.of("manifests/slack", name + ".json").toFile());
  }

  private static List<String> texts(JsonNode list) {
    var texts = new ArrayList<String>();
    list.forEach(text -> texts.add(text.asText()));
    return texts;
  }

  private static Set<String> scopes(JsonNode manifest) {
    return new TreeSet<>(texts(manifest.at("/oauth_config/scopes/bot")));
  }

  private static Set<String> ofEvents(JsonNode manifest) {
    var scopes = new TreeSet<String>();
    for (String event : texts(manifest.at("/settings/event_subscriptions/bot_events"))) {
      if (!WITHOUT_SCOPE.contains(event)) {
        assertThat(EVENTS).containsKey(event);
        scopes.add(EVENTS.getOrDefault(event, ""));
      }
    }
    return scopes;
  }

  @Test
  void theFullOneAsksForExactlyWhatIsUsed() throws IOException {
    JsonNode manifest = manifest("full");
    Set<String> used = ofEvents(manifest);
    Arrays.stream(Method.values()).forEach(method -> used.addAll(method.scopes()));
    used.add("commands");

    assertThat(scopes(manifest)).isEqualTo(used);
    assertThat(texts(manifest.at("/settings/event_subscriptions/bot_events")))
        .containsAll(EVENTS.keySet())
        .containsAll(WITHOUT_SCOPE);
  }

  @Test
  void theLeastOneDoesWithoutChannelsAndTheAgentView() throws IOException {
    JsonNode manifest = manifest("least-privilege");
    Set<String> needed = ofEvents(manifest);
    for (Method method : Method.values()) {
      // These two are never needed: a refusal is an answer too.
      if (method != Method.REPLIES && method != Method.PROMPTS) {
        needed.addAll(method.scopes());
      }
    }
    needed.add("commands");

    assertThat(scopes(manifest)).isEqualTo(needed);
    assertThat(scopes(manifest)).doesNotContain("channels:history", "assistant:write");
  }

  @ParameterizedTest
  @ValueSource(strings = {"full", "least-privilege"})
  void slackTakesThem(String name) throws IOException {
    JsonNode manifest = manifest(name);
    for (var limit : LIMITS.entrySet()) {
      for (JsonNode value : at(List.of(manifest), limit.getKey().split("/", -1))) {
        int length = value.isTextual() ? value.asText().length() : value.size();
        assertThat(length).as(limit.getKey()).isBetween(1, limit.getValue());
      }
    }
    assertThat(manifest.at("/display_information/name").asText()).isNotBlank();
    assertThat(manifest.at("/display_information/background_color").asText())
        .matches("#[0-9a-f]{6}");
    assertThat(manifest.at("/features/bot_user/display_name").asText()).isNotBlank();
    assertThat(manifest.at("/features/app_home/messages_tab_read_only_enabled").asBoolean(true))
        .isFalse();
    assertThat(manifest.at("/features/shortcuts/0/callback_id").asText()).isEqualTo(Shortcut.ID);
    assertThat(manifest.at("/features/shortcuts/0/type").asText()).isEqualTo("message");
    assertThat(manifest.at("/features/slash_commands/0/command").asText()).isEqualTo(Command.NAME);
  }

  /// What Slack doesn't know in a manifest it refuses.
  @ParameterizedTest
  @ValueSource(strings = {"full", "least-privilege"})
  void nothingIsInThemThatSlackDoesNotKnow(String name) throws IOException {
    var known = new ObjectMapper().readTree(KNOWN);
    assertKnown(manifest(name), known, "");
  }

  private static void assertKnown(JsonNode value, JsonNode known, String path) {
    if (value.isArray()) {
      value.forEach(one -> assertKnown(one, known.path(0), path + "/*"));
      return;
    }
    assertThat(value.getNodeType()).as(path).isEqualTo(known.getNodeType());
    for (var field : value.properties()) {
      String at = path + "/" + field.getKey();
      assertThat(known.has(field.getKey())).as(at).isTrue();
      assertKnown(field.getValue(), known.path(field.getKey()), at);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"full", "least-privilege"})
  void everyAddressIsTheOneThatTheCommandFillsIn(String name) throws IOException {
    JsonNode manifest = manifest(name);
    var addresses = new ArrayList<>(manifest.findValuesAsText("url"));
    addresses.addAll(manifest.findValuesAsText("request_url"));

    assertThat(addresses)
        .hasSize(3)
        .allMatch(url -> url.equals("https://plotline.example.com/slack/events"));
    for (String list :
        List.of("/oauth_config/scopes/bot", "/settings/event_subscriptions/bot_events")) {
      assertThat(texts(manifest.at(list))).doesNotHaveDuplicates().isSorted();
    }
  }

  private static List<JsonNode> at(List<JsonNode> nodes, String... path) {
    List<JsonNode> found = nodes;
    for (String step : path) {
      var next = new ArrayList<JsonNode>();
      for (JsonNode node : found) {
        if (step.equals("*")) {
          node.forEach(next::add);
        } else if (node.has(step)) {
          next.add(node.get(step));
        }
      }
      found = next;
    }
    return found;
  }
}
