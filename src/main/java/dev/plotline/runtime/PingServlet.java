package dev.plotline.runtime;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;

/// `GET /ping`: `Healthy`, or `HealthyBusy` while a turn runs, which keeps AgentCore from ending
/// the container. The time changes only when the status does: one that advances each time would
/// keep an idle container alive for ever.
public final class PingServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  private final transient Programs programs;
  private final transient Clock clock;
  private boolean busy;
  private long since;

  /// Tells whether these programs wait.
  public PingServlet(Programs programs, Clock clock) {
    this.programs = programs;
    this.clock = clock;
    this.since = clock.instant().getEpochSecond();
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.setContentType("application/json");
    response.getWriter().write(status());
  }

  private synchronized String status() {
    if (busy != programs.isBusy()) {
      busy = !busy;
      since = clock.instant().getEpochSecond();
    }
    return "{\"status\":\"%s\",\"time_of_last_update\":%d}"
        .formatted(busy ? "HealthyBusy" : "Healthy", since);
  }
}
