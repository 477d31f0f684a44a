package dev.plotline.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/// The command line: reads the arguments, runs the command, and turns every trouble into one
/// sentence and an exit status.
@Command(
    name = "plotline",
    mixinStandardHelpOptions = true,
    versionProvider = Cli.Version.class,
    description = "A data analyst that lives in chat threads.")
public final class Cli implements Runnable {
  private final Setup setup;

  private Cli(Setup setup) {
    this.setup = setup;
  }

  /// Runs a command.
  ///
  /// @param home the Plotline home
  /// @param live whether standard error is a terminal
  /// @param inProcess starts a server in this process, on free ports
  /// @param serve runs a server until it is told to stop
  /// @return the exit status: 0 done, 1 failed, 2 bad usage
  public static int run(
      String[] arguments, Path home, boolean live, Supplier<Server> inProcess, Runnable serve) {
    var out = stream(FileDescriptor.out);
    var err = stream(FileDescriptor.err);
    var screen = new Screen(out, err, live, Clock.systemUTC());
    return run(arguments, new Setup(home, inProcess, serve, System.in, screen), out, err);
  }

  /// The same with streams of one's own.
  static int run(String[] arguments, Setup setup, PrintStream out, PrintStream err) {
    var screen = setup.screen();
    return new CommandLine(new Cli(setup))
        .addSubcommand(new ServeCommand(setup))
        .addSubcommand(new AskCommand(setup))
        .addSubcommand(new ManifestCommand())
        .setOut(new PrintWriter(out, true, StandardCharsets.UTF_8))
        .setErr(new PrintWriter(err, true, StandardCharsets.UTF_8))
        .setParameterExceptionHandler((e, _) -> {
          screen.trouble(sentence(e) + ". See `plotline --help`.");
          return 2;
        })
        .setExecutionExceptionHandler((e, _, _) -> {
          if (e instanceof Trouble trouble) {
            screen.trouble(trouble.sentence());
            return trouble.status();
          }
          screen.trouble("something went wrong inside Plotline: " + e);
          return 1;
        })
        .execute(arguments);
  }

  /// Without a command, `serve`.
  @Override
  public void run() {
    setup.serve().run();
  }

  /// UTF-8 whatever the locale says: answers are in any script.
  private static PrintStream stream(FileDescriptor descriptor) {
    return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
  }

  private static String sentence(CommandLine.ParameterException e) {
    String message = e.getMessage();
    return message == null ? "these arguments make no sense" : message;
  }

  /// The version in the jar's manifest.
  static final class Version implements CommandLine.IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = Cli.class.getPackage().getImplementationVersion();
      return new String[] {"plotline " + (version == null ? "(not packaged)" : version)};
    }
  }
}
