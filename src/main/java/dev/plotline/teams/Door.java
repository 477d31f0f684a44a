package dev.plotline.teams;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.plotline.teams.verify.Gate;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// `/api/messages`: lets in what is small enough and Teams', and answers as soon as it is safe with
/// us. To whoever is refused it says the same whatever was wrong.
final class Door extends HttpServlet {
  private static final long serialVersionUID = 1L;
  private static final Logger log = LoggerFactory.getLogger(Door.class);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int LIMIT = 256 << 10;

  private final transient Gate gate;
  private final transient Activities activities;
  private final transient Invokes invokes;

  Door(Gate gate, Activities activities, Invokes invokes) {
    this.gate = gate;
    this.activities = activities;
    this.invokes = invokes;
  }

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (!request.getMethod().equals("POST")) {
      response.setHeader("Allow", "POST");
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
    Activity activity;
    try {
      activity = new Activity(JSON.readTree(body));
    } catch (IOException e) {
      // No JSON, or no text at all.
      response.sendError(HttpServletResponse.SC_BAD_REQUEST);
      return;
    }
    answer(request.getHeader("Authorization"), activity, response);
  }

  private void answer(
      @Nullable String authorization, Activity activity, HttpServletResponse response)
      throws IOException {
    try {
      if (!gate.lets(authorization, activity.origin())) {
        response.sendError(HttpServletResponse.SC_UNAUTHORIZED);
        return;
      }
    } catch (IOException e) {
      log.warn("an activity could not be checked; Teams may deliver it again: {}", e.toString());
      response.sendError(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
      return;
    }
    try {
      if (activity.type().equals("invoke")) {
        send(invokes.answer(activity), response);
      } else {
        activities.take(activity);
      }
    } catch (RuntimeException e) {
      log.error("an activity could not be taken; Teams will deliver it again", e);
      response.sendError(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
    }
  }

  /// An invoke's answer is the response itself.
  private static void send(Invokes.Answer answer, HttpServletResponse response) throws IOException {
    response.setStatus(answer.status());
    if (answer.body() != null) {
      response.setContentType("application/json");
      JSON.writeValue(response.getOutputStream(), answer.body());
    }
  }
}
