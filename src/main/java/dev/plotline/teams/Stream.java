package dev.plotline.teams;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plotline.chat.adapter.Pause;
import dev.plotline.chat.text.Cut;
import dev.plotline.chat.text.Inert;
import dev.plotline.teams.api.ApiException;
import dev.plotline.teams.api.Conversation;
import dev.plotline.teams.api.Sender;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/// One stream in a personal chat: steps that replace each other, then the answer in their place.
/// <https://learn.microsoft.com/microsoftteams/platform/bots/streaming-ux>
final class Stream {
  private static final int STEP = 900;

  /// Teams takes one part a second.
  private static final Duration GAP = Duration.ofMillis(1_200);

  private final Sender sender;
  private final Conversation conversation;
  private final InstantSource clock;
  private final Pause pause;
  private final String id;
  private final Instant began;
  private Instant latest;
  private int sequence = 1;

  private Stream(
      Sender sender,
      Conversation conversation,
      InstantSource clock,
      Pause pause,
      String id,
      Instant began) {
    this.sender = sender;
    this.conversation = conversation;
    this.clock = clock;
    this.pause = pause;
    this.id = id;
    this.began = began;
    this.latest = began;
  }

  /// Begins one with its first step.
  static Stream begin(
      Sender sender, Conversation conversation, InstantSource clock, Pause pause, String step)
      throws ApiException, InterruptedIOException {
    var info = info("informative").put("streamSequence", 1);
    String id = sender.impatient().post(conversation, part(step, info));
    if (id.isEmpty()) {
      throw new ApiException("stream", 200, "NoStreamId", "", true);
    }
    return new Stream(sender, conversation, clock, pause, id, clock.instant());
  }

  /// One that an earlier process began, nobody knows when: it can only be ended.
  static Stream found(
      Sender sender, Conversation conversation, InstantSource clock, Pause pause, String id) {
    return new Stream(sender, conversation, clock, pause, id, Instant.EPOCH);
  }

  /// Whether Teams says that the person has stopped it.
  static boolean isStopped(ApiException e) {
    return e.code().equals("ContentStreamNotAllowed") && e.detail().contains("cancel");
  }

  String id() {
    return id;
  }

  /// How long it has been open.
  Duration age() {
    return Duration.between(began, clock.instant());
  }

  /// Replaces the step that is shown.
  void step(String step) throws ApiException, InterruptedIOException {
    await();
    var info = info("informative").put("streamSequence", sequence + 1).put("streamId", id);
    sender.impatient().post(conversation, part(step, info));
    // What was refused for coming too early has no number.
    sequence++;
    latest = clock.instant();
  }

  /// Ends it with a message in the place of the steps.
  void end(ObjectNode message) throws ApiException, InterruptedIOException {
    end(sender, message);
  }

  /// Ends it with one more step, which can be edited then. Delays nothing.
  void leave(ObjectNode step) throws ApiException, InterruptedIOException {
    end(sender.impatient(), step);
  }

  private void end(Sender by, ObjectNode message) throws ApiException, InterruptedIOException {
    await();
    ObjectNode last = message.deepCopy();
    last.withArray("entities").add(info("final").put("streamId", id));
    by.post(conversation, last);
  }

  private void await() throws InterruptedIOException {
    Duration left = GAP.minus(Duration.between(latest, clock.instant()));
    if (left.isPositive()) {
      pause.of(left);
    }
  }

  private static ObjectNode info(String type) {
    return JsonNodeFactory.instance.objectNode().put("type", "streaminfo").put("streamType", type);
  }

  private static ObjectNode part(String step, ObjectNode info) {
    var part = JsonNodeFactory.instance.objectNode().put("type", "typing");
    part.put("text", Cut.to(Inert.plain(step, STEP), STEP));
    part.putArray("entities").add(info);
    return part;
  }
}
