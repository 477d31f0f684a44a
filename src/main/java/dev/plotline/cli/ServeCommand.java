package dev.plotline.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/// `plotline serve`: runs until it is told to stop.
@Command(
    name = "serve",
    mixinStandardHelpOptions = true,
    description = "Starts Plotline; with nothing configured, all of it runs on this machine.")
final class ServeCommand implements Callable<Integer> {
  private final Setup setup;

  ServeCommand(Setup setup) {
    this.setup = setup;
  }

  @Override
  public Integer call() {
    setup.serve().run();
    return 0;
  }
}
