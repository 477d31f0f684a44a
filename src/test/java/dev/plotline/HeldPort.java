package dev.plotline;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/// A loopback port that is kept free for one who wants it again: the system gives it to nobody who
/// asks for any port, and a server that asks for this very one gets it.
public final class HeldPort implements AutoCloseable {
  private final Socket socket;

  private HeldPort(Socket socket) {
    this.socket = socket;
  }

  /// Keeps the port of a server that was started and has ended; does it again when another was
  /// quicker to take it.
  ///
  /// @param server starts and ends it, and tells its port
  public static HeldPort of(Callable<Integer> server) throws Exception {
    HeldPort held = null;
    while (held == null) {
      held = tryHold(server.call());
    }
    return held;
  }

  private static @Nullable HeldPort tryHold(int port) throws IOException {
    // Two sockets may share a port as long as both say so and neither listens.
    var socket = new Socket();
    try {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return new HeldPort(socket);
    } catch (IOException e) {
      socket.close();
      return null;
    }
  }

  /// Which it is.
  public int number() {
    return socket.getLocalPort();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
