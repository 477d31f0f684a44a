package dev.plotline;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import org.jspecify.annotations.Nullable;

/// A loopback port that is kept free for one who wants it again: the system gives it to nobody who
/// asks for any port, and a server that asks for this very one gets it.
public final class HeldPort implements AutoCloseable {
  private final Socket socket;

  private HeldPort(Socket socket) {
    this.socket = socket;
  }

  /// Keeps a port that was just let go; null when another was quicker.
  public static @Nullable HeldPort of(int port) throws IOException {
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

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
