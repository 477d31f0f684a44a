package dev.plotline.local.code;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.Pipe;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// A supervisor that answers what a test says, and whose end a test may hold up.
final class FakeSandbox extends Process {
  private final Pipe requests;
  private final Pipe answers;
  private final CountDownLatch toldToEnd = new CountDownLatch(1);
  private final CountDownLatch ended = new CountDownLatch(1);
  private final boolean obedient;

  private FakeSandbox(boolean obedient) {
    this.obedient = obedient;
    try {
      requests = Pipe.open();
      answers = Pipe.open();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// One that ends when its input is closed.
  static FakeSandbox obedient() {
    return new FakeSandbox(true);
  }

  /// One that ends when the test calls [#end].
  static FakeSandbox stubborn() {
    return new FakeSandbox(false);
  }

  Box box(String name) {
    return new Box(this, name);
  }

  /// The next request, waited for.
  JsonNode request() throws IOException {
    var in = new DataInputStream(Channels.newInputStream(requests.source()));
    return Json.parse(in.readNBytes(in.readInt()));
  }

  void answer(ObjectNode message) throws IOException {
    byte[] body = Json.bytes(message);
    var out = new DataOutputStream(Channels.newOutputStream(answers.sink()));
    out.writeInt(body.length);
    out.write(body);
  }

  void end() {
    try {
      answers.sink().close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    ended.countDown();
  }

  /// Returns when somebody wants its end.
  void awaitEnding() throws InterruptedException {
    toldToEnd.await();
  }

  @Override
  public OutputStream getOutputStream() {
    return new FilterOutputStream(Channels.newOutputStream(requests.sink())) {
      @Override
      public void write(byte[] bytes, int from, int length) throws IOException {
        out.write(bytes, from, length);
      }

      @Override
      public void close() throws IOException {
        super.close();
        toldToEnd.countDown();
        if (obedient) {
          end();
        }
      }
    };
  }

  @Override
  public InputStream getInputStream() {
    return Channels.newInputStream(answers.source());
  }

  @Override
  public InputStream getErrorStream() {
    return InputStream.nullInputStream();
  }

  @Override
  public int waitFor() throws InterruptedException {
    ended.await();
    return 0;
  }

  @Override
  public boolean waitFor(long timeout, TimeUnit unit) throws InterruptedException {
    return ended.await(timeout, unit);
  }

  @Override
  public int exitValue() {
    if (isAlive()) {
      throw new IllegalThreadStateException("it runs");
    }
    return 0;
  }

  @Override
  public boolean isAlive() {
    return ended.getCount() > 0;
  }

  @Override
  public void destroy() {
    // It ends when the test says so.
  }

  @Override
  public Process destroyForcibly() {
    return this;
  }
}
