package dev.plotline.local.code;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/// Requests as bytes, signed by the vendor's own signer: what no client of the vendor would send,
/// and answers before any client has read them.
final class SignedHttp implements AutoCloseable {
  /// Where none is named, calls are for this session.
  static final String NO_SESSION = "0NEVER";

  private static final Set<String> OF_THE_CLIENT = Set.of("host", "content-length", "connection");

  private final HttpClient client = HttpClient.newHttpClient();
  private final LocalInterpreter interpreter;

  SignedHttp(LocalInterpreter interpreter) {
    this.interpreter = interpreter;
  }

  HttpResponse<String> send(String method, String path, @Nullable String body)
      throws IOException, InterruptedException {
    return sendTo(Client.INTERPRETER, method, path, body, request -> request);
  }

  /// `spoil` changes the request after it has been signed.
  HttpResponse<String> sendTo(
      String interpreterId,
      String method,
      String path,
      @Nullable String body,
      UnaryOperator<SdkHttpRequest> spoil)
      throws IOException, InterruptedException {
    var text = body == null ? "" : body;
    return transfer(spoil.apply(sign(method, interpreterId, path, text, NO_SESSION)), text);
  }

  /// Calls a tool; each character of the answer is a byte.
  HttpResponse<String> invoke(String session, String body)
      throws IOException, InterruptedException {
    return transfer(sign("POST", Client.INTERPRETER, "tools/invoke", body, session), body);
  }

  SdkHttpRequest sign(String method, String path, String body) {
    return sign(method, Client.INTERPRETER, path, body, NO_SESSION);
  }

  private SdkHttpRequest sign(
      String method, String interpreterId, String path, String body, String session) {
    var request =
        SdkHttpRequest.builder()
            .method(SdkHttpMethod.fromValue(method))
            .uri(interpreter.url().resolve("/code-interpreters/" + interpreterId + "/" + path))
            .applyMutation(b -> {
              if (path.equals("tools/invoke")) {
                b.putHeader(Invocation.SESSION, session);
              }
            })
            .build();
    return AwsV4HttpSigner.create()
        .sign(r ->
            r.identity(
                    AwsCredentialsIdentity.create(interpreter.accessKey(), interpreter.secretKey()))
                .request(request)
                .payload(() -> new ByteArrayInputStream(body.getBytes(UTF_8)))
                .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "bedrock-agentcore")
                .putProperty(AwsV4HttpSigner.REGION_NAME, "eu-west-1"))
        .request();
  }

  HttpResponse<String> transfer(SdkHttpRequest request, String body)
      throws IOException, InterruptedException {
    var http =
        HttpRequest.newBuilder(request.getUri())
            .method(request.method().name(), HttpRequest.BodyPublishers.ofString(body));
    for (Map.Entry<String, List<String>> header : request.headers().entrySet()) {
      if (!OF_THE_CLIENT.contains(header.getKey().toLowerCase(Locale.ROOT))) {
        header.getValue().forEach(value -> http.header(header.getKey(), value));
      }
    }
    return client.send(http.build(), HttpResponse.BodyHandlers.ofString(ISO_8859_1));
  }

  @Override
  public void close() {
    client.close();
  }
}
