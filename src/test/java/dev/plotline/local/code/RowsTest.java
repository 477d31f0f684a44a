package dev.plotline.local.code;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The check of CI that every attack was tried in both isolations really fails when one was not.
class RowsTest {
  private static final Path SOURCES = Path.of("src/test/java/dev/plotline/local/code");
  private static final Pattern TEST =
      Pattern.compile("(?m)^  @(?:Parameterized)?Test$[\\s\\S]*?^  void (\\w+)\\(");

  @TempDir private Path folder;

  private static List<String> rows(String isolation) throws IOException {
    var rows = new ArrayList<String>();
    try (Stream<Path> sources = Files.list(SOURCES)) {
      for (var source :
          sources.filter(path -> path.toString().endsWith("AttackIT.java")).toList()) {
        var name = source.getFileName().toString().replace(".java", "");
        TEST.matcher(Files.readString(source))
            .results()
            .forEach(test -> rows.add(isolation + " " + name + " " + test.group(1)));
      }
    }
    return rows;
  }

  private record Ended(int status, String output) {}

  private Ended check(List<String> rows) throws Exception {
    var file = Files.write(folder.resolve("rows.txt"), rows);
    var process = new ProcessBuilder(".ci/rows", file.toString()).redirectErrorStream(true).start();
    var output = new String(process.getInputStream().readAllBytes(), UTF_8);
    return new Ended(process.waitFor(), output);
  }

  private static List<String> all() throws IOException {
    var all = rows("bubblewrap");
    all.addAll(rows("landlock"));
    return all;
  }

  @Test
  void allRowsOfBothIsolationsPass() throws Exception {
    assertThat(check(all()))
        .isEqualTo(
            new Ended(
                0,
                "all "
                    + all().size()
                    + " attacks on the sandbox ran, half of them in bubblewrap and half under Landlock\n"));
  }

  @Test
  void aMissingIsolationFails() throws Exception {
    for (var only : List.of("bubblewrap", "landlock")) {
      var ended = check(rows(only));
      assertThat(ended.status()).isEqualTo(1);
      assertThat(ended.output())
          .endsWith(
              all().size() / 2 + " of " + all().size() + " attacks on the sandbox did not run\n");
    }
    assertThat(check(List.of()).status()).isEqualTo(1);
  }

  @Test
  void oneMissingRowIsNamed() throws Exception {
    var rows = all();
    rows.remove("landlock EscapeAttackIT environmentIsOurOwn");
    assertThat(check(rows).output())
        .contains("not run: EscapeAttackIT#environmentIsOurOwn in landlock\n1 of ");
  }
}
