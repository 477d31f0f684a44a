package dev.plotline.web;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;

/// `GET /readyz`: 503 until everything that is needed has been reached once, so that no deploy goes
/// on with a bot that can't answer, and 503 again when it is closing. In between it is 200, with
/// what is wrong all the same: what only makes answers late is no reason to send messages
/// elsewhere.
public final class ReadyServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final transient Supplier<Phase> phase;
  private final transient Supplier<List<String>> problems;

  /// Where a bot stands in its life.
  public enum Phase {
    /// Something that is needed has never been reached.
    STARTING,
    /// It answers.
    READY,
    /// It takes no more messages.
    CLOSING
  }

  /// Asks these at each request.
  ///
  /// @param phase where it stands
  /// @param problems one sentence each
  public ReadyServlet(Supplier<Phase> phase, Supplier<List<String>> problems) {
    this.phase = phase;
    this.problems = problems;
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    List<String> wrong = problems.get();
    Phase now = phase.get();
    response.setStatus(
        now == Phase.READY
            ? HttpServletResponse.SC_OK
            : HttpServletResponse.SC_SERVICE_UNAVAILABLE);
    response.setContentType("application/json");
    response.setHeader("Cache-Control", "no-store");
    boolean degraded = now == Phase.READY && !wrong.isEmpty();
    String status = degraded ? "degraded" : now.name().toLowerCase(Locale.ROOT);
    JSON.writeValue(response.getOutputStream(), Map.of("status", status, "problems", wrong));
  }
}
