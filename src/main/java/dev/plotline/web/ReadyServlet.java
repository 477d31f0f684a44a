package dev.plotline.web;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/// `GET /readyz`: 200 while messages are taken, with what is wrong all the same; 503 while they
/// aren't. What only makes answers late is no reason to send messages elsewhere.
public final class ReadyServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final transient BooleanSupplier taking;
  private final transient Supplier<List<String>> problems;

  /// Asks these at each request.
  ///
  /// @param taking whether messages are taken
  /// @param problems one sentence each
  public ReadyServlet(BooleanSupplier taking, Supplier<List<String>> problems) {
    this.taking = taking;
    this.problems = problems;
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    boolean takes = taking.getAsBoolean();
    List<String> wrong = problems.get();
    response.setStatus(
        takes ? HttpServletResponse.SC_OK : HttpServletResponse.SC_SERVICE_UNAVAILABLE);
    response.setContentType("application/json");
    response.setHeader("Cache-Control", "no-store");
    String status = !takes ? "closing" : wrong.isEmpty() ? "ready" : "degraded";
    JSON.writeValue(response.getOutputStream(), Map.of("status", status, "problems", wrong));
  }
}
