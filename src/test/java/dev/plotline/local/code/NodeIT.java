package dev.plotline.local.code;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Base64;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.bedrockagentcore.model.ToolName;

/// What is said where node or a TypeScript compiler is missing, and which compiler is taken.
class NodeIT {
  private static final String TYPES =
      "src/main/resources/dev/plotline/local/code/driver/node/types.js";

  @TempDir private Path home;

  @Test
  void withoutNodeThatIsSaidAndPythonRuns() {
    try (var interpreter = LocalInterpreter.start(Pythons.options(home).withNode(null));
        var client = new Client(interpreter)) {
      var session = client.start();
      for (var language : new String[] {"javascript", "typescript"}) {
        var result =
            client.invoke(
                session, ToolName.EXECUTE_CODE, a -> a.language(language).code("console.log(1)"));
        assertThat(result.isError()).isTrue();
        assertThat(result.content().getFirst().text())
            .isEqualTo(
                "JavaScript and TypeScript are not available here: install Node.js 20 or newer and"
                    + " start again.");
      }
      assertThat(client.python(session, "1 + 1").isError()).isFalse();
    }
  }

  @Test
  void nodesOwnTypeScriptIsTakenWhereThereIsOne() throws Exception {
    assertThat(
            node(
                "require('module').stripTypeScriptTypes = (code, o) => `${o.mode}: ${code}`;"
                    + "console.log(types.withoutTypes('x', '/no/such'))"))
        .isEqualTo("transform: x\n");
  }

  @Test
  void withoutACompilerTheRemedyIsSaid() throws Exception {
    assertThat(
            node(
                "delete require('module').stripTypeScriptTypes;"
                    + "try { types.withoutTypes('x', '') } catch (e) { console.log(e.message) }"))
        .startsWith("TypeScript needs Node.js 22.13 or newer (this is v")
        .contains("use JavaScript");
  }

  @Test
  void whatLooksLikeAnImportInAStringOrACommentStays() throws Exception {
    for (var code :
        new String[] {
          "'import(1)' + \"import(2)\"",
          "`\nimport a from 'b'\n import(3)`",
          "// import(4)",
          "/*\nimport 'c'\nexport const d = 5 */",
          "/['`]import\\(6/.test('')",
          "a / 7; b = 'import(' / 8",
        }) {
      assertThat(withoutImports(code)).isEqualTo(code);
    }
    assertThat(withoutImports("`${import('a')} import(`; import('b')"))
        .isEqualTo("`${__import('a')} import(`; __import('b')");
    assertThat(withoutImports("import a, { b as c } from 'd'\nexport const e = /'/"))
        .isEqualTo(
            "var { b : c } = (await __import('d')); var a = (await __import('d')).default\n"
                + "const e = /'/");
  }

  private String withoutImports(String code) throws Exception {
    var base64 = Base64.getEncoder().encodeToString(code.getBytes(UTF_8));
    return node(
        "process.stdout.write(require('%s').withoutImports(String(Buffer.from('%s', 'base64'))))"
            .formatted(Path.of(TYPES).resolveSibling("imports.js").toAbsolutePath(), base64));
  }

  private String node(String code) throws Exception {
    var node = Objects.requireNonNull(Pythons.options(home).node(), "node");
    var process =
        new ProcessBuilder(
                node.toString(),
                "-e",
                "const types = require('" + Path.of(TYPES).toAbsolutePath() + "');" + code)
            .redirectErrorStream(true)
            .start();
    var out = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).as(out).isZero();
    return out;
  }
}
