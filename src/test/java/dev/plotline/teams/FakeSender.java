package dev.plotline.teams;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plotline.teams.api.ApiException;
import dev.plotline.teams.api.Conversation;
import dev.plotline.teams.api.Sender;
import dev.plotline.teams.fake.Samples;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// Keeps what is sent, and knows who takes part.
final class FakeSender implements Sender {
  final BlockingQueue<Sent> sent = new LinkedBlockingQueue<>();
  final Map<String, ObjectNode> members = new ConcurrentHashMap<>();
  volatile boolean mute;
  private final AtomicInteger number = new AtomicInteger();

  FakeSender() {
    member(Samples.ANN, "Ann Ash", "user", "ann@example.org");
    member(Samples.BEN, "Ben Birch", "user", "ben@example.org");
  }

  /// Something sent.
  ///
  /// @param replaces the id of what it replaces, empty for something new
  record Sent(Conversation conversation, String replaces, ObjectNode activity) {
    String text() {
      return activity.path("text").asText();
    }
  }

  ObjectNode member(String user, String name, String role, String account) {
    var member =
        JsonNodeFactory.instance
            .objectNode()
            .put("id", "29:" + user)
            .put("aadObjectId", user)
            .put("name", name)
            .put("userRole", role)
            .put("userPrincipalName", account)
            .put("tenantId", Samples.TENANT);
    members.put("29:" + user, member);
    members.put(user, member);
    return member;
  }

  /// What is sent next.
  Sent next() {
    return next(sent);
  }

  static <T> T next(BlockingQueue<T> queue) {
    try {
      T next = queue.poll(3, TimeUnit.MINUTES);
      if (next == null) {
        throw new AssertionError("nothing came");
      }
      return next;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public String post(Conversation conversation, ObjectNode activity) {
    sent.add(new Sent(conversation, "", activity));
    return "posted-" + number.incrementAndGet();
  }

  @Override
  public void update(Conversation conversation, String id, ObjectNode activity) {
    sent.add(new Sent(conversation, id, activity));
  }

  @Override
  public void delete(Conversation conversation, String id) {
    throw new AssertionError("nothing here deletes");
  }

  @Override
  public void typing(Conversation conversation) {
    throw new AssertionError("nothing here types");
  }

  @Override
  public JsonNode member(Conversation conversation, String user) throws ApiException {
    ObjectNode member = members.get(user);
    if (mute || member == null) {
      throw new ApiException("member", mute ? 503 : 404, "MemberNotFound", "", false);
    }
    return member;
  }

  @Override
  public void close() {}
}
