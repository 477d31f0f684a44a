package dev.plotline;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// The way to a service: brings bytes there and back as they come, until something is to go wrong
/// with it. Not for TLS.
final class Wire implements AutoCloseable {
  private static final int PIECE = 64;

  private final ServerSocket listener;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private volatile int port;
  private volatile boolean down;
  private @Nullable Fault armed;
  private String marker = "";

  /// What goes wrong with one request.
  enum Fault {
    /// It gets nowhere, and nothing comes back until the other end has had enough.
    TIME_OUT,
    /// The connection is reset.
    RESET,
    /// The answer comes in drops.
    SLOW,
    /// The connection ends, in good order, in the middle of the answer's body.
    HALF
  }

  private Wire() throws IOException {
    listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  }

  static Wire open() throws IOException {
    var wire = new Wire();
    Thread.startVirtualThread(wire::listen);
    return wire;
  }

  /// `http://127.0.0.1:port`.
  URI url() {
    return URI.create("http://127.0.0.1:" + listener.getLocalPort());
  }

  /// Where it leads.
  Wire to(URI service) {
    port = service.getPort();
    return this;
  }

  /// Lets the next request go wrong whose beginning contains this.
  synchronized void arm(Fault fault, String contains) {
    armed = fault;
    marker = contains;
  }

  /// Whether that request is still to come.
  synchronized boolean isArmed() {
    return armed != null;
  }

  private synchronized @Nullable Fault take(byte[] bytes, int length) {
    Fault fault = armed;
    if (fault == null || !new String(bytes, 0, length, ISO_8859_1).contains(marker)) {
      return null;
    }
    armed = null;
    return fault;
  }

  /// Resets all connections, and each new one until it is up again.
  void down(boolean now) {
    down = now;
    if (now) {
      cut();
    }
  }

  /// Resets the connections there are.
  void cut() {
    open.forEach(Wire::reset);
  }

  private void listen() {
    while (!listener.isClosed()) {
      try {
        Socket client = listener.accept();
        if (down || port == 0) {
          reset(client);
        } else {
          Thread.startVirtualThread(() -> connect(client));
        }
      } catch (IOException e) {
        // Closed.
      }
    }
  }

  private void connect(Socket client) {
    open.add(client);
    try (client;
        var service = new Socket(InetAddress.getLoopbackAddress(), port)) {
      var line = new Line(client, service);
      Thread back = Thread.startVirtualThread(line::back);
      line.there();
      back.join();
    } catch (IOException e) {
      reset(client);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      open.remove(client);
    }
  }

  /// One connection.
  private final class Line {
    private final Socket client;
    private final Socket service;
    private volatile @Nullable Fault fault;

    Line(Socket client, Socket service) {
      this.client = client;
      this.service = service;
    }

    void there() throws IOException {
      byte[] bytes = new byte[1 << 16];
      try (InputStream in = client.getInputStream()) {
        for (int n = in.read(bytes); n >= 0; n = in.read(bytes)) {
          Fault now = take(bytes, n);
          fault = now == null ? fault : now;
          if (fault == Fault.RESET) {
            reset(client);
            return;
          }
          if (fault != Fault.TIME_OUT) {
            service.getOutputStream().write(bytes, 0, n);
          }
        }
      } finally {
        service.close();
      }
    }

    void back() {
      byte[] bytes = new byte[1 << 16];
      try {
        InputStream in = service.getInputStream();
        OutputStream out = client.getOutputStream();
        for (int n = in.read(bytes); n >= 0; n = in.read(bytes)) {
          if (fault == Fault.SLOW) {
            drip(out, bytes, n);
          } else if (fault == Fault.HALF && hasBody(bytes, n)) {
            out.write(bytes, 0, n - n / 4);
            return;
          } else {
            out.write(bytes, 0, n);
          }
        }
      } catch (IOException e) {
        // One of the two has gone.
      } finally {
        end();
      }
    }

    /// A service that hears nothing may hang up; whoever waits for it is not to know.
    private void end() {
      try {
        if (fault != Fault.TIME_OUT) {
          client.close();
        }
      } catch (IOException e) {
        // It was closed.
      }
    }
  }

  /// Whether something is lost when a piece is cut; of an answer without a body that is its head.
  /// Of one in chunks the last piece, which may hold all of it, ends like a head.
  private static boolean hasBody(byte[] bytes, int length) {
    String text = new String(bytes, 0, length, ISO_8859_1);
    boolean head = text.startsWith("HTTP/") && text.indexOf("\r\n\r\n") == length - 4;
    return !head || text.toLowerCase(Locale.ROOT).contains("length: 0");
  }

  private static void drip(OutputStream out, byte[] bytes, int length) throws IOException {
    for (int from = 0; from < length; from += PIECE) {
      out.write(bytes, from, Math.min(PIECE, length - from));
      out.flush();
      LockSupport.parkNanos(5_000_000);
    }
  }

  private static void reset(Socket socket) {
    try {
      socket.setSoLinger(true, 0);
      socket.close();
    } catch (IOException e) {
      // It was closed.
    }
  }

  @Override
  public void close() throws IOException {
    listener.close();
    cut();
  }
}
