package dev.plotline;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.plotline.chat.ThreadKey;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/// A Slack that takes every call at once and notes when it came.
final class SlackLoadApi extends HttpServlet {
  private static final long serialVersionUID = 1L;

  private final transient Map<String, Trip> trips = new ConcurrentHashMap<>();
  private final AtomicLong number = new AtomicLong();

  /// What becomes of one message; times are of [System#nanoTime], 0 while it has not happened.
  static final class Trip {
    final String thread;
    final long sent = System.nanoTime();
    final long[] acknowledged = new long[2];
    volatile long nothing;
    volatile long sign;
    volatile long answered;

    /// @param thread the hash of its chat thread
    Trip(String thread) {
      this.thread = thread;
    }
  }

  Trip begin(String channel, String ts) {
    var trip = new Trip(new ThreadKey("slack", SlackLoad.TEAM, channel + "/" + ts).hash());
    trips.put(ts, trip);
    return trip;
  }

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    long now = System.nanoTime();
    String method = request.getPathInfo().substring(1);
    String thread = request.getParameter("thread_ts");
    Trip trip = thread == null ? null : trips.get(thread);
    if (trip != null && method.equals("assistant.threads.setStatus") && trip.sign == 0) {
      trip.sign = now;
    }
    if (trip != null && method.equals("chat.postMessage") && trip.answered == 0) {
      trip.answered = now;
    }
    String answer =
        switch (method) {
          case "users.info" ->
              """
              {"ok":true,"user":{"id":"%s","name":"ann","team_id":"%s","tz":"Europe/Berlin"}}\
              """
                  .formatted(request.getParameter("user"), SlackLoad.TEAM);
          case "chat.postMessage" ->
              "{\"ok\":true,\"ts\":\"1800000000.%06d\"}".formatted(number.incrementAndGet());
          default -> "{\"ok\":true}";
        };
    response.setContentType("application/json");
    response.getOutputStream().write(answer.getBytes(UTF_8));
  }
}
