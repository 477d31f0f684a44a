package dev.plotline.teams.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.microsoft.bot.connector.Conversations;
import com.microsoft.bot.schema.ChannelAccount;
import com.microsoft.bot.schema.ResourceResponse;
import dev.plotline.chat.ThreadKey;
import dev.plotline.chat.adapter.Pause;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Sends through bot-builder's client of the connector.
public final class BotBuilderSender implements Sender {
  private static final Logger log = LoggerFactory.getLogger(BotBuilderSender.class);
  private static final Duration CALL = Duration.ofSeconds(20);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);

  private final Tokens tokens;
  private final Predicate<URI> hosts;
  private final Pause pause;
  private final InstantSource clock;
  private final Rates conversations;
  private final Rates tenants;
  private final Connections connections;
  private final boolean patient;

  /// @param hosts whether a service address may be sent to
  public BotBuilderSender(Tokens tokens, Predicate<URI> hosts, InstantSource clock, Pause pause) {
    this(tokens, hosts, clock, pause, CALL);
  }

  /// @param limit of one request, from its begin to its end
  BotBuilderSender(
      Tokens tokens, Predicate<URI> hosts, InstantSource clock, Pause pause, Duration limit) {
    this.tokens = tokens;
    this.hosts = hosts;
    this.pause = pause;
    this.clock = clock;
    this.conversations = Rates.ofConversations(clock);
    this.tenants = Rates.ofTenants(clock);
    this.connections = new Connections(tokens, limit);
    this.patient = true;
  }

  private BotBuilderSender(BotBuilderSender of) {
    this.tokens = of.tokens;
    this.hosts = of.hosts;
    this.pause = of.pause;
    this.clock = of.clock;
    this.conversations = of.conversations;
    this.tenants = of.tenants;
    this.connections = of.connections;
    this.patient = false;
  }

  /// What is asked, whether asking twice does what asking once does, and how long is waited in all.
  private enum Operation {
    POST(false, Duration.ofMinutes(15)),
    TYPING(true, Duration.ofSeconds(20)),
    UPDATE(true, Duration.ofMinutes(15)),
    DELETE(true, Duration.ofMinutes(1)),
    MEMBER(true, Duration.ofMinutes(1));

    private final boolean repeatable;
    private final Duration patience;

    Operation(boolean repeatable, Duration patience) {
      this.repeatable = repeatable;
      this.patience = patience;
    }

    private String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @Override
  public Sender impatient() {
    return new BotBuilderSender(this);
  }

  @Override
  public String post(Conversation conversation, ObjectNode activity)
      throws ApiException, InterruptedIOException {
    return id(posted(Operation.POST, conversation, activity));
  }

  @Override
  public void typing(Conversation conversation) throws ApiException, InterruptedIOException {
    posted(
        Operation.TYPING,
        conversation,
        JsonNodeFactory.instance.objectNode().put("type", "typing"));
  }

  private @Nullable ResourceResponse posted(
      Operation operation, Conversation conversation, ObjectNode activity)
      throws ApiException, InterruptedIOException {
    var addressed = addressed(conversation, activity);
    return call(operation, conversation, c -> c.sendToConversation(conversation.id(), addressed));
  }

  @Override
  public void update(Conversation conversation, String id, ObjectNode activity)
      throws ApiException, InterruptedIOException {
    var addressed = addressed(conversation, activity.deepCopy().put("id", id));
    call(Operation.UPDATE, conversation, c -> c.updateActivity(conversation.id(), id, addressed));
  }

  @Override
  public void delete(Conversation conversation, String id)
      throws ApiException, InterruptedIOException {
    try {
      call(Operation.DELETE, conversation, c -> c.deleteActivity(conversation.id(), id));
    } catch (ApiException e) {
      if (e.status() != 404) {
        throw e;
      }
    }
  }

  @Override
  public JsonNode member(Conversation conversation, String user)
      throws ApiException, InterruptedIOException {
    ChannelAccount account =
        call(Operation.MEMBER, conversation, c -> c.getConversationMember(user, conversation.id()));
    var member = JsonNodeFactory.instance.objectNode();
    if (account != null) {
      member.setAll(account.getProperties());
      member.put("id", account.getId()).put("name", account.getName());
      member.put("aadObjectId", account.getAadObjectId());
    }
    return member;
  }

  private static RawActivity addressed(Conversation conversation, ObjectNode activity) {
    ObjectNode addressed = activity.deepCopy();
    addressed.putObject("from").put("id", conversation.bot()).put("role", "bot");
    addressed
        .putObject("conversation")
        .put("id", conversation.id())
        .put("tenantId", conversation.tenant());
    return new RawActivity(addressed);
  }

  private static String id(@Nullable ResourceResponse response) {
    return response == null || response.getId() == null ? "" : response.getId();
  }

  private <T> @Nullable T call(
      Operation operation,
      Conversation conversation,
      Function<Conversations, CompletableFuture<T>> request)
      throws ApiException, InterruptedIOException {
    if (!hosts.test(conversation.service())) {
      throw new ApiException(operation.label(), 0, "HostNotAllowed", "", false);
    }
    Duration waited = Duration.ZERO;
    boolean renewed = false;
    for (int attempt = 0; ; attempt++) {
      waited = waited.plus(turn(operation, conversation, waited));
      Failure failure;
      String token = "";
      try {
        // Outside of the request, whose time is limited.
        token = tokens.connector();
        return answer(request.apply(connections.to(conversation.service()).getConversations()));
      } catch (ExecutionException e) {
        failure = Failure.of(operation.label(), e.getCause(), clock.instant());
        if (failure.isSuccess()) {
          return null;
        }
      } catch (InterruptedIOException e) {
        throw e;
      } catch (IOException | IllegalArgumentException e) {
        failure = Failure.before(operation.label(), e);
      }
      if (connections.isClosed()) {
        // The process ends, and whatever failed may have failed for that.
        throw new InterruptedIOException("closed");
      }
      if (failure.isUnauthorized() && !renewed && tokens.drop(token)) {
        renewed = true;
      } else {
        waited = waited.plus(again(operation, conversation, failure, attempt, waited));
      }
    }
  }

  private Duration patience(Operation operation) {
    return patient ? operation.patience : Duration.ZERO;
  }

  /// Waits for the limits of the conversation and of its tenant.
  private Duration turn(Operation operation, Conversation conversation, Duration waited)
      throws ApiException, InterruptedIOException {
    Duration ahead =
        conversations.ahead(conversation.id()).plus(tenants.ahead(conversation.tenant()));
    if (waited.plus(ahead).compareTo(patience(operation)) > 0) {
      throw new ApiException(operation.label(), 429, "TooEarly", "", false);
    }
    // One after the other: a place that is taken long before would keep others from theirs.
    return passed(conversations.take(conversation.id()))
        .plus(passed(tenants.take(conversation.tenant())));
  }

  private Duration passed(Duration wait) throws InterruptedIOException {
    if (wait.isPositive()) {
      pause.of(wait);
    }
    return wait;
  }

  /// Waits until a request may be sent again, or throws.
  private Duration again(
      Operation operation, Conversation conversation, Failure failure, int attempt, Duration waited)
      throws ApiException, InterruptedIOException {
    ApiException exception = failure.exception();
    boolean safe = operation.repeatable || !exception.isUncertain();
    Duration wait = Duration.ofSeconds(1L << Math.min(attempt, 5));
    if (failure.isLimited()) {
      wait = limited(failure, attempt);
      // For all: who comes sooner than told is told to wait longer.
      conversations.hold(conversation.id(), wait);
    }
    if (!exception.isPassing() || !safe || waited.plus(wait).compareTo(patience(operation)) > 0) {
      throw exception;
    }
    var thread = new ThreadKey("teams", conversation.tenant(), conversation.id());
    log.info("{} {}, tried again in {} s", thread, exception.getMessage(), wait.toSeconds());
    pause.of(wait);
    return wait;
  }

  /// As long as asked, and a little more, so that not all who were told to wait come at once.
  private static Duration limited(Failure failure, int attempt) {
    Duration asked = failure.retryAfter();
    if (asked.isZero()) {
      asked = Duration.ofSeconds(1L << Math.min(attempt, 6));
    }
    long more = ThreadLocalRandom.current().nextLong(50, 250 + asked.toMillis() / 5);
    Duration wait = asked.plusMillis(more);
    return wait.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : wait;
  }

  private static <T> @Nullable T answer(CompletableFuture<T> asked)
      throws ExecutionException, InterruptedIOException {
    try {
      return asked.get();
    } catch (InterruptedException e) {
      asked.cancel(true);
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    }
  }

  @Override
  public void close() {
    connections.close();
  }
}
