package dev.plotline.slack;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.slack.api.bolt.middleware.Middleware;
import com.slack.api.bolt.middleware.MiddlewareChain;
import com.slack.api.bolt.request.Request;
import com.slack.api.bolt.response.Response;
import java.net.URLDecoder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The middleware in Bolt: events and message shortcuts go on as raw JSON, all else to Bolt's own
/// handlers; what nobody handles is acknowledged, because Slack takes a 404 for a failure.
final class Requests implements Middleware {
  private static final Logger log = LoggerFactory.getLogger(Requests.class);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Events events;
  private final Shortcut shortcut;

  Requests(Events events, Shortcut shortcut) {
    this.events = events;
    this.shortcut = shortcut;
  }

  @Override
  @SuppressWarnings("rawtypes") // Bolt's interface.
  public Response apply(Request request, Response response, MiddlewareChain chain)
      throws Exception {
    return switch (request.getRequestType()) {
      case Event -> status(event(json(request)));
      case MessageShortcut -> status(shortcut(json(request)));
      default -> {
        Response handled = chain.next(request);
        boolean unknown = handled.getStatusCode() != null && handled.getStatusCode() == 404;
        yield unknown ? Response.ok() : handled;
      }
    };
  }

  /// Takes an event.
  ///
  /// @return the status to answer with: 200 when it is safe with us, 503 when Slack has to come
  ///   again
  int event(JsonNode envelope) {
    return taken(() -> events.take(envelope));
  }

  private int shortcut(JsonNode payload) {
    return taken(() -> shortcut.take(payload));
  }

  private static int taken(Runnable taking) {
    try {
      taking.run();
      return 200;
    } catch (RuntimeException e) {
      log.error("an event could not be taken; Slack will deliver it again", e);
      return 503;
    }
  }

  private static Response status(int status) {
    return Response.builder().statusCode(status).build();
  }

  /// Over HTTP the JSON of a shortcut comes in a form.
  private static JsonNode json(Request<?> request) throws JsonProcessingException {
    String body = request.getRequestBodyAsString();
    return JSON.readTree(
        body.startsWith("payload=")
            ? URLDecoder.decode(body.substring("payload=".length()), UTF_8)
            : body);
  }
}
