package dev.plotline.slack;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Stands before Bolt: lets in what is small enough, signed by Slack over its raw bytes and fresh,
/// and takes on itself what Bolt would answer with an error.
final class Door extends HttpFilter {
  private static final long serialVersionUID = 1L;
  private static final Logger log = LoggerFactory.getLogger(Door.class);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int LIMIT = 1 << 20;

  private final transient Signature signature;
  private final transient Requests requests;

  Door(Signature signature, Requests requests) {
    this.signature = signature;
    this.requests = requests;
  }

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    if (!request.getMethod().equals("POST")) {
      response.sendError(HttpServletResponse.SC_METHOD_NOT_ALLOWED);
      return;
    }
    // The declared length first: what is too long is not read at all.
    byte[] body =
        request.getContentLengthLong() > LIMIT
            ? new byte[LIMIT + 1]
            : request.getInputStream().readNBytes(LIMIT + 1);
    if (body.length > LIMIT) {
      response.sendError(HttpServletResponse.SC_REQUEST_ENTITY_TOO_LARGE);
      return;
    }
    String time = request.getHeader("X-Slack-Request-Timestamp");
    if (!signature.isValid(body, time, request.getHeader("X-Slack-Signature"))) {
      response.sendError(HttpServletResponse.SC_UNAUTHORIZED);
      return;
    }
    String type = request.getContentType();
    if (type != null && type.startsWith("application/json")) {
      json(body, new ReadRequest(request, body), response, chain);
    } else {
      chain.doFilter(new ReadRequest(request, body), response);
    }
  }

  private void json(
      byte[] body, ReadRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    JsonNode envelope;
    try {
      envelope = JSON.readTree(body);
    } catch (JsonProcessingException e) {
      response.sendError(HttpServletResponse.SC_BAD_REQUEST);
      return;
    }
    switch (envelope.path("type").asText()) {
      case "event_callback" -> event(envelope, request, response, chain);
      case "url_verification" -> chain.doFilter(request, response);
      case "app_rate_limited" ->
          log.warn("Slack limits the events of this app: more than 30,000 came in an hour");
      // Bolt would log the whole body of what it doesn't know.
      default -> log.info("a request of a type that is not known was acknowledged");
    }
  }

  /// What Bolt can't read reaches the same hands without it.
  private void event(
      JsonNode envelope, ReadRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    try {
      if (envelope.path("event").path("type").isTextual()) {
        chain.doFilter(request, response);
        return;
      }
    } catch (RuntimeException e) {
      log.info("Bolt could not read an event: {}", e.getClass().getSimpleName());
      response.reset();
    }
    response.setStatus(requests.event(envelope));
  }
}
