package dev.plotline.runtime;

import dev.plotline.chat.Chat;
import dev.plotline.chat.FileRef;
import dev.plotline.chat.Message;
import dev.plotline.chat.Reply;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;

/// The chat with programs: each request waits here for the events of its message.
public final class Programs implements Chat {
  /// The platform's name in thread keys.
  public static final String PLATFORM = "program";

  private final Uploads uploads;
  private final Map<String, Caller> callers = new ConcurrentHashMap<>();

  /// A chat whose files were uploaded before.
  public Programs(Uploads uploads) {
    this.uploads = uploads;
  }

  /// What a caller is told.
  sealed interface Event {
    /// A step began.
    record Progress(String step) implements Event {}

    /// The turn ended; `json` is the whole answer.
    record Answer(String json) implements Event {}

    /// There will be no answer: the server ends.
    record Closed() implements Event {}
  }

  /// One request that waits.
  ///
  /// @param events in order; the last is an answer
  record Caller(BlockingQueue<Event> events) {}

  /// Waits for the events of a message, which must be known here before it is handed in.
  Caller expect(String messageId) {
    var caller = new Caller(new LinkedBlockingQueue<>());
    callers.put(messageId, caller);
    return caller;
  }

  /// Nobody waits for this message any more.
  void forget(String messageId) {
    callers.remove(messageId);
  }

  /// Tells everybody who still waits that there will be no answer.
  public void close() {
    callers.values().forEach(caller -> caller.events().add(new Event.Closed()));
  }

  /// Whether anybody waits.
  boolean isBusy() {
    return !callers.isEmpty();
  }

  @Override
  public String platform() {
    return PLATFORM;
  }

  @Override
  public InputStream open(Message message, FileRef file) throws IOException {
    return uploads.open(file.id());
  }

  @Override
  public void progress(Message message, String step) {
    tell(message, new Event.Progress(step));
  }

  @Override
  public void post(Message message, Reply reply) {
    tell(message, new Event.Answer(Answers.json(reply)));
    message.files().forEach(file -> uploads.delete(file.id()));
  }

  private void tell(Message message, Event event) {
    Caller caller = callers.get(message.id());
    if (caller != null) {
      caller.events().add(event);
    }
  }
}
