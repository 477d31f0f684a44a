package dev.plotline;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.Map.entry;
import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Pins which package may see which. Change a row on purpose or not at all.
class ArchitectureTest {
  private static final Map<String, Set<String>> SEES =
      new TreeMap<>(
          Map.ofEntries(
              entry("chat", Set.of("chat.text", "chat.adapter")),
              entry("chat.adapter", Set.of("chat")),
              entry("chat.text", Set.of()),
              entry("web", Set.of()),
              entry("agent", Set.of()),
              entry("file", Set.of("chat")),
              entry("sandbox", Set.of("chat", "file")),
              entry("inbox", Set.of("chat", "file")),
              entry("record", Set.of("chat", "agent", "sandbox", "file")),
              entry("tool", Set.of("agent", "sandbox", "file", "chat")),
              entry("turn", Set.of("chat", "agent", "tool", "sandbox", "file", "record")),
              entry("aws", Set.of("agent", "sandbox", "file", "chat")),
              entry("runtime", Set.of("chat", "web")),
              entry(
                  "slack",
                  Set.of("chat", "chat.adapter", "chat.text", "web", "slack.api", "slack.text")),
              entry("slack.api", Set.of("chat", "chat.adapter")),
              entry("slack.text", Set.of("chat.text")),
              entry(
                  "teams",
                  Set.of(
                      "chat",
                      "chat.adapter",
                      "chat.text",
                      "file",
                      "web",
                      "teams.verify",
                      "teams.api",
                      "teams.text",
                      "teams.graph")),
              entry("teams.verify", Set.of("chat.adapter")),
              entry("teams.api", Set.of("chat", "chat.adapter")),
              entry("teams.text", Set.of("chat", "chat.text")),
              entry(
                  "teams.graph", Set.of("chat", "chat.adapter", "file", "teams.api", "teams.text")),
              entry("cli", Set.of("chat", "web")),
              entry("local.code", Set.of("web")),
              entry("local.model", Set.of("web", "local.analyst")),
              entry(
                  "local.analyst",
                  Set.of("local.analyst.question", "local.analyst.python", "local.analyst.answer")),
              entry("local.analyst.question", Set.of()),
              entry("local.analyst.python", Set.of("local.analyst.question")),
              entry("local.analyst.answer", Set.of("local.analyst.question")),
              entry("local.files", Set.of("web")),
              entry(
                  "local.slack",
                  Set.of(
                      "web",
                      "local.slack.world",
                      "local.slack.block",
                      "local.slack.api",
                      "local.slack.event",
                      "local.slack.page")),
              entry("local.slack.world", Set.of()),
              entry("local.slack.block", Set.of()),
              entry("local.slack.api", Set.of("web", "local.slack.world", "local.slack.block")),
              entry("local.slack.event", Set.of("local.slack.world")),
              entry("local.slack.page", Set.of("web", "local.slack.world"))));

  private static final JavaClasses HOUSE =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("dev.plotline");

  @Test
  void eachPackageSeesOnlyWhatItsRowAllows() {
    for (var row : SEES.entrySet()) {
      var seen = seenBy(row.getKey());
      seen.remove(row.getKey());
      assertThat(seen).as(row.getKey()).isSubsetOf(row.getValue());
    }
  }

  @Test
  void everyPackageHasARow() {
    assertThat(HOUSE.stream().map(c -> shortName(c.getPackageName())).filter(p -> !p.isEmpty()))
        .isSubsetOf(SEES.keySet());
  }

  @Test
  void noCycles() {
    slices().matching("dev.plotline.(*)..").should().beFreeOfCycles().check(HOUSE);
  }

  @ParameterizedTest
  @CsvSource({
    "com.github.benmanes.., dev.plotline.[sandbox|record|turn]..",
    "software.amazon.awssdk.., dev.plotline.[aws|local.files]..",
    "org.gaul.., dev.plotline.local.files..",
    "com.slack.., dev.plotline.slack..",
    "com.microsoft.., dev.plotline.teams.api..",
    "retrofit2.., dev.plotline.teams.api..",
    "com.auth0.., dev.plotline.teams.verify..",
    "okhttp3.., dev.plotline.[slack.api|teams.api|teams.graph]..",
    "com.google.gson.., dev.plotline.slack..",
    "picocli.., dev.plotline.cli..",
    "org.eclipse.jetty.., dev.plotline.web.."
  })
  void eachLibraryHasOneHome(String library, String home) {
    noClasses()
        .that()
        .resideOutsideOfPackage(home)
        .should()
        .dependOnClassesThat()
        .resideInAPackage(library)
        .allowEmptyShould(true)
        .check(HOUSE);
  }

  @Test
  void onlyTheWiringReadsTheEnvironment() {
    noClasses()
        .that()
        .resideOutsideOfPackage("dev.plotline")
        .should()
        .callMethod(System.class, "getenv")
        .orShould()
        .callMethod(System.class, "getenv", String.class)
        .check(HOUSE);
  }

  private static Set<String> seenBy(String name) {
    return HOUSE
        .getPackage("dev.plotline." + name)
        .getClassDependenciesFromThisPackageTree()
        .stream()
        .map(d -> d.getTargetClass().getPackageName())
        .filter(p -> p.startsWith("dev.plotline"))
        .map(ArchitectureTest::shortName)
        .collect(toCollection(TreeSet::new));
  }

  private static String shortName(String packageName) {
    return packageName.substring("dev.plotline".length()).replaceFirst("^\\.", "");
  }
}
