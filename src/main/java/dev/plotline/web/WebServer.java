package dev.plotline.web;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServlet;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.URI;
import java.util.EnumSet;
import java.util.concurrent.Executors;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.SizeLimitHandler;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/// One listener with its servlets, from [Builder#start] to [#close].
public final class WebServer implements AutoCloseable {
  private final Server server;
  private final ServerConnector connector;

  private WebServer(Server server, ServerConnector connector) {
    this.server = server;
    this.connector = connector;
  }

  /// A server that will listen on `bind` and `port`; port 0 takes a free one.
  public static Builder on(String bind, int port) {
    return new Builder(bind, port);
  }

  /// A server on a free loopback port.
  public static Builder onLoopback() {
    return on("127.0.0.1", 0);
  }

  /// The port in use.
  public int port() {
    return connector.getLocalPort();
  }

  /// `http://host:port`, without a trailing slash; a wildcard address is shown as loopback.
  public URI url() {
    String host = connector.getHost();
    boolean everywhere = host == null || host.equals("0.0.0.0") || host.equals("::");
    return URI.create("http://" + (everywhere ? "127.0.0.1" : host) + ":" + port());
  }

  @Override
  public void close() {
    try {
      server.stop();
    } catch (Exception e) {
      throw new IllegalStateException("the web server on port " + port() + " did not stop", e);
    }
  }

  /// Collects servlets, filters and limits. Not for several threads.
  public static final class Builder {
    private final String bind;
    private final int port;
    private final ServletContextHandler context = new ServletContextHandler("/");
    private long bodyLimit = 1 << 20;
    private boolean encodedSlashes;

    private Builder(String bind, int port) {
      this.bind = bind;
      this.port = port;
    }

    /// Serves `path` (a servlet pattern such as `/slack/*`).
    public Builder servlet(String path, HttpServlet servlet) {
      var holder = new ServletHolder(servlet);
      holder.setAsyncSupported(true);
      context.addServlet(holder, path);
      return this;
    }

    /// Puts a filter before what is served at `path`, in the order of the calls.
    public Builder filter(String path, Filter filter) {
      var holder = new FilterHolder(filter);
      holder.setAsyncSupported(true);
      context.addFilter(holder, path, EnumSet.of(DispatcherType.REQUEST));
      return this;
    }

    /// The longest request body in bytes (1 MiB unless set); a longer one is answered with 413.
    public Builder bodyLimit(long bytes) {
      bodyLimit = bytes;
      return this;
    }

    /// Accepts `%2F` and `%3A` inside a path segment, as in Bedrock's model ids.
    public Builder encodedSlashes() {
      encodedSlashes = true;
      return this;
    }

    /// Starts listening. A port in use fails with an [UncheckedIOException] that names it.
    public WebServer start() {
      var threads = new QueuedThreadPool(16, 4);
      threads.setName("web");
      threads.setVirtualThreadsExecutor(
          Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("http-", 0).factory()));
      var server = new Server(threads);
      var connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(http()));
      connector.setHost(bind);
      connector.setPort(port);
      server.addConnector(connector);
      context.getServletHandler().setDecodeAmbiguousURIs(encodedSlashes);
      // The one that Jetty adds answers a POST to nowhere with 405 instead of 404.
      context.getServletHandler().setEnsureDefaultServlet(false);
      context.setErrorHandler(new PlainErrors());
      server.setErrorHandler(new PlainErrors());
      var limit = new SizeLimitHandler(bodyLimit, -1);
      limit.setHandler(context);
      var remainder = new Remainder();
      remainder.setHandler(limit);
      server.setHandler(remainder);
      server.setStopTimeout(0);
      try {
        server.start();
      } catch (Exception e) {
        stopQuietly(server);
        boolean taken = e.getCause() instanceof BindException || e instanceof BindException;
        throw new UncheckedIOException(
            taken
                ? "port " + port + " on " + bind + " is already in use"
                : "cannot listen on " + bind + ":" + port,
            new IOException(e));
      }
      return new WebServer(server, connector);
    }

    private HttpConfiguration http() {
      var http = new HttpConfiguration();
      http.setSendServerVersion(false);
      http.setRequestHeaderSize(32 * 1024);
      if (encodedSlashes) {
        http.setUriCompliance(UriCompliance.UNSAFE);
      }
      return http;
    }

    private static void stopQuietly(Server server) {
      try {
        server.stop();
      } catch (Exception e) {
        // The failure to start is the one to tell.
      }
    }
  }
}
