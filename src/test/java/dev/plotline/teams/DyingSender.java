package dev.plotline.teams;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plotline.teams.api.ApiException;
import dev.plotline.teams.api.Conversation;
import dev.plotline.teams.api.Sender;
import java.io.InterruptedIOException;
import java.io.Serial;
import java.util.concurrent.atomic.AtomicInteger;

/// A sender in a process that ends when so many requests were served, before anybody hears of the
/// last.
final class DyingSender implements Sender {
  private final Sender sender;
  private final AtomicInteger left;

  /// The end.
  static final class Death extends RuntimeException {
    @Serial private static final long serialVersionUID = 1L;
  }

  DyingSender(Sender sender, int requests) {
    this(sender, new AtomicInteger(requests));
  }

  private DyingSender(Sender sender, AtomicInteger left) {
    this.sender = sender;
    this.left = left;
  }

  private void spend() {
    if (left.decrementAndGet() <= 0) {
      throw new Death();
    }
  }

  @Override
  public String post(Conversation conversation, ObjectNode activity)
      throws ApiException, InterruptedIOException {
    String id = sender.post(conversation, activity);
    spend();
    return id;
  }

  @Override
  public void update(Conversation conversation, String id, ObjectNode activity)
      throws ApiException, InterruptedIOException {
    sender.update(conversation, id, activity);
    spend();
  }

  @Override
  public void delete(Conversation conversation, String id)
      throws ApiException, InterruptedIOException {
    sender.delete(conversation, id);
    spend();
  }

  @Override
  public void typing(Conversation conversation) throws ApiException, InterruptedIOException {
    sender.typing(conversation);
    spend();
  }

  @Override
  public JsonNode member(Conversation conversation, String user)
      throws ApiException, InterruptedIOException {
    return sender.member(conversation, user);
  }

  @Override
  public Sender impatient() {
    return new DyingSender(sender.impatient(), left);
  }

  @Override
  public void close() {}
}
