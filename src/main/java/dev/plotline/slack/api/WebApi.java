package dev.plotline.slack.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.slack.api.SlackConfig;
import com.slack.api.util.http.SlackHttpClient;
import dev.plotline.chat.adapter.Pause;
import dev.plotline.chat.adapter.ThisMachine;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import okhttp3.FormBody;
import okhttp3.Response;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Calls methods of the Web API with the bot's token, and tries again what Slack limits or breaks.
/// For several threads.
public final class WebApi implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(WebApi.class);
  private static final ObjectMapper JSON = new ObjectMapper();
  // Said with status 200, meant like a 5xx.
  private static final Set<String> BROKEN =
      Set.of("internal_error", "fatal_error", "service_unavailable", "request_timeout");

  private final SlackHttpClient client;
  private final String base;
  private final String token;
  private final Pause pause;

  /// A caller with the token of one workspace.
  ///
  /// @param base such as `https://slack.com/api/`
  public WebApi(URI base, String token, Pause pause) {
    this.client = SlackHttpClient.buildSlackHttpClient(config(base));
    this.base = prefix(base);
    this.token = token;
    this.pause = pause;
  }

  /// How the SDK's clients are to connect: by way of the proxy that the environment names, unless
  /// Slack is on this machine.
  public static SlackConfig config(URI base) {
    var config = new SlackConfig();
    config.setMethodsEndpointUrlPrefix(prefix(base));
    config.setHttpClientReadTimeoutMillis(30_000);
    config.setHttpClientWriteTimeoutMillis(30_000);
    if (ThisMachine.isAt(base)) {
      // Not an empty text: Socket Mode takes that for a proxy's name.
      config.setProxyUrl(null);
    }
    return config;
  }

  private static String prefix(URI base) {
    return base.toString().replaceFirst("/*$", "/");
  }

  /// How one attempt ended.
  private sealed interface Attempt {
    record Done(JsonNode answer) implements Attempt {}

    record Refused(String error) implements Attempt {}

    record Limited(Duration asked) implements Attempt {}

    record Broken(String why) implements Attempt {}
  }

  /// Calls a method. Values that are no texts are sent as JSON.
  ///
  /// @return the answer, whose `ok` is true
  public JsonNode call(Method method, Map<String, ?> arguments, Patience patience)
      throws ApiException, InterruptedIOException {
    FormBody form = form(arguments);
    Duration waited = Duration.ZERO;
    for (int attempt = 0; ; attempt++) {
      Duration wait;
      String error;
      boolean uncertain = false;
      switch (attempt(method, form)) {
        case Attempt.Done(JsonNode answer) -> {
          return answer;
        }
        case Attempt.Refused(String refusal) -> throw new ApiException(method, refusal, false);
        case Attempt.Limited(Duration asked) -> {
          wait = asked;
          error = ApiException.LIMITED;
        }
        case Attempt.Broken(String why) -> {
          wait = Duration.ofSeconds(1L << Math.min(attempt, 5));
          error = why;
          uncertain = true;
        }
      }
      waited = waited.plus(wait);
      if ((uncertain && !method.isRepeatable()) || waited.compareTo(patience.limit()) > 0) {
        throw new ApiException(method, error, uncertain);
      }
      log.info("{}: {}, tried again in {} s", method.path(), error, wait.toSeconds());
      pause.of(wait);
    }
  }

  private Attempt attempt(Method method, FormBody form) throws InterruptedIOException {
    try (Response response = client.postFormWithBearerHeader(base + method.path(), token, form)) {
      if (response.code() == 429) {
        return new Attempt.Limited(Transfers.retryAfter(response, 1));
      }
      var body = response.body();
      if (response.code() != 200 || body == null) {
        return response.code() >= 500
            ? new Attempt.Broken("http_" + response.code())
            : new Attempt.Refused("http_" + response.code());
      }
      JsonNode answer = JSON.readTree(body.byteStream());
      if (answer.path("ok").asBoolean()) {
        return new Attempt.Done(answer);
      }
      return refusal(method, answer, response);
    } catch (IOException e) {
      if (Thread.currentThread().isInterrupted()) {
        throw new InterruptedIOException("interrupted");
      }
      log.info("{}: {}", method.path(), e.toString());
      return new Attempt.Broken(ApiException.UNREACHABLE);
    }
  }

  private static Attempt refusal(Method method, JsonNode answer, Response response) {
    String error = answer.path("error").asText("unknown_error");
    if (error.equals(ApiException.LIMITED) || error.equals("rate_limited")) {
      return new Attempt.Limited(Transfers.retryAfter(response, 1));
    }
    if (error.equals("missing_scope")) {
      log.warn("{} needs the scope {}", method.path(), answer.path("needed").asText());
    }
    return BROKEN.contains(error) ? new Attempt.Broken(error) : new Attempt.Refused(error);
  }

  private static FormBody form(Map<String, ?> arguments) {
    var form = new FormBody.Builder();
    arguments.forEach((name, value) ->
        form.add(name, value instanceof String text ? text : JSON.valueToTree(value).toString()));
    return form.build();
  }

  @Override
  public void close() {
    try {
      client.close();
    } catch (Exception e) {
      log.warn("the connections to Slack did not close: {}", e.toString());
    }
  }
}
