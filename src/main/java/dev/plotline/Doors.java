package dev.plotline;

import dev.plotline.web.BearerCheck;
import dev.plotline.web.HostCheck;
import dev.plotline.web.OriginCheck;
import dev.plotline.web.WebServer;
import java.net.InetAddress;
import java.net.UnknownHostException;

/// Whom the two listeners turn away before anything is served.
final class Doors {
  private Doors() {}

  /// The loopback listener: closed to web pages, and to code that has this machine's network.
  static WebServer.Builder loopback(int port, AdminToken token) {
    var builder = WebServer.on("127.0.0.1", port).filter("/*", new HostCheck());
    return token.isDemanded()
        ? builder.filter("/*", new BearerCheck(token.text(), AdminToken.SENTENCE))
        : builder;
  }

  /// Programs on the public listener. Chat platforms sign what they send and may come through a
  /// proxy under any name, so their paths are left alone.
  static WebServer.Builder programs(WebServer.Builder builder, String bind) {
    if (isLoopback(bind)) {
      builder.filter("/invocations", new HostCheck()).filter("/ping", new HostCheck());
    }
    return builder.filter("/invocations", new OriginCheck());
  }

  /// Whether only this machine reaches what listens there.
  static boolean isLoopback(String bind) {
    try {
      return InetAddress.getByName(bind).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false; // Nothing can listen there, which is said when it is tried.
    }
  }
}
