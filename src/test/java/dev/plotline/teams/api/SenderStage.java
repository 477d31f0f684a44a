package dev.plotline.teams.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plotline.teams.fake.FakeConnector;
import dev.plotline.teams.fake.FakeTime;
import java.net.URI;
import java.time.Duration;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/// A sender of some kind before a strict connector, for what every [Sender] does.
abstract class SenderStage {
  final FakeTime time = new FakeTime();
  final FakeConnector connector = FakeConnector.start(time);
  final Conversation channel = Places.channel(connector.service());
  Sender sender = sender(_ -> true, Duration.ofSeconds(20));

  /// A sender with [FakeConnector#TOKEN].
  ///
  /// @param hosts where it may send to
  /// @param limit of one request
  abstract Sender sender(Tokens tokens, Predicate<URI> hosts, FakeTime time, Duration limit);

  final Sender sender(Predicate<URI> hosts, Duration limit) {
    return sender(new FixedTokens(), hosts, time, limit);
  }

  @BeforeEach
  void nothingIsSentYet() {
    assertThat(connector.calls()).isEmpty();
  }

  @AfterEach
  void close() {
    sender.close();
    connector.close();
  }

  static ObjectNode text(String text) {
    return JsonNodeFactory.instance.objectNode().put("type", "message").put("text", text);
  }

  final ApiException refused(String text) {
    return catchThrowableOfType(ApiException.class, () -> sender.post(channel, text(text)));
  }

  final Conversation group(String id) {
    return new Conversation(
        "tenant-1",
        connector.service(),
        id,
        Conversation.Scope.GROUP,
        "28:app-1",
        "",
        null,
        null,
        "");
  }
}
