package dev.plotline.runtime;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.MINUTES;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.plotline.chat.Message;
import dev.plotline.chat.Reply;
import dev.plotline.chat.ThreadKey;
import dev.plotline.web.HostCheck;
import dev.plotline.web.WebServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The contract for programs over real servlets; the bot behind them is the test itself.
class RuntimeIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int LIMIT = 1_000_000;

  private final AtomicReference<Instant> now = new AtomicReference<>(Instant.ofEpochSecond(1_000));
  private final Bot bot = new Bot();
  private final HttpClient client = HttpClient.newHttpClient();
  private Path folder;
  private Programs programs;
  private WebServer server;

  @BeforeEach
  void start(@TempDir Path home) {
    folder = home.resolve("uploads");
    InstantSource time = now::get;
    Clock clock = time.withZone(ZoneOffset.UTC);
    var uploads = new Uploads(folder, Clock.systemUTC());
    programs = new Programs(uploads);
    server =
        WebServer.onLoopback()
            .bodyLimit(LIMIT)
            .filter("/*", new HostCheck())
            .servlet("/invocations", new InvocationServlet(programs, bot, bot, uploads, clock))
            .servlet("/uploads", new UploadServlet(uploads))
            .servlet("/ping", new PingServlet(programs, clock))
            .start();
  }

  @AfterEach
  void stop() {
    // Not `close`, which waits for the answers that some tests never give.
    client.shutdownNow();
    server.close();
  }

  @Test
  void aPromptIsAnsweredWithJson() throws Exception {
    var response = send("{\"prompt\": \"Wie viele 売上?\"}");
    Message message = bot.next();
    assertThat(message.text()).isEqualTo("Wie viele 売上?");
    assertThat(message.from().zone()).isEqualTo(ZoneOffset.UTC);
    programs.progress(message, "Thinking");
    programs.post(message, reply("Drei: \"売上\"."));
    assertThat(response.get().statusCode()).isEqualTo(200);
    assertThat(response.get().headers().firstValue("Content-Type")).hasValue("application/json");
    JsonNode answer = JSON.readTree(response.get().body());
    assertThat(answer.path("answer").asText()).isEqualTo("Drei: \"売上\".");
    assertThat(answer.path("ending").asText()).isEqualTo("answered");
    assertThat(answer.path("session").isNull()).isTrue();
    assertThat(answer.path("figures").isArray()).isTrue();
  }

  @Test
  void whoAcceptsEventsIsToldTheProgressAndThenTheAnswer() throws Exception {
    var request =
        request("/invocations", "{\"prompt\": \"Hi\"}").header("Accept", "text/event-stream");
    var response = client.send(request.build(), BodyHandlers.ofInputStream());
    Message message = bot.next();
    try (var lines = new BufferedReader(new InputStreamReader(response.body(), UTF_8))) {
      programs.progress(message, "Reading a\nb");
      assertThat(event(lines))
          .isEqualTo(JSON.readTree("{\"type\":\"progress\",\"text\":\"Reading a\\nb\"}"));
      programs.post(message, reply("Hello\n\nyou"));
      JsonNode answer = event(lines);
      assertThat(answer.path("type").asText()).isEqualTo("answer");
      assertThat(answer.path("answer").asText()).isEqualTo("Hello\n\nyou");
      assertThat(lines.readLine()).isEmpty();
      assertThat(lines.readLine()).isNull();
    }
    assertThat(response.headers().firstValue("Content-Type"))
        .hasValueSatisfying(type -> assertThat(type).startsWith("text/event-stream"));
  }

  @Test
  void theSessionHeaderIsTheThreadUnlessTheBodyNamesOne() throws Exception {
    String header = "X-Amzn-Bedrock-AgentCore-Runtime-Session-Id";
    for (String body : List.of("{\"prompt\":\"1\"}", "{\"prompt\":\"2\",\"thread\":\"mine\"}")) {
      var _ =
          client.sendAsync(
              request("/invocations", body).header(header, "s".repeat(33)).build(),
              BodyHandlers.discarding());
    }
    var _ = send("{\"prompt\":\"3\"}");
    var _ = send("{\"prompt\":\"4\"}");
    var threads = new TreeMap<String, ThreadKey>();
    for (int i = 0; i < 4; i++) {
      Message message = bot.next();
      threads.put(message.text(), message.thread());
    }
    assertThat(threads.get("1")).isEqualTo(new ThreadKey("program", "", "s".repeat(33)));
    assertThat(threads.get("2")).isEqualTo(new ThreadKey("program", "", "mine"));
    assertThat(threads.get("3")).isNotEqualTo(threads.get("4"));
  }

  @Test
  void theAskersNameZoneAndLanguageArriveAndWhatIsUnknownIsNoMatter() throws Exception {
    var _ =
        send(
            "{\"prompt\":\"?\",\"temperature\":1,\"user\":{\"name\":\"Ann\",\"zone\":\"Asia/Tokyo\",\"language\":\"ja\"}}");
    Message message = bot.next();
    assertThat(message.from().name()).isEqualTo("Ann");
    assertThat(message.from().zone()).isEqualTo(ZoneId.of("Asia/Tokyo"));
    assertThat(message.from().locale()).isEqualTo(Locale.JAPANESE);
  }

  @Test
  void aFileInsideTheRequestArrivesByteByByteAndIsGoneAfterTheAnswer() throws Exception {
    byte[] bytes = {0, 1, (byte) 0xff, 10, 13, 'a'};
    String base64 =
        new StringBuilder(Base64.getEncoder().encodeToString(bytes)).insert(4, "\\n").toString();
    var response = send("{\"files\":[{\"data\":\"" + base64 + "\",\"name\":\"a/売上.bin\"}]}");
    Message message = bot.next();
    var file = message.files().getFirst();
    assertThat(file.name()).isEqualTo("a/売上.bin");
    assertThat(file.size()).isEqualTo(6);
    try (InputStream in = programs.open(message, file)) {
      assertThat(in.readAllBytes()).isEqualTo(bytes);
    }
    programs.post(message, reply("Read."));
    assertThat(response.get().statusCode()).isEqualTo(200);
    assertThat(spooled()).isZero();
  }

  @Test
  void anUploadIsNamedByItsIdAndGoneAfterTheAnswer() throws Exception {
    String id = upload(BodyPublishers.ofString("a,b\n1,2\n"));
    var response = send("{\"files\":[{\"name\":\"a.csv\",\"upload\":\"" + id + "\"}]}");
    Message message = bot.next();
    var file = message.files().getFirst();
    assertThat(file.size()).isEqualTo(8);
    try (InputStream in = programs.open(message, file)) {
      assertThat(new String(in.readAllBytes(), UTF_8)).isEqualTo("a,b\n1,2\n");
    }
    programs.post(message, reply("Read."));
    assertThat(response.get().statusCode()).isEqualTo(200);
    assertThat(spooled()).isZero();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{\"prompt\": | Invalid JSON",
        "\u0000\u0000\u0000{ | Invalid JSON",
        "~~ | The body must be a JSON object with a `prompt`.",
        "[] | The body must be a JSON object with a `prompt`.",
        "null | The body must be a JSON object with a `prompt`.",
        "{\"prompt\": {\"a\": 1}} | `prompt` has the wrong type.",
        "{} | `prompt` must not be empty.",
        "{\"prompt\": \" \\n\"} | `prompt` must not be empty.",
        "{\"prompt\":\"x\",\"user\":{\"zone\":\"Mars/Base\"}} | `user.zone` must be a time zone such as Europe/Berlin.",
        "{\"files\":[{\"data\":\"YQ==\"}]} | Each of `files` needs a `name`.",
        "{\"files\":[null]} | Each of `files` needs a `name`.",
        "{\"files\":[\"a.csv\"]} | Each of `files` must be an object.",
        "{\"prompt\":\"x\",\"files\":\"a.csv\"} | `files` has the wrong type.",
        "{\"files\":[{\"name\":\"a\",\"data\":\"YQ==\"},{\"name\":\"b\",\"data\":\"%%\"}]} | `data` must be base64.",
        "{\"files\":[{\"name\":\"a\",\"data\":\"Y\"}]} | `data` must be base64.",
        "{\"files\":[{\"name\":\"a\",\"upload\":\"../../etc/passwd\"}]} | `upload` of a is not there: send the file again.",
        "{\"files\":[{\"name\":\"a\"}]} | `upload` of a is not there: send the file again."
      })
  void aBadRequestIsRefusedWithOneSentenceAndLeavesNothing(String body, String sentence)
      throws Exception {
    var response = send(body).get();
    assertThat(JSON.readTree(response.body()))
        .isEqualTo(JSON.createObjectNode().put("error", sentence));
    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(bot.messages).isEmpty();
    assertThat(spooled()).isZero();
  }

  @Test
  void aLongPromptIsSentAsAFile() throws Exception {
    var response = send("{\"prompt\":\"" + "x".repeat(100_001) + "\"}").get();
    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.body()).contains("as a file");
  }

  @Test
  void aBodyOverTheLimitIsRefused() throws Exception {
    var large = BodyPublishers.ofByteArray(new byte[LIMIT + 1]);
    for (String path : List.of("/uploads", "/invocations")) {
      // A client that asks first has its answer before the connection is closed on its body.
      var request = HttpRequest.newBuilder(server.url().resolve(path)).POST(large);
      var response = client.send(request.expectContinue(true).build(), BodyHandlers.ofString());
      assertThat(response.statusCode()).isEqualTo(413);
    }
  }

  @Test
  void aBodyOfUnknownLengthIsRefusedAtTheLimitAndNotKept() throws Exception {
    try (var socket = connect()) {
      String head =
          "POST /uploads HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n%x\r\n"
              .formatted(LIMIT + 1);
      socket.getOutputStream().write(head.getBytes(US_ASCII));
      socket.getOutputStream().write(new byte[LIMIT + 1]);
      String start = new String(socket.getInputStream().readNBytes(12), US_ASCII);
      assertThat(start).isEqualTo("HTTP/1.1 413");
    }
    assertThat(spooled()).isZero();
  }

  @Test
  void pingIsBusyWhileSomebodyWaitsAndItsTimeChangesOnlyWithTheStatus() throws Exception {
    assertThat(ping()).isEqualTo("Healthy 1000");
    now.set(Instant.ofEpochSecond(2_000));
    assertThat(ping()).isEqualTo("Healthy 1000");
    var response = send("{\"prompt\":\"Hi\"}");
    Message message = bot.next();
    assertThat(ping()).isEqualTo("HealthyBusy 2000");
    now.set(Instant.ofEpochSecond(3_000));
    assertThat(ping()).isEqualTo("HealthyBusy 2000");
    programs.post(message, reply("Hello."));
    response.get();
    assertThat(ping()).isEqualTo("Healthy 3000");
  }

  @ParameterizedTest
  @CsvSource({
    "evil.example, , 403",
    "localhost.evil.example, , 403",
    "127.0.0.1:80, http://evil.example, 403",
    "localhost:3001, null, 403",
    "localhost:3001, , 200",
    "[::1]:3001, http://[::1]:3001, 200"
  })
  void pagesOfOthersAreKeptAway(String host, @Nullable String origin, String status)
      throws Exception {
    try (var socket = connect()) {
      String from = origin == null ? "" : "Origin: " + origin + "\r\n";
      String request = "GET /ping HTTP/1.1\r\nHost: " + host + "\r\n" + from + "\r\n";
      socket.getOutputStream().write(request.getBytes(US_ASCII));
      String start = new String(socket.getInputStream().readNBytes(12), US_ASCII);
      assertThat(start).isEqualTo("HTTP/1.1 " + status);
    }
  }

  @ParameterizedTest
  @CsvSource({"application/json", "text/event-stream"})
  void aCallerWhoHangsUpEndsItsTurnAndNoOther(String accept) throws Exception {
    var waiting = send("{\"prompt\":\"other\",\"thread\":\"shared\"}");
    Message other = bot.next();
    Message message;
    try (var socket = connect()) {
      String body = "{\"prompt\":\"Hi\",\"thread\":\"shared\"}";
      String head =
          "POST /invocations HTTP/1.1\r\nHost: localhost\r\nAccept: %s\r\nContent-Length: %d\r\n\r\n"
              .formatted(accept, body.length());
      socket.getOutputStream().write((head + body).getBytes(US_ASCII));
      message = bot.next();
    }
    assertThat(bot.stopped.poll(3, MINUTES)).isEqualTo(message.id());
    programs.post(other, reply("Still here."));
    assertThat(waiting.get().body()).contains("Still here.");
    assertThat(bot.stopped).isEmpty();
  }

  @Test
  void whoeverAsksDuringTheEndIsToldToComeBack() throws Exception {
    bot.closed = true;
    var response = send("{\"prompt\":\"Hi\"}").get();
    assertThat(response.statusCode()).isEqualTo(503);
    assertThat(response.body()).contains("ask again in a minute");
    assertThat(ping()).startsWith("Healthy ");
  }

  private String ping() throws Exception {
    var response =
        client.send(
            HttpRequest.newBuilder(server.url().resolve("/ping")).build(), BodyHandlers.ofString());
    assertThat(response.statusCode()).isEqualTo(200);
    JsonNode json = JSON.readTree(response.body());
    return json.path("status").asText() + " " + json.path("time_of_last_update").asLong();
  }

  private String upload(HttpRequest.BodyPublisher body) throws Exception {
    return JSON.readTree(post("/uploads", body).body()).path("upload").asText();
  }

  private HttpResponse<String> post(String path, HttpRequest.BodyPublisher body) throws Exception {
    return client.send(
        HttpRequest.newBuilder(server.url().resolve(path)).POST(body).build(),
        BodyHandlers.ofString());
  }

  private CompletableFuture<HttpResponse<String>> send(String body) {
    return client.sendAsync(request("/invocations", body).build(), BodyHandlers.ofString());
  }

  private HttpRequest.Builder request(String path, String body) {
    return HttpRequest.newBuilder(server.url().resolve(path)).POST(BodyPublishers.ofString(body));
  }

  private Socket connect() throws IOException {
    return new Socket(InetAddress.getLoopbackAddress(), server.port());
  }

  private long spooled() throws IOException {
    if (!Files.exists(folder)) {
      return 0;
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.count();
    }
  }

  private static JsonNode event(BufferedReader lines) throws IOException {
    String line = lines.readLine();
    while (line.isEmpty() || line.startsWith(":")) {
      line = lines.readLine();
    }
    assertThat(line).startsWith("data: ");
    return JSON.readTree(line.substring(6));
  }

  private static Reply reply(String text) {
    return new Reply(
        Reply.Ending.ANSWERED,
        text,
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        "m",
        null);
  }
}
