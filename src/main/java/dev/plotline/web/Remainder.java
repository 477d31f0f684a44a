package dev.plotline.web;

import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/// Reads on after an answer that came before the end of its request, as a refusal does: closing a
/// connection on bytes that nobody has read resets it, and then the client may never see the
/// answer.
final class Remainder extends Handler.Wrapper {
  /// Whoever still sends after so many bytes is cut off.
  private static final long MOST = 16 << 20;

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    Callback draining =
        new Callback.Nested(callback) {
          @Override
          public void succeeded() {
            if (mayCome(request, response)) {
              drain(request, getCallback(), MOST);
            } else {
              super.succeeded();
            }
          }
        };
    var unread = new Unread(request);
    try {
      return super.handle(unread, response, draining);
    } catch (HttpException.RuntimeException e) {
      Response.writeError(unread, response, draining, e);
      return true;
    }
  }

  /// A request that can be read on after an error was answered: for one whose end is not there yet
  /// Jetty would have reading fail from then on.
  private static final class Unread extends Request.Wrapper {
    private static final int MOST_READS = 16;

    Unread(Request request) {
      super(request);
    }

    @Override
    public boolean consumeAvailable() {
      for (int reads = 0; reads < MOST_READS; reads++) {
        Content.Chunk chunk = read();
        if (chunk == null) {
          return false;
        }
        chunk.release();
        if (chunk.isLast() || Content.Chunk.isFailure(chunk)) {
          return !Content.Chunk.isFailure(chunk);
        }
      }
      return false;
    }
  }

  /// Who asked for leave to send a body was refused it by the answer, and sends none.
  private static boolean mayCome(Request request, Response response) {
    return !request.getHeaders().contains(HttpHeader.EXPECT)
        && response.getStatus() != HttpStatus.SWITCHING_PROTOCOLS_101;
  }

  private static void drain(Request request, Callback callback, long most) {
    long left = most;
    while (true) {
      Content.Chunk chunk = request.read();
      if (chunk == null) {
        long rest = left;
        request.demand(() -> drain(request, callback, rest));
        return;
      }
      boolean over = chunk.isLast() || Content.Chunk.isFailure(chunk);
      left -= chunk.remaining();
      chunk.release();
      if (over || left < 0) {
        callback.succeeded();
        return;
      }
    }
  }
}
