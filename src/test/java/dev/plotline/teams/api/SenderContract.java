package dev.plotline.teams.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plotline.teams.fake.Call;
import dev.plotline.teams.fake.FakeConnector;
import dev.plotline.teams.fake.Fault;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What every [Sender] does, whatever it is built on.
abstract class SenderContract extends SenderStage {
  @Test
  void aPostIsInItsThread() throws Exception {
    String id = sender.post(channel, text("Hello"));

    assertThat(connector.thread(channel.id()))
        .extracting(FakeConnector.Post::id, FakeConnector.Post::text)
        .containsExactly(tuple(id, "Hello"));
  }

  @Test
  void anActivityArrivesAsItIsAndNothingIsAdded() throws Exception {
    var activity = text("See the card.").put("textFormat", "markdown");
    var data = activity.putObject("channelData");
    data.putObject("feedbackLoop").put("type", "default");
    data.putObject("a.b").put("none", (String) null).putArray("list").addObject().put("é", 1);
    activity.putArray("entities").addObject().put("type", "x").putArray("list").addObject();
    var card = activity.putArray("attachments").addObject();
    card.put("contentType", "application/vnd.microsoft.card.adaptive");
    var content = card.putObject("content").put("type", "AdaptiveCard").put("version", "1.5");
    var line = content.putArray("body").addObject().put("type", "RichTextBlock");
    line.putArray("inlines").addObject().put("type", "TextRun").put("text", "a < b");

    sender.post(channel, activity);

    var expected = activity.deepCopy();
    expected.putObject("from").put("id", "28:app-1").put("role", "bot");
    expected.putObject("conversation").put("id", channel.id()).put("tenantId", "tenant-1");
    assertThat(connector.calls().getFirst().body()).isEqualTo(expected);
  }

  @Test
  void requestsCarryTheTokenAndOurName() throws Exception {
    sender.post(channel, text("Hello"));

    assertThat(connector.calls().getFirst().headers())
        .containsEntry("authorization", "Bearer " + FakeConnector.TOKEN)
        .containsEntry("user-agent", "Plotline");
  }

  @Test
  void aMessageIsReplacedAndTakenBack() throws Exception {
    String id = sender.post(channel, text("Working"));
    sender.update(channel, id, text("Done"));
    assertThat(connector.thread(channel.id()).getFirst().text()).isEqualTo("Done");

    sender.delete(channel, id);
    assertThat(connector.thread(channel.id())).isEmpty();
    sender.delete(channel, id);
    assertThat(connector.calls("DELETE")).hasSize(2);
  }

  @Test
  void membersAreLookedUp() throws Exception {
    var ann = JsonNodeFactory.instance.objectNode().put("id", "29:ann").put("name", "Ann Ash");
    connector.member("29:ann", ann.put("aadObjectId", "ann-1").put("userRole", "guest"));

    assertThat(sender.member(channel, "29:ann")).isEqualTo(ann);
    assertThat(catchThrowableOfType(ApiException.class, () -> sender.member(channel, "29:no")))
        .returns(404, ApiException::status)
        .returns(false, ApiException::isUncertain);
  }

  @ParameterizedTest
  @ValueSource(ints = {500, 503, 408, 412, 502, 504})
  void aPostThatMayHaveBeenServedIsNotRepeated(int status) {
    connector.fail("POST", Fault.status(status));

    ApiException refused = refused("Hello");

    assertThat(refused.status()).isEqualTo(status);
    assertThat(refused.isUncertain()).isTrue();
    assertThat(connector.calls()).hasSize(1);
    assertThat(time.pauses).isEmpty();
  }

  @Test
  void aPostIsNotRepeatedEvenWhenToldToComeBackAtOnce() {
    connector.fail("POST", new Fault.Refused(503, Map.of("Retry-After", "0"), ""));

    assertThat(refused("Hello").isUncertain()).isTrue();
    assertThat(connector.calls()).hasSize(1);
  }

  @Test
  void aPostWithoutAnAnswerIsNotRepeated() {
    connector.fail("POST", new Fault.Reset());
    assertThat(refused("Hello"))
        .returns(true, ApiException::isUncertain)
        .returns(0, ApiException::status);

    connector.fail("POST", new Fault.ServedThenReset());
    assertThat(refused("Hello").isUncertain()).isTrue();
    assertThat(connector.calls()).hasSize(2);
    assertThat(connector.thread(channel.id())).hasSize(1);
  }

  @Test
  void aSilentServiceIsGivenUp() throws Exception {
    // Whatever the first request of all takes its time for.
    sender.post(channel, text("Hello"));
    sender.close();
    sender = sender(_ -> true, Duration.ofSeconds(5));
    connector.fail("POST", new Fault.Silence());

    assertThat(refused("Are you there?").isUncertain()).isTrue();
    assertThat(connector.calls()).hasSize(2);
  }

  @Test
  void aRefusalIsToldWithItsCode() {
    connector.fail("POST", Fault.error(403, "ContentStreamNotAllowed", "canceled by user"));
    ApiException refused = refused("Hello");
    assertThat(refused)
        .returns(403, ApiException::status)
        .returns("ContentStreamNotAllowed", ApiException::code)
        .returns("canceled by user", ApiException::detail)
        .returns(false, ApiException::isUncertain);
    assertThat(refused.getMessage()).isEqualTo("post: 403 ContentStreamNotAllowed");

    connector.fail("POST", new Fault.Refused(413, Map.of(), "<html>too large</html>"));
    assertThat(refused("Hello"))
        .returns(413, ApiException::status)
        .returns("Status413", ApiException::code);
    assertThat(connector.calls()).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(ints = {500, 503, 408, 412, 502, 504})
  void whatChangesNothingIsRepeated(int status) throws Exception {
    String id = sender.post(channel, text("Working"));
    connector.fail("PUT", Fault.status(status), new Fault.Reset(), new Fault.ServedBut(status));
    connector.fail("DELETE", Fault.status(status), new Fault.ServedBut(status));
    connector.fail("POST", Fault.status(status), new Fault.Reset());

    sender.update(channel, id, text("Done"));
    assertThat(connector.thread(channel.id()).getFirst().text()).isEqualTo("Done");
    sender.typing(channel);
    sender.delete(channel, id);

    assertThat(connector.calls("PUT")).hasSize(4);
    assertThat(connector.calls("DELETE")).hasSize(3);
    assertThat(connector.calls("POST")).hasSize(4);
    assertThat(connector.thread(channel.id())).isEmpty();
    assertThat(time.pauses).isNotEmpty();
  }

  @Test
  void whatStaysBrokenIsGivenUp() throws Exception {
    String id = sender.post(channel, text("Working"));
    for (int i = 0; i < 200; i++) {
      connector.fail("PUT", Fault.status(500));
    }

    assertThat(
            catchThrowableOfType(
                ApiException.class, () -> sender.update(channel, id, text("Done"))))
        .returns(500, ApiException::status);
    assertThat(connector.calls("PUT")).hasSizeBetween(10, 100);
    assertThat(time.pauses.stream().reduce(Duration.ZERO, Duration::plus))
        .isBetween(Duration.ofMinutes(13), Duration.ofMinutes(15));
  }

  @Test
  void nothingGoesToOtherHosts() {
    sender.close();
    sender = sender(uri -> uri.getHost().equals("smba.trafficmanager.net"), Duration.ofSeconds(20));

    assertThat(refused("Hello"))
        .returns("HostNotAllowed", ApiException::code)
        .returns(false, ApiException::isUncertain);
    assertThat(connector.calls()).isEmpty();
  }

  @Test
  void redirectsAreNotFollowed() {
    var elsewhere = connector.service() + "v3/conversations/other/activities";
    for (int status : List.of(301, 302, 307, 308)) {
      connector.fail("POST", new Fault.Refused(status, Map.of("Location", elsewhere), ""));
      assertThat(refused("Hello").status()).isEqualTo(status);
    }
    assertThat(connector.calls()).hasSize(4);
  }

  @Test
  void whenNobodyListensNothingWasSentAndItIsTriedAgain() {
    connector.close();

    ApiException refused = refused("Hello");

    assertThat(refused.isUncertain()).isFalse();
    assertThat(time.pauses).hasSizeGreaterThan(5);
  }

  @Test
  void anAnswerThatCantBeReadMeansThatItWasServed() throws Exception {
    connector.fail("POST", new Fault.Refused(200, Map.of(), "<html>"));
    assertThat(sender.post(channel, text("Hello"))).isEmpty();

    connector.fail("POST", new Fault.Refused(201, Map.of(), ""));
    assertThat(sender.post(channel, text("Hello"))).isEmpty();
    assertThat(connector.calls()).hasSize(2);
  }

  @Test
  void aTokenThatIsRefusedIsReplacedOnce() throws Exception {
    var tokens = new AgingTokens();
    sender.close();
    sender = sender(tokens, _ -> true, time, Duration.ofSeconds(20));
    sender.post(channel, text("Hello"));
    assertThat(connector.calls()).extracting(Call::status).containsExactly(401, 201);

    connector.acceptNone();
    assertThat(refused("Hello"))
        .returns(401, ApiException::status)
        .returns(false, ApiException::isUncertain);
    assertThat(connector.calls()).hasSize(4);
    assertThat(time.pauses).isEmpty();
  }

  @Test
  void withoutATokenNothingIsSent() {
    sender.close();
    sender =
        sender(
            new FixedTokens() {
              @Override
              public String connector() throws IOException {
                throw new IOException("no");
              }
            },
            _ -> true,
            time,
            Duration.ofSeconds(20));

    assertThat(refused("Hi"))
        .returns("NoToken", ApiException::code)
        .returns(true, ApiException::isPassing)
        .returns(false, ApiException::isUncertain);
    assertThat(connector.calls()).isEmpty();
  }

  /// A client may allow five requests at a time to one host, and all of Teams is one.
  @Test
  void slowAnswersHoldUpNobodyElse() throws Exception {
    int many = 25;
    var sent = new ArrayList<Future<?>>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < many; i++) {
        connector.fail("POST", new Fault.Silence());
      }
      for (int i = 0; i < many; i++) {
        var at = group("19:" + i);
        sent.add(threads.submit(() -> sender.post(at, text("Hi"))));
      }
      assertThat(connector.await(many, call -> call.method().equals("POST"))).hasSize(many);
      sent.forEach(future -> future.cancel(true));
    }
  }

  @Test
  void whoeverIsInterruptedWaitsNoLonger() throws Exception {
    connector.fail("POST", new Fault.Silence());
    var ended = new CompletableFuture<Throwable>();
    var thread = Thread.ofVirtual().start(() -> ended.complete(failure(text("Hi"))));
    connector.await(1, call -> call.method().equals("POST"));
    thread.interrupt();

    assertThat(ended.get()).isInstanceOf(InterruptedIOException.class);
    assertThat(connector.calls()).hasSize(1);
  }

  /// Whatever fails then may have failed for that, so it says nothing of Teams.
  @Test
  void whoIsClosedUnderARequestSaysSo() throws Exception {
    connector.fail("POST", new Fault.Silence());
    var ended = new CompletableFuture<Throwable>();
    Thread.ofVirtual().start(() -> ended.complete(failure(text("Hi"))));
    connector.await(1, call -> call.method().equals("POST"));
    sender.close();

    assertThat(ended.get()).isInstanceOf(InterruptedIOException.class);
    assertThat(failure(text("Hi"))).isInstanceOf(InterruptedIOException.class);
  }

  private Throwable failure(ObjectNode activity) {
    return catchThrowable(() -> sender.post(channel, activity));
  }

  /// One that has been refused, and then one that is taken.
  private static final class AgingTokens extends FixedTokens {
    private final AtomicBoolean dropped = new AtomicBoolean();

    @Override
    public String connector() throws IOException {
      return dropped.get() ? super.connector() : "an old one";
    }

    @Override
    public boolean drop(String token) {
      dropped.set(true);
      return true;
    }
  }
}
