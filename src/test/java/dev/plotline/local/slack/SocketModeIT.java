package dev.plotline.local.slack;

import static dev.plotline.local.slack.Workplace.ANN;
import static dev.plotline.local.slack.Workplace.SALES;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.slack.api.socket_mode.SocketModeClient;
import dev.plotline.local.slack.event.Deliveries.Delivery;
import dev.plotline.local.slack.world.Json;
import dev.plotline.local.slack.world.Post;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Socket Mode as Slack's Java client opens it.
class SocketModeIT {
  @TempDir private Path folder;

  @Test
  void anAppWithoutAnAddressIsToldThroughItsSocket() throws Exception {
    BlockingQueue<String> told = new LinkedBlockingQueue<>();
    var patient = Options.in(folder).withDelivery(Duration.ofMinutes(3), List.of());
    try (var slack = LocalSlack.start(patient);
        SocketModeClient client =
            WebApiIT.client(slack)
                .socketMode(slack.app().appToken(), SocketModeClient.Backend.JavaWebSocket)) {
      var greeted = new CountDownLatch(1);
      client.addWebSocketMessageListener(message -> {
        JsonNode envelope = Json.parse(message);
        switch (envelope.path("type").asText()) {
          case "hello" -> greeted.countDown();
          case "events_api", "slash_commands" -> {
            told.add(message);
            ObjectNode word = Json.object();
            word.set("envelope_id", envelope.get("envelope_id"));
            if (envelope.path("accepts_response_payload").asBoolean()) {
              word.putObject("payload").put("text", "Well?");
            }
            client.sendSocketModeResponse(word.toString());
          }
          default -> {}
        }
      });
      client.connect();
      assertThat(greeted.await(3, TimeUnit.MINUTES)).isTrue();

      slack.people().say(ANN, SALES, "words");
      assertThat(told.poll(3, TimeUnit.MINUTES)).contains("\"text\":\"words\"");
      List<Delivery> deliveries = slack.deliveries().await(1, _ -> true, Duration.ofMinutes(3));
      assertThat(deliveries).extracting(Delivery::status).containsExactly(200);

      assertThat(slack.interactions().command(ANN, SALES, "/plotline", "help")).isTrue();
      assertThat(told.poll(3, TimeUnit.MINUTES)).contains("\"command\":\"/plotline\"");
      assertThat(slack.world().seenBy(ANN)).extracting(Post::text).contains("Well?");
    }
  }

  @Test
  void aSocketsAddressIsForAppTokensOnly() throws Exception {
    try (var slack = LocalSlack.start(Options.in(folder))) {
      var client = WebApiIT.client(slack);
      assertThat(
              client.methods().appsConnectionsOpen(r -> r.token(slack.app().botToken())).getError())
          .isEqualTo("not_allowed_token_type");
      assertThat(
              client.methods().appsConnectionsOpen(r -> r.token(slack.app().appToken())).getUrl())
          .startsWith("ws://127.0.0.1:");
    }
  }
}
