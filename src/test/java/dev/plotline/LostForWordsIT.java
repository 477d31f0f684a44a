package dev.plotline;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What somebody gets who does not know what to ask, through the launcher that the build has
/// written.
class LostForWordsIT {
  @TempDir Path folder;

  @BeforeEach
  void writeAFile() throws Exception {
    Files.writeString(
        folder.resolve("harvest.csv"),
        """
        picked,orchard,crates,sugar
        2024-05-01,Hilltop,12,10.5
        2024-06-01,Hilltop,14,11.5
        2024-05-01,Riverside,9,9.5
        2024-06-01,Riverside,,12.5
        2024-07-01,Riverside,21,13.5
        """);
  }

  @Test
  void aFileWithoutWordsIsLookedAtAndThreeQuestionsThatFitAreOffered() throws Exception {
    JsonNode answer = ask("", "-");
    assertThat(answer.path("read").path(0).path("rows").asInt()).isEqualTo(5);
    assertThat(answer.path("read").path(0).path("columns").asInt()).isEqualTo(4);
    assertThat(answer.path("answer").asText())
        .contains("5 rows × 4 columns")
        .contains("picked", "orchard", "crates", "sugar", "Hilltop", "Riverside");
    answered(examples(answer));
  }

  @Test
  void aQuestionThatIsNotUnderstoodIsAnsweredWithThreeThatFitTheFile() throws Exception {
    JsonNode answer = ask("", "Should I repaint the shed zephyr-blue?");
    assertThat(answer.path("answer").asText())
        .contains("didn't understand")
        .contains("picked", "orchard", "crates", "sugar");
    assertThat(answer.path("executions")).isEmpty();
    answered(examples(answer));
  }

  /// They fit when they name what is in the file, and when they have answers.
  private void answered(List<String> examples) throws Exception {
    assertThat(examples).hasSize(3).doesNotHaveDuplicates();
    assertThat(examples).anyMatch(one -> one.contains("crates") && one.contains("orchard"));
    var ended = run(String.join("\n", examples) + "\n", "-");
    assertThat(ended.status()).as(ended.err() + ended.out()).isZero();
    List<String> answers = ended.out().lines().toList();
    assertThat(answers).hasSize(3);
    for (String line : answers) {
      JsonNode answer = new ObjectMapper().readTree(line);
      assertThat(answer.path("executions").path(0).path("exitCode").asInt(-1)).as(line).isZero();
    }
  }

  private static List<String> examples(JsonNode answer) {
    return answer
        .path("answer")
        .asText()
        .lines()
        .filter(line -> line.matches("- `.+`"))
        .map(line -> line.substring(3, line.length() - 1))
        .toList();
  }

  private JsonNode ask(String input, String question) throws Exception {
    var ended = run(input, question);
    assertThat(ended.status()).as(ended.err() + ended.out()).isZero();
    return ended.json();
  }

  private Launcher.Ended run(String input, String question) throws Exception {
    return new Launcher(folder).run(input, "ask", "--json", "--file", "harvest.csv", question);
  }
}
