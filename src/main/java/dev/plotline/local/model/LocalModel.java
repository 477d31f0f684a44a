package dev.plotline.local.model;

import dev.plotline.local.analyst.Analyst;
import dev.plotline.web.WebServer;
import java.net.URI;
import java.time.Clock;

/// Bedrock Converse and ConverseStream on loopback, over the offline analyst. Started by [#start],
/// serves until [#close]; safe for several threads.
public final class LocalModel implements AutoCloseable {
  /// The name of the offline analyst where the id of a model is shown.
  public static final String MODEL_ID = "offline-analyst";

  /// Above what is refused in the vendor's words, and below what would fill the memory.
  private static final long BODY_LIMIT = 100_000_000;

  private final Options options;
  private final Journal journal;
  private final Plans plans;
  private final WebServer server;

  private LocalModel(Options options, Journal journal, Plans plans, WebServer server) {
    this.options = options;
    this.journal = journal;
    this.plans = plans;
    this.server = server;
  }

  /// Starts listening on loopback.
  public static LocalModel start(Options options) {
    var journal = new Journal();
    var plans = new Plans();
    var servlet =
        new ConverseServlet(
            new Signature(options.accessKey(), options.secretKey()),
            new Mind(new Analyst(), plans),
            plans,
            journal,
            Clock.systemUTC());
    var server =
        WebServer.on("127.0.0.1", options.port())
            .encodedSlashes()
            .bodyLimit(BODY_LIMIT)
            .servlet("/*", servlet)
            .start();
    return new LocalModel(options, journal, plans, server);
  }

  /// The endpoint for a Bedrock runtime client.
  public URI url() {
    return server.url();
  }

  /// The access key to sign with.
  public String accessKey() {
    return options.accessKey();
  }

  /// The secret key to sign with.
  public String secretKey() {
    return options.secretKey();
  }

  /// The calls so far.
  public Journal journal() {
    return journal;
  }

  /// Spoils the next calls, one each, after those already planned.
  public LocalModel fail(Fault... faults) {
    plans.fail(faults);
    return this;
  }

  /// Answers the next good requests with these, one each, after those already planned; then the
  /// analyst answers again.
  public LocalModel script(Answer... answers) {
    for (var answer : answers) {
      plans.script(_ -> answer);
    }
    return this;
  }

  /// Answers the next good request with what `script` makes of it.
  public LocalModel script(Script script) {
    plans.script(script);
    return this;
  }

  @Override
  public void close() {
    server.close();
  }
}
