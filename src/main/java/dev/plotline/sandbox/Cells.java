package dev.plotline.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/// Our own code in a session: a Python package `_plotline` that lives in the session's memory, sent
/// by a bootstrap cell and called by one-line cells.
///
/// Arguments travel as base64 of JSON, so that no file name is ever code. The answer is one line
/// between two copies of a random word, so that nothing else that prints can be taken for it.
final class Cells {
  private static final int MOST_UNPACKED = 8 << 20;
  private static final Duration LIMIT = Duration.ofMinutes(3);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final String BOOTSTRAP = bootstrap();

  private final Session session;

  Cells(Session session) {
    this.session = session;
  }

  /// Calls a function of the package, which is installed first when it isn't there: the session is
  /// new, or its interpreter was replaced.
  JsonNode call(String function, Object... arguments)
      throws SandboxException, InterruptedException {
    byte[] random = new byte[12];
    RANDOM.nextBytes(random);
    String nonce = HexFormat.of().formatHex(random);
    String cell = cell(nonce, function, arguments);
    Session.Output output = session.run(Language.PYTHON, cell, LIMIT);
    if (output.error() && output.stderr().contains("ModuleNotFoundError")) {
      Session.Output installed = session.run(Language.PYTHON, BOOTSTRAP, LIMIT);
      if (installed.error()) {
        throw new SandboxException(
            SandboxException.Kind.BROKEN, "the bootstrap cell failed: " + lastLine(installed));
      }
      output = session.run(Language.PYTHON, cell, LIMIT);
    }
    return answer(nonce, function, output);
  }

  private static String cell(String nonce, String function, Object... arguments) {
    String json = JSON.valueToTree(arguments).toString();
    String base64 = Base64.getEncoder().encodeToString(json.getBytes(UTF_8));
    return "__import__('_plotline')."
        + function
        + "('"
        + nonce
        + "', *__import__('json').loads("
        + "__import__('base64').b64decode('"
        + base64
        + "')))";
  }

  private static JsonNode answer(String nonce, String function, Session.Output output)
      throws SandboxException {
    int from = output.stdout().indexOf(nonce);
    int to = output.stdout().indexOf(nonce, from + nonce.length());
    if (from < 0 || to < 0) {
      throw new SandboxException(
          SandboxException.Kind.BROKEN, function + " gave no answer: " + lastLine(output));
    }
    try {
      JsonNode answer =
          JSON.readTree(unpacked(output.stdout().substring(from + nonce.length(), to)));
      if (answer.hasNonNull("error")) {
        throw SandboxException.refused(function, answer.get("error").asText());
      }
      return answer;
    } catch (JsonProcessingException | DataFormatException | IllegalArgumentException e) {
      throw new SandboxException(
          SandboxException.Kind.BROKEN, function + " gave a broken answer", e);
    }
  }

  /// A long answer comes packed. No more is unpacked than the longest that is of any use.
  private static String unpacked(String answer) throws DataFormatException {
    if (!answer.startsWith("z")) {
      return answer;
    }
    try (var inflater = new Inflater()) {
      inflater.setInput(Base64.getDecoder().decode(answer.substring(1)));
      byte[] bytes = new byte[MOST_UNPACKED];
      int length = inflater.inflate(bytes);
      if (!inflater.finished()) {
        throw new DataFormatException("the answer is longer than any should be");
      }
      return new String(bytes, 0, length, UTF_8);
    }
  }

  /// The exception's name in a traceback; the rest of its line is the session's words.
  private static String lastLine(Session.Output output) {
    return output
        .stderr()
        .lines()
        .reduce("no error", (_, last) -> last)
        .replaceFirst("[^A-Za-z_.].*", "");
  }

  private static String bootstrap() {
    ObjectNode sources = JSON.createObjectNode();
    for (String module : resource("modules.txt").lines().toList()) {
      sources.put(module, resource(module + ".py"));
    }
    String base64 = Base64.getEncoder().encodeToString(sources.toString().getBytes(UTF_8));
    return resource("bootstrap.py").replace("@@PLOTLINE_MODULES@@", base64);
  }

  private static String resource(String name) {
    try (InputStream in = Cells.class.getResourceAsStream("session/" + name)) {
      if (in == null) {
        throw new IllegalStateException("the jar lacks session/" + name);
      }
      return new String(in.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
