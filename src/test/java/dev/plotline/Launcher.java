package dev.plotline;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// `target/plotline` as a person starts it, in a home of its own.
final class Launcher {
  private final Path home;
  private final Map<String, String> settings = new HashMap<>();
  private final List<String> banner = new ArrayList<>();

  Launcher(Path home) {
    this.home = home;
    settings.put("PLOTLINE_HOME", home.resolve("home").toString());
    settings.put("PORT", "0");
    settings.put("PLOTLINE_ADMIN_PORT", "0");
  }

  Launcher with(String name, String value) {
    settings.put(name, value);
    return this;
  }

  /// What a command did.
  record Ended(int status, String out, String err) {
    JsonNode json() throws JsonProcessingException {
      return new ObjectMapper().readTree(out);
    }
  }

  /// Starts a command; its streams go to the process.
  Process start(List<String> arguments) throws IOException {
    var command = new ArrayList<>(List.of(Path.of("target/plotline").toAbsolutePath().toString()));
    command.addAll(arguments);
    var builder = new ProcessBuilder(command).directory(home.toFile());
    builder.environment().keySet().removeIf(name -> name.matches("(AWS|S3|PLOTLINE|BEDROCK).*"));
    builder.environment().remove("JAVA_HOME");
    builder.environment().putAll(settings);
    return builder.start();
  }

  /// Runs a command to its end.
  Ended run(String input, String... arguments) throws Exception {
    Process process = start(List.of(arguments));
    Path err = Files.createTempFile(home, "err", "");
    Thread reader =
        Thread.startVirtualThread(() -> {
          try {
            Files.write(err, process.getErrorStream().readAllBytes());
          } catch (IOException e) {
            throw new IllegalStateException(e);
          }
        });
    process.getOutputStream().write(input.getBytes(UTF_8));
    process.getOutputStream().close();
    String out = new String(process.getInputStream().readAllBytes(), UTF_8);
    int status = process.waitFor();
    reader.join();
    return new Ended(status, out, Files.readString(err));
  }

  /// Starts `serve` and waits until it is ready.
  Process serve() throws IOException {
    banner.clear();
    Process serve = start(List.of("serve"));
    var err = serve.errorReader(UTF_8);
    for (String line = err.readLine(); line != null; line = err.readLine()) {
      banner.add(line);
      if (line.startsWith("  Home")) {
        drain(err);
        return serve;
      }
    }
    throw new IllegalStateException("serve ended before it was ready");
  }

  /// What `serve` has printed until it was ready.
  List<String> banner() {
    return List.copyOf(banner);
  }

  /// Reads on, so that the process never waits for us, until it ends.
  private static void drain(Reader err) {
    Thread.startVirtualThread(() -> {
      try {
        err.transferTo(Writer.nullWriter());
      } catch (IOException e) {
        // The process was ended.
      }
    });
  }

  /// The address of the loopback listener of the running `serve`.
  String admin() throws IOException {
    Path note = home.resolve("home/serve.json");
    return new ObjectMapper().readTree(Files.readString(note)).path("admin").asText();
  }
}
