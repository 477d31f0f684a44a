package dev.plotline.teams;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plotline.chat.Message;
import dev.plotline.chat.adapter.Progress;
import dev.plotline.teams.api.ApiException;
import dev.plotline.teams.api.Conversation;
import dev.plotline.teams.api.Conversation.Scope;
import dev.plotline.teams.text.Messages;
import java.io.InterruptedIOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What shows how far the answer to one message is, and then becomes the answer: a stream in
/// personal chats, for as long as Teams keeps one open, else one message that is edited. Not for
/// several threads.
///
/// Why the answer takes its place: replacing a message twice changes nothing, so after a crash or a
/// lost connection the answer is there once.
final class Sign implements Progress.Sign {
  private static final Logger log = LoggerFactory.getLogger(Sign.class);
  private static final String LATER = "Still working: the answer will stand here.";
  private static final int ATTEMPTS = 4;

  private final Signs.Means means;
  private final Message message;
  private final Conversation conversation;
  private boolean streams;
  private boolean stopped;
  private @Nullable Stream stream;
  private String posted = "";

  Sign(Signs.Means means, Message message) {
    this.means = means;
    this.message = message;
    this.conversation = Conversation.parse(message.origin());
    this.streams = conversation.scope() == Scope.PERSONAL;
    means.marks().before(message).ifPresent(this::found);
  }

  private void found(Marks.Posted before) {
    streams = false;
    posted = before.id();
    if (before.isStream()) {
      stream =
          Stream.found(means.sender(), conversation, means.clock(), means.pause(), before.id());
    }
  }

  Conversation conversation() {
    return conversation;
  }

  @Override
  public Duration gap() {
    return streams && stream != null ? means.pace().stream() : means.pace().edits();
  }

  @Override
  public void show(String step) throws InterruptedIOException {
    if (stopped) {
      return;
    }
    try {
      if (streams) {
        streamed(step);
      } else {
        edited(step);
      }
    } catch (ApiException e) {
      log.info("{} progress could not be shown: {}", message.label(), e.getMessage());
    }
  }

  private void streamed(String step) throws ApiException, InterruptedIOException {
    try {
      if (stream == null) {
        stream = Stream.begin(means.sender(), conversation, means.clock(), means.pause(), step);
        posted = stream.id();
        means.marks().began(message, conversation, posted, true);
      } else if (stream.age().compareTo(means.pace().longest()) > 0) {
        streams = false;
        stream.end(working(LATER + "\n" + step));
        stream = null;
        means.marks().began(message, conversation, posted, false);
      } else {
        stream.step(step);
      }
    } catch (ApiException e) {
      refused(e, step);
    }
  }

  private void refused(ApiException e, String step) throws ApiException, InterruptedIOException {
    if (Stream.isStopped(e)) {
      stopped = true;
      log.info("{} was stopped", message.label());
      means.stop().accept(message);
      return;
    }
    if (e.status() == 429) {
      throw e;
    }
    log.info("{} is streamed no more: {}", message.label(), e.getMessage());
    streams = false;
    if (!e.isUncertain()) {
      edited(step);
    }
  }

  private void edited(String step) throws ApiException, InterruptedIOException {
    if (!posted.isEmpty()) {
      means.sender().impatient().update(conversation, posted, working(step));
      return;
    }
    try {
      means.sender().impatient().typing(conversation);
    } catch (ApiException e) {
      log.info("{} typing could not be shown: {}", message.label(), e.getMessage());
    }
    open(means.sender().impatient().post(conversation, working(step)));
  }

  private void open(String id) {
    posted = id;
    if (!id.isEmpty()) {
      means.marks().began(message, conversation, id, false);
    }
  }

  private ObjectNode working(String step) {
    return Messages.working(step, message.id());
  }

  /// Puts the first message of the answer in the place of the steps.
  ///
  /// @throws ApiException when it is not there, or nobody knows
  void become(ObjectNode first) throws ApiException, InterruptedIOException {
    if (posted.isEmpty()) {
      try {
        open(means.sender().post(conversation, working("One moment")));
      } catch (ApiException e) {
        log.info("{} the answer has no place yet: {}", message.label(), e.getMessage());
      }
    }
    for (int attempt = 1; ; attempt++) {
      try {
        place(first);
        return;
      } catch (ApiException e) {
        // A stream that was neither ended nor can be edited: one of the two is about to be
        // possible.
        boolean again = stream != null && e.isUncertain();
        if (!again || attempt == ATTEMPTS) {
          throw e;
        }
        means.pause().of(Duration.ofSeconds(1L << attempt));
      }
    }
  }

  private void place(ObjectNode first) throws ApiException, InterruptedIOException {
    boolean uncertain = false;
    if (stream != null) {
      try {
        stream.end(first);
        stream = null;
        return;
      } catch (ApiException e) {
        if (isUnfit(e)) {
          throw e;
        }
        uncertain = e.isUncertain();
        log.info("{} the stream could not be ended: {}", message.label(), e.getMessage());
      }
    }
    if (!posted.isEmpty()) {
      try {
        means.sender().update(conversation, posted, first);
        return;
      } catch (ApiException e) {
        boolean gone = e.status() == 403 || e.status() == 404 || e.status() == 405;
        boolean open = stream != null && e.status() == 400;
        if (uncertain && (gone || open)) {
          throw new ApiException("place", e.status(), e.code(), e.detail(), true);
        }
        if (!gone && !open) {
          throw e;
        }
        log.info("{} the steps can't be replaced: {}", message.label(), e.getMessage());
      }
    }
    String id = means.sender().post(conversation, first);
    means.marks().posted(message, conversation, id);
    posted = id;
    stream = null;
  }

  /// Whether another message would be taken in this one's place.
  static boolean isUnfit(ApiException e) {
    return e.status() == 400 || e.status() == 413;
  }
}
