package dev.plotline.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.MessageDigest;

/// Lets only those in who send `Authorization: Bearer` with the one token; all others are answered
/// with 401 and a sentence.
public final class BearerCheck extends HttpFilter {
  private static final long serialVersionUID = 1L;
  private static final String SCHEME = "Bearer ";

  private final transient byte[] token;
  private final String sentence;

  /// A filter for one token.
  ///
  /// @param sentence for those without it: where it is to be found
  public BearerCheck(String token, String sentence) {
    if (token.isEmpty()) {
      throw new IllegalArgumentException("token must not be empty");
    }
    this.token = token.getBytes(UTF_8);
    this.sentence = sentence;
  }

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    String sent = request.getHeader("Authorization");
    if (sent != null
        && sent.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
        // Takes as long for a token that is nearly right as for any other.
        && MessageDigest.isEqual(sent.substring(SCHEME.length()).getBytes(UTF_8), token)) {
      chain.doFilter(request, response);
      return;
    }
    response.setHeader("WWW-Authenticate", SCHEME.strip());
    Refusals.send(response, HttpServletResponse.SC_UNAUTHORIZED, sentence);
  }
}
