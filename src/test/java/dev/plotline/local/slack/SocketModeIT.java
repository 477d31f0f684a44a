package dev.plotline.local.slack;

import static dev.plotline.local.slack.Workplace.ANN;
import static dev.plotline.local.slack.Workplace.SALES;
import static org.assertj.core.api.Assertions.assertThat;

import com.slack.api.socket_mode.SocketModeClient;
import com.slack.api.socket_mode.response.AckResponse;
import dev.plotline.local.slack.event.Deliveries.Delivery;
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
    try (var slack = LocalSlack.start(Options.in(folder));
        SocketModeClient client =
            WebApiIT.client(slack)
                .socketMode(slack.app().appToken(), SocketModeClient.Backend.JavaWebSocket)) {
      client.addEventsApiEnvelopeListener(envelope -> {
        told.add(envelope.getPayload().toString());
        client.sendSocketModeResponse(new AckResponse(envelope.getEnvelopeId()));
      });
      client.addSlashCommandsEnvelopeListener(envelope -> {
        told.add(envelope.getPayload().toString());
        client.sendSocketModeResponse(
            "{\"envelope_id\":\"%s\",\"payload\":{\"text\":\"Well?\"}}"
                .formatted(envelope.getEnvelopeId()));
      });
      var greeted = new CountDownLatch(1);
      client.addWebSocketMessageListener(message -> {
        if (message.contains("\"hello\"")) {
          greeted.countDown();
        }
      });
      client.connect();
      assertThat(greeted.await(30, TimeUnit.SECONDS)).isTrue();

      slack.people().say(ANN, SALES, "words");
      assertThat(told.poll(30, TimeUnit.SECONDS)).contains("\"text\":\"words\"");
      List<Delivery> deliveries = slack.deliveries().await(1, _ -> true, Duration.ofSeconds(30));
      assertThat(deliveries).extracting(Delivery::status).containsExactly(200);

      assertThat(slack.interactions().command(ANN, SALES, "/plotline", "help")).isTrue();
      assertThat(told.poll(30, TimeUnit.SECONDS)).contains("\"command\":\"/plotline\"");
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
