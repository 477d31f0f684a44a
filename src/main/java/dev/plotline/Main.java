package dev.plotline;

import dev.plotline.cli.Cli;
import dev.plotline.cli.RunningServer;
import dev.plotline.cli.Server;
import dev.plotline.cli.Trouble;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Where it begins.
public final class Main {
  // Made before any thread of ours: SLF4J complains about threads that log while it begins.
  private static final Logger log = LoggerFactory.getLogger(Main.class);

  private Main() {}

  /// Runs what is typed and exits with its status.
  public static void main(String[] arguments) {
    var settings = Settings.of(System.getenv());
    int status =
        Cli.run(
            arguments,
            settings.home(),
            Boolean.getBoolean("plotline.terminal"),
            () -> inProcess(settings),
            () -> serve(settings));
    System.exit(status);
  }

  private static Server inProcess(Settings settings) {
    return started(settings, App.Ports.free());
  }

  /// Serves until a signal ends the process; the hook then closes what was started.
  private static void serve(Settings settings) {
    App app = started(settings, App.Ports.of(settings));
    try {
      RunningServer.note(settings.home(), app.admin(), app.token());
    } catch (IOException e) {
      app.close();
      throw Trouble.failed("the folder " + settings.home() + " (PLOTLINE_HOME) can't be written");
    }
    Banner.print(app, settings);
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static App started(Settings settings, App.Ports ports) {
    try {
      App app = App.start(settings, ports);
      Runtime.getRuntime()
          .addShutdownHook(
              new Thread(
                  () -> {
                    unnote(settings, app);
                    app.close();
                  },
                  "shutdown"));
      return app;
    } catch (UncheckedIOException e) {
      throw Trouble.failed(String.valueOf(e.getMessage()));
    }
  }

  private static void unnote(Settings settings, App app) {
    try {
      RunningServer.unnote(settings.home(), app.admin());
    } catch (IOException e) {
      log.warn("serve.json could not be removed: {}", e.toString());
    }
  }
}
