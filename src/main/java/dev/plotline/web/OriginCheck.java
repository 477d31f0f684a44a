package dev.plotline.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Keeps web pages away from what only programs ask: a browser names the page that a POST comes
/// from, programs don't. A page of the same address passes, if that is an IP address or
/// `localhost`: a DNS name may be one that the page's owner has pointed here.
public final class OriginCheck extends HttpFilter {
  private static final long serialVersionUID = 1L;
  private static final Pattern ADDRESS =
      Pattern.compile("(localhost|\\d+(\\.\\d+){3}|\\[[0-9a-fA-F:.]+])(:\\d+)?");

  /// Makes the filter.
  public OriginCheck() {}

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    String origin = request.getHeader("Origin");
    if (origin == null || isOwn(origin, request.getHeader("Host"))) {
      chain.doFilter(request, response);
      return;
    }
    Refusals.send(
        response,
        HttpServletResponse.SC_FORBIDDEN,
        "Web pages of another address may not ask here: ask from a program.");
  }

  private static boolean isOwn(String origin, @Nullable String host) {
    return host != null
        && ADDRESS.matcher(host).matches()
        && (origin.equals("http://" + host) || origin.equals("https://" + host));
  }
}
