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
  private static final int ATTEMPTS = 6;

  private final Signs.Means means;
  private final Message message;
  private final Conversation conversation;
  private boolean streams;
  private boolean silent;
  private boolean unfit;
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
    streams = before.isStream();
    posted = before.id();
    if (streams) {
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
    if (silent) {
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
        stream.leave(working(LATER + "\n" + step));
        streams = false;
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
      silent = true;
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
    try {
      open(means.sender().impatient().post(conversation, working(step)));
    } catch (ApiException e) {
      // It may be there, and a second one with the next step would stay beside it.
      silent = e.isUncertain();
      throw e;
    }
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

  /// Puts the first message of the answer in the place of the steps; where there is none, in a new
  /// one: replacing can be tried again when nobody knows, posting can't.
  ///
  /// @throws ApiException when it is not there, or nobody knows
  void become(ObjectNode first) throws ApiException, InterruptedIOException {
    if (hasEnded(first) || isReplaced(first)) {
      return;
    }
    // Teams tells no ids, or lets nothing be replaced.
    posted = means.sender().post(conversation, first);
    if (!posted.isEmpty()) {
      means.marks().posted(message, conversation, posted);
    }
  }

  /// Ends the stream with the answer, or replaces what is left of it.
  private boolean hasEnded(ObjectNode first) throws ApiException, InterruptedIOException {
    for (int attempt = 1; stream != null; attempt++) {
      try {
        stream.end(first);
        stream = null;
        return true;
      } catch (ApiException e) {
        log.info("{} the stream could not be ended: {}", message.label(), e.getMessage());
        if (e.status() == 413) {
          throw e;
        }
        boolean again = e.isUncertain() && attempt < ATTEMPTS;
        if (isInPlace(first, e, again)) {
          return true;
        }
      }
      if (stream != null) {
        means.pause().of(Duration.ofSeconds(1L << attempt));
      }
    }
    return false;
  }

  /// Replaces what is left of a stream that could not be ended. Whether that worked; when not, and
  /// the stream is still there, it is worth another try.
  ///
  /// @param why it could not be ended
  private boolean isInPlace(ObjectNode first, ApiException why, boolean again)
      throws ApiException, InterruptedIOException {
    try {
      means.sender().update(conversation, posted, first);
      stream = null;
      return true;
    } catch (ApiException e) {
      // Teams replaces nothing in a stream that is open.
      boolean open = e.status() == 400;
      if (!open && !isGone(e)) {
        throw e;
      }
      log.info("{} the steps can't be replaced: {}", message.label(), e.getMessage());
      if (again) {
        return false;
      }
      if (why.isUncertain()) {
        throw why;
      }
      if (open && why.status() == 400 && !unfit) {
        unfit = true;
        throw why;
      }
      stream = null;
      posted = "";
      return false;
    }
  }

  private boolean isReplaced(ObjectNode first) throws ApiException, InterruptedIOException {
    for (int place = 1; place <= 2; place++) {
      if (posted.isEmpty()) {
        open(moment());
      }
      if (posted.isEmpty()) {
        return false;
      }
      try {
        means.sender().update(conversation, posted, first);
        return true;
      } catch (ApiException e) {
        if (!isGone(e)) {
          throw e;
        }
        posted = "";
        log.info("{} the steps can't be replaced: {}", message.label(), e.getMessage());
      }
    }
    return false;
  }

  /// A place for the answer: rather twice than never.
  private String moment() throws ApiException, InterruptedIOException {
    for (int attempt = 1; ; attempt++) {
      try {
        return means.sender().post(conversation, Messages.plain("One moment."));
      } catch (ApiException e) {
        if (!e.isUncertain() || attempt == ATTEMPTS) {
          throw e;
        }
        log.info("{} the answer has no place yet: {}", message.label(), e.getMessage());
        means.pause().of(Duration.ofSeconds(1L << attempt));
      }
    }
  }

  private static boolean isGone(ApiException e) {
    return e.status() == 403 || e.status() == 404 || e.status() == 405;
  }

  /// Whether another message would be taken in this one's place.
  static boolean isUnfit(ApiException e) {
    return e.status() == 400 || e.status() == 413;
  }
}
