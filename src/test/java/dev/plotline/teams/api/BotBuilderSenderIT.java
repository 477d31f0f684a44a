package dev.plotline.teams.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.microsoft.bot.connector.authentication.MicrosoftAppCredentials;
import com.microsoft.bot.connector.rest.ErrorResponseException;
import com.microsoft.bot.connector.rest.RestConnectorClient;
import com.microsoft.bot.schema.Activity;
import dev.plotline.teams.fake.FakeTime;
import dev.plotline.teams.fake.Fault;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The sender on bot-builder, and what it keeps away from us.
class BotBuilderSenderIT extends SenderContract {
  @Override
  Sender sender(Tokens tokens, Predicate<URI> hosts, FakeTime time, Duration limit) {
    return new BotBuilderSender(tokens, hosts, time, time, limit);
  }

  /// Why the SDK's own client isn't used as it is.
  @ParameterizedTest
  @ValueSource(ints = {500, 503, 408})
  void theSdkAloneWouldPostFourTimes(int status) {
    for (int i = 0; i < 4; i++) {
      connector.fail("POST", Fault.status(status));
    }
    var client =
        new RestConnectorClient(
            connector.service().toString(),
            new MicrosoftAppCredentials("app", "secret", "t") {
              @Override
              public CompletableFuture<String> getToken() {
                return CompletableFuture.completedFuture("t");
              }
            });

    var asked =
        client.getConversations().sendToConversation(channel.id(), Activity.createTypingActivity());

    assertThat(catchThrowableOfType(CompletionException.class, asked::join).getCause())
        .isInstanceOf(ErrorResponseException.class);
    assertThat(connector.calls()).hasSizeGreaterThanOrEqualTo(4);
    client.getRestClient().close();
  }

  @Test
  void noMoreClientsAreKeptThanNeeded() throws Exception {
    try (var connections = new Connections(new FixedTokens(), Duration.ofSeconds(1))) {
      var first = connections.to(URI.create("http://127.0.0.1/0/"));
      assertThat(connections.to(URI.create("http://127.0.0.1/0/"))).isSameAs(first);
      for (int i = 1; i <= 64; i++) {
        connections.to(URI.create("http://127.0.0.1/" + i + "/"));
      }
      assertThat(connections.to(URI.create("http://127.0.0.1/0/"))).isNotSameAs(first);
    }
  }
}
