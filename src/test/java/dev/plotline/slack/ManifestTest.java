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

    assertThat(manifest.at("/display_information/name").asText()).hasSizeBetween(1, 35);
    assertThat(manifest.at("/display_information/description").asText()).hasSizeBetween(1, 140);
    assertThat(manifest.at("/features/bot_user/display_name").asText()).hasSizeBetween(1, 80);
    assertThat(manifest.at("/features/agent_view/agent_description").asText().length())
        .isLessThanOrEqualTo(300);
    assertThat(manifest.at("/features/agent_view/suggested_prompts").size()).isLessThanOrEqualTo(4);
    assertThat(manifest.at("/settings/event_subscriptions/bot_events").size())
        .isLessThanOrEqualTo(100);
    assertThat(manifest.at("/features/shortcuts/0/callback_id").asText()).isEqualTo(Shortcut.ID);
    assertThat(manifest.at("/features/shortcuts/0/name").asText()).hasSizeBetween(1, 24);
    assertThat(manifest.at("/features/slash_commands/0/command").asText()).isEqualTo(Command.NAME);
  }
}
