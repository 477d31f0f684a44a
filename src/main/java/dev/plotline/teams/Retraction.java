package dev.plotline.teams;

import dev.plotline.chat.ThreadKey;
import dev.plotline.teams.api.ApiException;
import dev.plotline.teams.api.Conversation;
import dev.plotline.teams.api.Sender;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes answers back.
final class Retraction {
  private static final Logger log = LoggerFactory.getLogger(Retraction.class);

  private final Sender sender;
  private final Marks marks;

  Retraction(Sender sender, Marks marks) {
    this.sender = sender;
    this.marks = marks;
  }

  /// All answers in a thread, with their charts.
  ///
  /// @return what was taken back and what stays, one sentence each
  List<String> of(ThreadKey thread) throws InterruptedException {
    int gone = 0;
    int left = 0;
    try {
      for (Marks.Posted posted : marks.of(thread)) {
        if (isGone(thread, posted)) {
          gone++;
        } else {
          left++;
        }
      }
    } catch (InterruptedIOException e) {
      throw new InterruptedException(e.getMessage());
    } catch (IOException e) {
      log.warn("{} nobody knows what was posted: {}", thread, e.getMessage());
      return List.of("I no longer know which answers here are mine: delete them by hand.");
    }
    var said = new ArrayList<String>();
    if (gone > 0) {
      said.add(
          gone == 1 ? "My answer was taken back." : gone + " messages of mine were taken back.");
    }
    if (left > 0) {
      said.add(
          (left == 1 ? "One message" : left + " messages")
              + " of mine could not be taken back: whoever owns this conversation can delete it.");
    }
    return said;
  }

  private boolean isGone(ThreadKey thread, Marks.Posted posted) throws InterruptedIOException {
    // Which type of conversation it is makes no difference to deleting.
    var at =
        new Conversation(
            thread.space(),
            posted.service(),
            thread.id(),
            Conversation.Scope.GROUP,
            "",
            "",
            null,
            null,
            "");
    try {
      sender.delete(at, posted.id());
      return true;
    } catch (ApiException e) {
      log.info("{} a message could not be taken back: {}", thread, e.getMessage());
      return false;
    }
  }
}
