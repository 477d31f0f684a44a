package dev.plotline.local.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// `POST /model/{id}/converse` and `/converse-stream`: checks the request, has it answered, writes
/// the answer as JSON or as a stream of events, and notes the call.
final class ConverseServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;
  private static final Logger LOG = LoggerFactory.getLogger(ConverseServlet.class);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int BODY = 25_000_000;
  private static final Pattern PATH = Pattern.compile("/model/([^/]+)/(converse|converse-stream)");

  private final transient Signature signature;
  private final transient Mind mind;
  private final transient Plans plans;
  private final transient Journal journal;
  private final transient Clock clock;
  private final transient Tokens tokens = new Tokens();

  ConverseServlet(Signature signature, Mind mind, Plans plans, Journal journal, Clock clock) {
    this.signature = signature;
    this.mind = mind;
    this.plans = plans;
    this.journal = journal;
    this.clock = clock;
  }

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    var path = PATH.matcher(request.getRequestURI());
    boolean known = path.matches() && request.getMethod().equals("POST");
    String model =
        known ? URLDecoder.decode(path.group(1), StandardCharsets.UTF_8) : request.getMethod();
    var call = new Call(clock, known ? path.group(2) : "unknown", model);
    try {
      byte[] body = body(request);
      if (!known) {
        throw new Refusal(404, "UnknownOperationException", "There is no such operation.");
      }
      signature.check(request, body);
      call.fault = plans.nextFault();
      answer(call, body, response);
    } catch (Refusal refusal) {
      refuse(refusal, call, response);
    } catch (RuntimeException e) {
      LOG.error("the local model failed", e);
      refuse(new Refusal(500, "InternalServerException", String.valueOf(e)), call, response);
    } finally {
      journal.add(call.entry());
    }
  }

  private void answer(Call call, byte[] body, HttpServletResponse response)
      throws IOException, Refusal {
    beforeAnswer(call.fault);
    ModelId.check(call.model);
    var request = parse(body);
    call.request = request;
    RequestCheck.check(request);
    var answer = mind.answer(request);
    call.usage = tokens.read(request, call.model).withOutput(AnswerJson.tokens(answer));
    var writer = new AnswerWriter(answer, call.usage, call.elapsed());
    if (call.operation.equals("converse")) {
      send(response, writer.json(), call);
    } else {
      call.error = writer.stream(response, call.fault);
    }
  }

  private static void beforeAnswer(@Nullable Fault fault) throws Refusal {
    try {
      switch (fault) {
        case Fault.Throttled _ ->
            throw new Refusal(
                429, "ThrottlingException", "Too many requests, please wait before trying again.");
        case Fault.Failed _ ->
            throw new Refusal(500, "InternalServerException", "The system had an internal error.");
        case Fault.Unavailable _ ->
            throw new Refusal(
                503, "ServiceUnavailableException", "Bedrock is unable to process your request.");
        case Fault.Slow slow -> TimeUnit.NANOSECONDS.sleep(slow.delay().toNanos());
        case Fault.Held held -> held.until().toCompletableFuture().join();
        case Fault.ThrottledAfter _, Fault.CutAfter _, Fault.LostAfter _ -> {}
        case null -> {}
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("stopped while a slow answer was waited for", e);
    }
  }

  private static byte[] body(HttpServletRequest request) throws IOException, Refusal {
    byte[] body = request.getInputStream().readNBytes(BODY + 1);
    if (body.length > BODY) {
      // What is left unread would reset the connection before the caller reads why.
      request.getInputStream().transferTo(OutputStream.nullOutputStream());
      throw Refusal.invalid("Input is too long for requested model: more than 25 MB.");
    }
    return body;
  }

  private static JsonNode parse(byte[] body) throws IOException, Refusal {
    try {
      var request = JSON.readTree(body);
      return request == null ? JSON.missingNode() : request;
    } catch (JsonProcessingException e) {
      throw new Refusal(400, "SerializationException", "The request body is not JSON.");
    }
  }

  /// An answer that is whole, or a stream that is closed, is sent at once: it must end only when
  /// the call is in the journal.
  private static void send(HttpServletResponse response, byte[] json, Call call)
      throws IOException {
    response.setContentType("application/json");
    if (call.fault instanceof Fault.LostAfter) {
      response.setContentLength(json.length);
      response.getOutputStream().write(json, 0, json.length / 2);
      response.flushBuffer();
      throw new IOException("lost on purpose");
    }
    response.getOutputStream().write(json);
  }

  private static void refuse(Refusal refusal, Call call, HttpServletResponse response)
      throws IOException {
    call.status = refusal.status();
    call.error = refusal.type();
    if (response.isCommitted()) {
      return;
    }
    response.setStatus(refusal.status());
    response.setHeader("x-amzn-ErrorType", refusal.type());
    response.setContentType("application/json");
    response.getOutputStream().write(JSON.writeValueAsBytes(Map.of("message", refusal.message())));
  }

  /// What becomes of one call, until it is noted.
  private static final class Call {
    private final Clock clock;
    private final java.time.Instant at;
    private final String operation;
    private final String model;
    private JsonNode request = JSON.missingNode();
    private Usage usage = Usage.NONE;
    private int status = 200;
    private @Nullable String error;
    private @Nullable Fault fault;

    Call(Clock clock, String operation, String model) {
      this.clock = clock;
      this.at = clock.instant();
      this.operation = operation;
      this.model = model;
    }

    long elapsed() {
      return java.time.Duration.between(at, clock.instant()).toMillis();
    }

    Journal.Call entry() {
      var messages = request.path("messages");
      return new Journal.Call(
          at,
          operation,
          model,
          status,
          error,
          messages.size(),
          messages.findValues("image").size(),
          usage);
    }
  }
}
