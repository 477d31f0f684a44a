package dev.plotline.local.code;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.http.SdkHttpRequest;

/// The table of refused requests, each with the service's error. What a client of the vendor would
/// never send is sent by hand, with the vendor's own signer.
class RefusalIT {
  @TempDir private static Path home;
  private static LocalInterpreter interpreter;
  private static SignedHttp http;

  @BeforeAll
  static void start() {
    interpreter = LocalInterpreter.start(Pythons.options(home));
    http = new SignedHttp(interpreter);
  }

  @AfterAll
  static void stop() {
    http.close();
    interpreter.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          PUT  | sessions/start | {"sessionTimeoutSeconds":0}        | 400 | ValidationException | FieldValidationFailed | sessionTimeoutSeconds
          PUT  | sessions/start | {"sessionTimeoutSeconds":28801}    | 400 | ValidationException | FieldValidationFailed | sessionTimeoutSeconds
          PUT  | sessions/start | {"sessionTimeoutSeconds":"60"}     | 400 | ValidationException | CannotParse           |
          PUT  | sessions/start | {"sessionTimeoutSeconds":1.5}      | 400 | ValidationException | CannotParse           |
          PUT  | sessions/start | {"sessionTimeoutSeconds":99999999999} | 400 | ValidationException | FieldValidationFailed | sessionTimeoutSeconds
          PUT  | sessions/start | {"name":""}                        | 400 | ValidationException | FieldValidationFailed | name
          PUT  | sessions/start | {"name":5}                         | 400 | ValidationException | CannotParse           |
          PUT  | sessions/start | {"clientToken":"short"}            | 400 | ValidationException | FieldValidationFailed | clientToken
          PUT  | sessions/start | {"clientToken":"-123456789012345678901234567890123456"} | 400 | ValidationException | FieldValidationFailed | clientToken
          PUT  | sessions/start | not json                           | 400 | ValidationException | CannotParse           |
          PUT  | sessions/start | []                                 | 400 | ValidationException | CannotParse           |
          POST | sessions/list  | {"maxResults":0}                   | 400 | ValidationException | FieldValidationFailed | maxResults
          POST | sessions/list  | {"maxResults":101}                 | 400 | ValidationException | FieldValidationFailed | maxResults
          POST | sessions/list  | {"status":"STOPPED"}               | 400 | ValidationException | FieldValidationFailed | status
          POST | sessions/list  | {"nextToken":"made-up"}            | 400 | ValidationException | FieldValidationFailed | nextToken
          GET  | sessions/get   |                                    | 400 | ValidationException | FieldValidationFailed | sessionId
          GET  | sessions/get?sessionId=a-b |                        | 400 | ValidationException | FieldValidationFailed | sessionId
          GET  | sessions/get?sessionId=0NEVER |                     | 404 | ResourceNotFoundException |                 |
          PUT  | sessions/stop?sessionId=0NEVER | {}                | 404 | ResourceNotFoundException |                 |
          PUT  | sessions/get?sessionId=0NEVER  |                   | 404 | ResourceNotFoundException |                 |
          POST | sessions/restart | {}                               | 404 | ResourceNotFoundException |                 |
          POST | tools/invoke?none | {"name":"executeCode","arguments":{"code":"1"}} | 400 | ValidationException | FieldValidationFailed | sessionId
          POST | tools/invoke   | {"arguments":{}}                   | 400 | ValidationException | FieldValidationFailed | name
          POST | tools/invoke   | {"name":"runCode","arguments":{}}  | 400 | ValidationException | FieldValidationFailed | name
          POST | tools/invoke   | {"name":"executeCode"}             | 400 | ValidationException | FieldValidationFailed | arguments.code
          POST | tools/invoke   | {"name":"executeCode","arguments":[]} | 400 | ValidationException | CannotParse |
          POST | tools/invoke   | {"name":"executeCode","arguments":{"code":5}} | 400 | ValidationException | FieldValidationFailed | arguments.code
          POST | tools/invoke   | {"name":"executeCode","arguments":{"code":"1","language":"ruby"}} | 400 | ValidationException | FieldValidationFailed | arguments.language
          POST | tools/invoke   | {"name":"executeCode","arguments":{"code":"1","runtime":"bun"}} | 400 | ValidationException | FieldValidationFailed | arguments.runtime
          POST | tools/invoke   | {"name":"executeCode","arguments":{"code":"1","clearContext":"yes"}} | 400 | ValidationException | FieldValidationFailed | arguments.clearContext
          POST | tools/invoke   | {"name":"executeCode","arguments":{"code":"1","language":"javascript","clearContext":true}} | 400 | ValidationException | FieldValidationFailed | arguments.clearContext
          POST | tools/invoke   | {"name":"executeCommand","arguments":{}} | 400 | ValidationException | FieldValidationFailed | arguments.command
          POST | tools/invoke   | {"name":"readFiles","arguments":{"paths":[]}} | 400 | ValidationException | FieldValidationFailed | arguments.paths
          POST | tools/invoke   | {"name":"readFiles","arguments":{"paths":[1]}} | 400 | ValidationException | FieldValidationFailed | arguments.paths
          POST | tools/invoke   | {"name":"writeFiles","arguments":{"content":[{"path":"a"}]}} | 400 | ValidationException | FieldValidationFailed | arguments.content
          POST | tools/invoke   | {"name":"writeFiles","arguments":{"content":[{"text":"a"}]}} | 400 | ValidationException | FieldValidationFailed | arguments.content
          POST | tools/invoke   | {"name":"writeFiles","arguments":{"content":[{"path":"a","blob":"%%%"}]}} | 400 | ValidationException | CannotParse |
          POST | tools/invoke   | {"name":"getTask","arguments":{}}  | 400 | ValidationException | FieldValidationFailed | arguments.taskId
          POST | tools/invoke   | {"name":"listFiles","arguments":{}} | 404 | ResourceNotFoundException | |
          """)
  void aBadRequestIsRefusedInTheServicesWords(
      String method,
      String path,
      String body,
      int status,
      String error,
      String reason,
      String field)
      throws Exception {
    var response = http.send(method, path, body);
    var json = Json.parse(response.body().getBytes(UTF_8));
    assertThat(response.statusCode()).isEqualTo(status);
    assertThat(response.headers().firstValue("x-amzn-ErrorType")).contains(error);
    assertThat(json.path("message").asText()).isNotBlank();
    assertThat(json.path("reason").asText(null)).isEqualTo(reason);
    assertThat(json.path("fieldList").path(0).path("name").asText(null)).isEqualTo(field);
    var journaled = interpreter.journal().refusals().getLast();
    assertThat(journaled.error()).isEqualTo(error);
    assertThat(journaled.status()).isEqualTo(status);
  }

  @Test
  void anInterpreterIdThatCannotBeIsRefused() throws Exception {
    assertThat(http.sendTo("no.such", "PUT", "sessions/start", "{}", r -> r).statusCode())
        .isEqualTo(400);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Authorization        |                             | Missing Authentication Token
          Authorization        | Basic dXNlcjpwYXNz          | not of Signature Version 4
          Authorization        | /bedrock-agentcore/=/s3/    | scoped to the service
          Authorization        | Signature=..../Signature=0000 | does not match
          X-Amz-Date           |                             | X-Amz-Date is missing
          X-Amz-Date           | 20200101T000000Z            | Signature expired
          X-Extra              | added after signing, fine   |
          """)
  void aRequestThatIsNotWellSignedIsRefused(String header, String value, String message)
      throws Exception {
    var response =
        http.sendTo(
            Client.INTERPRETER,
            "POST",
            "sessions/list",
            "{}",
            signed -> spoiled(signed, header, value));
    if (message == null) {
      assertThat(response.statusCode()).isEqualTo(200);
      return;
    }
    assertThat(response.statusCode()).isEqualTo(403);
    assertThat(response.headers().firstValue("x-amzn-ErrorType")).contains("AccessDeniedException");
    assertThat(response.body()).contains(message);
  }

  /// Drops a header, sets it, or with `/from/=/to` or `from/to` changes a part of it.
  private static SdkHttpRequest spoiled(SdkHttpRequest signed, String header, String value) {
    var builder = signed.toBuilder();
    var now = signed.firstMatchingHeader(header).orElse("");
    if (value == null) {
      return builder.removeHeader(header).build();
    }
    if (value.startsWith("/bedrock")) {
      return builder.putHeader(header, now.replace("/bedrock-agentcore/", "/s3/")).build();
    }
    if (value.startsWith("Signature=")) {
      return builder
          .putHeader(header, now.replaceFirst("Signature=....", "Signature=0000"))
          .build();
    }
    return builder.putHeader(header, value).build();
  }

  @Test
  void aBodyChangedAfterSigningIsRefused() throws Exception {
    var signed = http.sign("POST", "sessions/list", "{}");
    assertThat(http.transfer(signed, "{\"maxResults\":1}").statusCode()).isEqualTo(403);
  }

  @Test
  void aQueryChangedAfterSigningIsRefused() throws Exception {
    var signed = http.sign("GET", "sessions/get?sessionId=0NEVER", "");
    var changed = signed.toBuilder().putRawQueryParameter("sessionId", "0OTHER").build();
    assertThat(http.transfer(changed, "").statusCode()).isEqualTo(403);
  }

  @Test
  void aBodyAboveTheLimitIsRefused() throws Exception {
    var body = "{\"name\":\"" + "x".repeat(100_000_000) + "\"}";
    var response = http.send("PUT", "sessions/start", body);
    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.body()).contains("100 MB");
  }

  @Test
  void aTimeInTheFutureIsAsStaleAsOneInThePast() throws Exception {
    var response =
        http.sendTo(
            Client.INTERPRETER,
            "POST",
            "sessions/list",
            "{}",
            signed ->
                signed.toBuilder()
                    .putHeader(
                        "X-Amz-Date",
                        Instant.now().plusSeconds(3600).toString().replaceAll("[-:]|\\..*Z", "")
                            + "Z")
                    .build());
    assertThat(response.body()).contains("Signature expired");
  }
}
