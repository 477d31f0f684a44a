package dev.plotline.local.slack.page;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plotline.local.slack.world.Change;
import dev.plotline.local.slack.world.Json;
import dev.plotline.local.slack.world.World;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/// Server-sent events: each change as it happens, as long as somebody listens. Each listener has a
/// thread, which costs little because it is a virtual one.
final class Stream {
  /// Shorter than the time after which the server ends a connection on which nothing is said.
  private static final int PULSE_SECONDS = 10;

  private final World world;
  private final Shown shown;
  private final AtomicBoolean closed;

  Stream(World world, Shown shown, AtomicBoolean closed) {
    this.world = world;
    this.shown = shown;
    this.closed = closed;
  }

  void serve(String viewer, HttpServletResponse response) throws IOException {
    response.setContentType("text/event-stream; charset=utf-8");
    var changes = new LinkedBlockingQueue<Change>();
    Runnable end = world.listen(changes::add);
    try {
      OutputStream out = response.getOutputStream();
      write(out, "event: ready\ndata: {}\n\n");
      for (int quiet = 0; !closed.get(); quiet++) {
        Change change = changes.poll(500, TimeUnit.MILLISECONDS);
        ObjectNode json = change == null ? null : shown.change(change, viewer);
        if (json != null) {
          write(out, "data: " + Json.write(json) + "\n\n");
          quiet = 0;
        } else if (quiet >= PULSE_SECONDS * 2) {
          write(out, ": still here\n\n");
          quiet = 0;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      end.run();
    }
  }

  private static void write(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
    out.flush();
  }
}
