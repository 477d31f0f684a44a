package dev.plotline.teams.api;

import com.microsoft.aad.msal4j.HttpMethod;
import com.microsoft.aad.msal4j.HttpRequest;
import com.microsoft.aad.msal4j.HttpResponse;
import com.microsoft.aad.msal4j.IHttpClient;
import com.microsoft.aad.msal4j.IHttpResponse;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Set;

/// The login library's requests: with time-outs, without redirects, and to the login address only.
final class LoginCalls implements IHttpClient {
  /// Set by the client itself.
  private static final Set<String> OWN = Set.of("host", "content-length", "connection");

  private final URI login;
  private final HttpClient http =
      HttpClient.newBuilder()
          .connectTimeout(Duration.ofSeconds(10))
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();

  LoginCalls(URI login) {
    this.login = login;
  }

  @Override
  public IHttpResponse send(HttpRequest asked) throws IOException, InterruptedException {
    var request =
        java.net.http.HttpRequest.newBuilder(address(asked)).timeout(Duration.ofSeconds(15));
    asked
        .headers()
        .forEach((name, value) -> {
          if (!OWN.contains(name.toLowerCase(java.util.Locale.ROOT))) {
            request.setHeader(name, value);
          }
        });
    if (asked.httpMethod() == HttpMethod.POST) {
      request.POST(BodyPublishers.ofString(asked.body()));
    }
    var answer = http.send(request.build(), BodyHandlers.ofString());
    var response = new HttpResponse().statusCode(answer.statusCode()).body(answer.body());
    response.addHeaders(answer.headers().map());
    return response;
  }

  /// The library insists on TLS also where a test has none.
  private URI address(HttpRequest asked) throws IOException {
    String path = asked.url().getFile();
    if (!asked.url().getAuthority().equals(login.getAuthority())) {
      throw new IOException("the login went elsewhere, to " + asked.url().getAuthority());
    }
    return login.resolve(path);
  }
}
