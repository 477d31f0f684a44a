package dev.plotline.local.code;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// AWS's SDK of another language meets the same service: all nine tools, the sessions, the errors.
/// The build's set-up installs it; without npm the test is skipped and says so.
class JavaScriptSdkIT {
  private static final Path SDK = Path.of("target/javascript-sdk").toAbsolutePath();

  @TempDir private Path home;

  @BeforeEach
  void needsTheSdk() throws Exception {
    var missing = SDK.resolve("missing.txt");
    if (Files.exists(missing)) {
      abort(Files.readString(missing).strip());
    }
    assertThat(SDK.resolve("installed.json")).as("what the build's set-up installs").exists();
  }

  @Test
  void allToolsAndErrorsAreUnderstood() throws Exception {
    var options = Pythons.options(home);
    var node = Objects.requireNonNull(options.node(), "node");
    var script = SDK.resolve("nine-tools.mjs");
    Files.copy(Path.of("src/test/js/nine-tools.mjs"), script, StandardCopyOption.REPLACE_EXISTING);
    try (var interpreter = LocalInterpreter.start(options)) {
      var builder =
          new ProcessBuilder(
                  node.toString(),
                  script.toString(),
                  interpreter.url().toString(),
                  interpreter.accessKey(),
                  interpreter.secretKey())
              .redirectError(ProcessBuilder.Redirect.INHERIT);
      builder.environment().put("NODE_NO_WARNINGS", "1"); // about node's age
      var process = builder.start();
      byte[] out = process.getInputStream().readAllBytes();
      assertThat(process.waitFor()).isZero();
      check(Json.parse(out), interpreter.journal());
    }
  }

  private static void check(JsonNode out, Journal journal) throws Exception {
    var id = journal.calls("executeCode").getFirst().session();
    assertThat(out.path("session"))
        .isEqualTo(
            json(
                "{'id':'%1$s','created':true,'status':'READY','name':'js','listed':['%1$s']}"
                    .formatted(id)));
    assertThat(out.path("python"))
        .isEqualTo(
            json(
                "{'stdout':'21\\n40\\n','stderr':'','exitCode':0,'executionTime':'number',"
                    + "'isError':false,'session':true,'text':'21\\n40\\n'}"));
    assertThat(out.path("failed"))
        .isEqualTo(
            json("{'isError':true,'exitCode':1,'said':'ZeroDivisionError: division by zero'}"));
    assertThat(out.path("javascript").asText()).isEqualTo("[ 2, 4 ]\n");
    assertThat(out.path("typescript").asText()).isEqualTo("7\n");
    assertThat(out.path("command"))
        .isEqualTo(json("{'stdout':'out\\n','stderr':'err\\n','exitCode':3,'isError':true}"));
    assertThat(out.path("written").asText()).isEqualTo("Successfully wrote all 2 files");
    assertThat(out.path("read"))
        .isEqualTo(
            json(
                "{'text':'Zürich 売上\\n','type':'resource','same':true,"
                    + "'uri':'file:///opt/amazon/genesis1p-tools/var/a b.txt'}"));
    assertThat(out.path("listed"))
        .isEqualTo(
            json(
                "['Directory file:///.ipython','Directory file:///log','File file:///a b.txt','File"
                    + " file:///all.bin']"));
    assertThat(out.path("way"))
        .isEqualTo(
            json("{'isError':true,'text':'Invalid file path: potential path traversal detected'}"));
    assertThat(out.path("removed").asText()).isEqualTo("Successfully removed all 1 files");
    assertThat(out.path("task")).isEqualTo(json("['submitted','working','canceled']"));
    assertThat(out.path("refused"))
        .isEqualTo(
            json(
                "{'language':'ValidationException 400 FieldValidationFailed',"
                    + "'session':'ResourceNotFoundException 404',"
                    + "'time':'ValidationException 400 FieldValidationFailed',"
                    + "'stopped':'ResourceNotFoundException 404'}"));
  }

  private static JsonNode json(String text) throws Exception {
    return Json.parse(text.replace('\'', '"').getBytes(UTF_8));
  }
}
