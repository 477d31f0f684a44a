package dev.plotline.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Keeps a web page of somebody else's away from a loopback listener: the `Host` must be this
/// machine's own name for itself (a rebound DNS name is not), and a browser's `Origin`, when there
/// is one, must be of the same address.
public final class HostCheck extends HttpFilter {
  private static final long serialVersionUID = 1L;
  private static final Pattern OURS =
      Pattern.compile("(localhost|127(\\.\\d{1,3}){3}|\\[::1])(:\\d+)?");

  /// Makes the filter.
  public HostCheck() {}

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    String host = request.getHeader("Host");
    String origin = request.getHeader("Origin");
    if (!isOurs(host) || (origin != null && !origin.equals("http://" + host))) {
      response.sendError(HttpServletResponse.SC_FORBIDDEN);
      return;
    }
    chain.doFilter(request, response);
  }

  private static boolean isOurs(@Nullable String host) {
    return host != null && OURS.matcher(host).matches();
  }
}
