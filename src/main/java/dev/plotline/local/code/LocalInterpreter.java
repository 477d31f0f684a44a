package dev.plotline.local.code;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plotline.web.WebServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.List;

/// AgentCore Code Interpreter on a loopback port, from [#start] to [#close]. Safe for all threads.
public final class LocalInterpreter implements AutoCloseable {
  private static final long BODY_LIMIT = 200_000_000;

  private final Options options;
  private final Isolation isolation;
  private final Starter starter = new Starter();
  private final Places places;
  private final Sessions sessions;
  private final WebServer server;

  private LocalInterpreter(Options options) {
    this.options = options;
    boolean root = Root.isOurs();
    var base = Root.base(options.home(), root);
    this.places = Places.open(base.resolve("sessions"), root);
    var parts = new Isolation.Parts(options.python(), Driver.unpack(base), List.of());
    this.isolation =
        new Isolation.Bubblewrap(parts, options.network(), List.of("--disable-userns"));
    var boxes = new Boxes(options.liveSessions(), this::box);
    this.sessions = new Sessions(places, boxes, options.sessionQuota(), options.clock());
    this.server =
        WebServer.onLoopback()
            .bodyLimit(BODY_LIMIT)
            .servlet("/*", new Routes(sessions, boxes, new Tools(options.blobsOnly())))
            .start();
  }

  /// Starts listening on a free loopback port.
  public static LocalInterpreter start(Options options) {
    return new LocalInterpreter(options);
  }

  /// The endpoint for `BedrockAgentCoreAsyncClient`.
  public URI url() {
    return server.url();
  }

  /// The access key requests must be signed with.
  public String accessKey() {
    return "AKIALOCAL";
  }

  /// The secret that belongs to [#accessKey].
  public String secretKey() {
    return "local";
  }

  /// `bubblewrap`, `landlock`, `none`, or `off: ` with the reason and the remedy.
  public String isolation() {
    return isolation.status();
  }

  private Box box(Session session) {
    var place = session.place();
    var command =
        switch (isolation) {
          case Isolation.Bubblewrap b ->
              b.command(
                  place, new String(Json.bytes(config()), java.nio.charset.StandardCharsets.UTF_8));
          case Isolation.Off off -> throw new UncheckedIOException(new IOException(off.status()));
        };
    var builder = new ProcessBuilder(command).redirectError(place.errors().toFile());
    builder.environment().clear();
    builder.environment().put("PATH", "/usr/bin:/bin");
    return new Box(starter.start(builder), session.id());
  }

  private ObjectNode config() {
    var limits = options.limits();
    var config =
        Json.object().put("work", Isolation.WORK).put("tmp", "/tmp").put("tier", "bubblewrap");
    config.putPOJO("preload", List.of("numpy", "pandas", "matplotlib.pyplot", "openpyxl"));
    config
        .putObject("limits")
        .put("memory", limits.memory())
        .put("processes", limits.processes())
        .put("file", limits.file())
        .put("workspace", limits.workspace())
        .put("files", limits.files())
        .put("output", limits.output())
        .put("seconds", limits.call().toMillis() / 1000.0)
        .put("task_seconds", limits.task().toMillis() / 1000.0);
    return config;
  }

  @Override
  public void close() {
    server.close();
    sessions.close();
    places.close();
    starter.close();
  }
}
