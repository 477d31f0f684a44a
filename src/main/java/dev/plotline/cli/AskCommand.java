package dev.plotline.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `plotline ask`: one question, or several from standard input.
@Command(
    name = "ask",
    mixinStandardHelpOptions = true,
    description =
        "Asks a question about data and prints the answer. Uses a running `plotline serve` of the"
            + " same PLOTLINE_HOME, else does all in its own process.",
    exitCodeListHeading = "Exit status:%n",
    exitCodeList = {"0:answered", "1:failed", "2:bad usage"})
final class AskCommand implements Callable<Integer> {
  private final Setup setup;

  @Option(
      names = {"-f", "--file"},
      paramLabel = "F",
      description = "a file that the question is about; may be given several times")
  private List<Path> files = List.of();

  @Option(
      names = "--out",
      paramLabel = "DIR",
      defaultValue = "plotline-out",
      description = "where figures and files go (default: ${DEFAULT-VALUE})")
  private Path out = Path.of("plotline-out");

  @Option(
      names = "--thread",
      paramLabel = "NAME",
      description = "a thread to go on with: same files, and with `serve` the same variables")
  private @Nullable String thread;

  @Option(names = "--json", description = "print one JSON object a question")
  private boolean json;

  @Parameters(
      paramLabel = "QUESTION",
      arity = "0..1",
      description = "the question; - reads several from standard input, one a line")
  private String question = "";

  AskCommand(Setup setup) {
    this.setup = setup;
  }

  @Override
  public Integer call() throws InterruptedException {
    files.forEach(AskCommand::check);
    List<String> typed = question.equals("-") ? lines() : List.of(question);
    // Files speak for themselves: without words they are looked at.
    List<String> questions = typed.isEmpty() ? List.of("") : typed;
    if (questions.stream().allMatch(String::isBlank) && files.isEmpty()) {
      throw Trouble.usage("there is no question");
    }
    checkFolder();
    String name = thread == null ? UUID.randomUUID().toString() : thread;
    Screen screen = setup.screen();
    boolean failed = false;
    try (Server server = server();
        var asking = new Questions(server)) {
      checkSizes(asking.maxFile());
      var delivery = new Delivery(asking, out, server.lasts());
      List<Path> with = files;
      for (String one : questions) {
        JsonNode answer = asking.ask(one, name, with, screen::progress);
        List<String> lost = delivery.deliver(answer);
        show(screen, answer);
        lost.forEach(screen::trouble);
        failed |= !lost.isEmpty() || !answer.path("ending").asText().equals("answered");
        with = List.of();
      }
    }
    return failed ? 1 : 0;
  }

  private Server server() throws InterruptedException {
    Server running = RunningServer.find(setup.home());
    return running == null ? setup.inProcess().get() : running;
  }

  private void show(Screen screen, JsonNode answer) {
    screen.endProgress();
    if (json) {
      ((ObjectNode) answer).remove("type");
      screen.json(answer);
    } else {
      screen.answer(answer);
    }
  }

  private List<String> lines() {
    try (var in = new BufferedReader(new InputStreamReader(setup.in(), StandardCharsets.UTF_8))) {
      return in.lines().filter(line -> !line.isBlank()).toList();
    } catch (IOException | UncheckedIOException e) {
      throw Trouble.failed("standard input could not be read");
    }
  }

  private void checkSizes(long most) {
    for (Path file : files) {
      try {
        if (Files.size(file) > most) {
          throw Trouble.usage(
              "%s is larger than Plotline takes (%,d MB, PLOTLINE_MAX_FILE): send a part of it"
                  .formatted(file, most / 1_000_000));
        }
      } catch (IOException e) {
        throw Trouble.usage("the file " + file + " may not be read");
      }
    }
  }

  /// An answer that can't be delivered should not be asked for.
  private void checkFolder() {
    try {
      Files.createDirectories(out);
    } catch (IOException e) {
      throw Trouble.usage("the folder " + out + " can't be made: give another with --out");
    }
    if (!Files.isWritable(out)) {
      throw Trouble.usage("the folder " + out + " can't be written: give another with --out");
    }
  }

  private static void check(Path file) {
    if (!Files.exists(file)) {
      throw Trouble.usage("there is no file " + file);
    }
    if (Files.isDirectory(file)) {
      throw Trouble.usage(file + " is a folder: name the files in it");
    }
    if (!Files.isReadable(file)) {
      throw Trouble.usage("the file " + file + " may not be read");
    }
  }
}
