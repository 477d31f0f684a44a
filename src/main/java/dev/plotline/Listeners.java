package dev.plotline;

import dev.plotline.Settings.Part;
import dev.plotline.chat.Bot;
import dev.plotline.cli.Trouble;
import dev.plotline.local.files.LocalFiles;
import dev.plotline.local.files.Outlet;
import dev.plotline.runtime.InvocationServlet;
import dev.plotline.runtime.PingServlet;
import dev.plotline.runtime.UploadServlet;
import dev.plotline.runtime.Uploads;
import dev.plotline.web.JsonServlet;
import dev.plotline.web.ReadyServlet;
import dev.plotline.web.WebServer;
import java.util.Map;
import java.util.function.Supplier;

/// Opens the two listeners: which of them serves what, and to whom.
final class Listeners {
  private static final long INVOCATION_LIMIT = 101_000_000;

  private final Settings settings;
  private final App.Ports ports;
  private final Doorway doorway;

  /// @param doorway what both serve
  Listeners(Settings settings, App.Ports ports, Doorway doorway) {
    this.settings = settings;
    this.ports = ports;
    this.doorway = doorway;
  }

  /// What programs ask.
  record Doorway(InvocationServlet invocations, PingServlet ping, Uploads uploads) {}

  /// The loopback listener, for programs and for whoever runs this.
  ///
  /// @param maxFile the largest file taken in
  WebServer admin(AdminToken token, long maxFile, Supplier<?> status) {
    return Doors.loopback(ports.admin(), token)
        .bodyLimit(Math.max(maxFile + 1_000_000, INVOCATION_LIMIT))
        .servlet("/invocations", doorway.invocations())
        .servlet("/uploads", new UploadServlet(doorway.uploads()))
        .servlet("/ping", doorway.ping())
        .servlet("/status", new JsonServlet(status))
        .start();
  }

  /// The listener for chat platforms and health; for programs too when that is asked for, and only
  /// where their code does not run on this host unasked.
  WebServer web(Platforms platforms, Bot bot, Health health, Parts parts) {
    boolean runtime = ports.lasts() && settings.on(Setting.PLOTLINE_RUNTIME);
    if (runtime && settings.local().contains(Part.CODE) && !settings.isNamedLocal(Part.CODE)) {
      throw Trouble.usage(
          "PLOTLINE_RUNTIME=on would run everybody's code on this host: set S3_BUCKET to use AWS, or"
              + " PLOTLINE_LOCAL=code if that is meant");
    }
    boolean outside = runtime || platforms.isReachedFromOutside();
    boolean everywhere = outside && !settings.isSet(Setting.PLOTLINE_BIND);
    String bind = everywhere ? "0.0.0.0" : settings.text(Setting.PLOTLINE_BIND);
    var builder =
        WebServer.on(bind, ports.web())
            .servlet("/healthz", new JsonServlet(() -> Map.of("status", "ok")))
            .servlet("/readyz", new ReadyServlet(health::phase, health::problems));
    platforms.serve(builder, bind, bot);
    if (settings.publicUrl() != null) {
      parts
          .standIn(LocalFiles.class)
          .ifPresent(files -> builder.servlet(Outlet.PATH, new Outlet(files.url())));
    }
    if (runtime) {
      Doors.programs(builder, bind)
          .bodyLimit(INVOCATION_LIMIT)
          .servlet("/invocations", doorway.invocations())
          .servlet("/ping", doorway.ping());
    }
    return builder.start();
  }
}
