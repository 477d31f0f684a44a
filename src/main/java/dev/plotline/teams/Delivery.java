package dev.plotline.teams;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plotline.chat.Message;
import dev.plotline.chat.Reply;
import dev.plotline.chat.adapter.ThisMachine;
import dev.plotline.teams.api.ApiException;
import dev.plotline.teams.api.Conversation;
import dev.plotline.teams.api.Conversation.Scope;
import dev.plotline.teams.api.Sender;
import dev.plotline.teams.graph.TeamsFiles;
import dev.plotline.teams.text.Answer;
import dev.plotline.teams.text.Messages;
import java.io.InterruptedIOException;
import java.net.URI;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Brings an answer into its conversation: the text with cards, links and buttons in the place of
/// the steps, then charts, then the offers to keep files. After a crash the first is put in its
/// place again, which changes nothing; what was posted besides it, or may have been, is not posted
/// again.
final class Delivery {
  private static final Logger log = LoggerFactory.getLogger(Delivery.class);
  private static final int REFUSALS = 3;
  private static final String MISSING =
      "Teams did not take all of this answer, so a part of it may be missing here. The links above"
          + " open charts and files; for missing words, ask me to go on.";

  private final Sender sender;
  private final Marks marks;
  private final InstantSource clock;

  Delivery(Sender sender, Marks marks, InstantSource clock) {
    this.sender = sender;
    this.marks = marks;
    this.clock = clock;
  }

  /// Something that brings one message there.
  @FunctionalInterface
  private interface Way {
    void send(ObjectNode message) throws ApiException, InterruptedIOException;
  }

  /// Posts the answer. That it can't be, because the bot was removed or the team is archived, is
  /// logged and no failure: asking again would change nothing.
  ///
  /// @throws IllegalStateException when Teams or this process is away: then it can be posted later
  void deliver(Message message, Reply reply, Sign sign) {
    boolean personal = sign.conversation().scope() == Scope.PERSONAL;
    URI service = sign.conversation().service();
    Predicate<URI> opens = link -> ThisMachine.opens(link, service);
    var answer = Answer.of(message, reply, personal, clock.instant(), opens);
    List<ObjectNode> messages = answer.messages();
    try {
      fitted(message, messages.getFirst(), "first", sign::become, sign.conversation());
      var rest = new ArrayList<>(messages.subList(1, messages.size()));
      if (personal) {
        rest.addAll(TeamsFiles.keepable(message, reply));
      }
      follow(message, rest, sign.conversation());
    } catch (ApiException e) {
      if (e.isPassing()) {
        throw new IllegalStateException("Teams did not take an answer: " + e.getMessage());
      }
      log.warn("{} could not be answered: {}", message.label(), e.getMessage());
    } catch (InterruptedIOException e) {
      throw new IllegalStateException("the process ended while an answer was posted");
    }
  }

  private void follow(Message message, List<ObjectNode> rest, Conversation at)
      throws InterruptedIOException {
    int refusals = 0;
    for (int i = 0; i < rest.size() && refusals < REFUSALS; i++) {
      if (!also(message, rest.get(i), "part-" + (i + 1), at)) {
        refusals++;
      }
    }
    if (refusals > 0) {
      also(message, Messages.plain(MISSING), "missing", at);
    }
  }

  /// Posts one more message, unless it is or may be there.
  ///
  /// @return false when it could not be posted; the others may
  private boolean also(Message message, ObjectNode more, String part, Conversation at)
      throws InterruptedIOException {
    if (marks.isIntended(message, part)) {
      return true;
    }
    marks.intend(message, part);
    try {
      fitted(message, more, part, one -> post(message, at, one), at);
      return true;
    } catch (ApiException e) {
      log.warn("{} a part of the answer was not posted: {}", message.label(), e.getMessage());
      return false;
    }
  }

  private void post(Message message, Conversation at, ObjectNode one)
      throws ApiException, InterruptedIOException {
    String id = sender.post(at, one);
    if (!id.isEmpty()) {
      marks.posted(message, at, id);
    }
  }

  /// Sends a message, and where Teams refuses its form its words alone.
  private void fitted(Message message, ObjectNode whole, String part, Way way, Conversation at)
      throws ApiException, InterruptedIOException {
    try {
      way.send(whole);
    } catch (ApiException e) {
      if (!Sign.isUnfit(e)) {
        throw e;
      }
      log.warn("{} Teams refused the form of an answer: {}", message.label(), e.getMessage());
      List<ObjectNode> plainer = Plainer.of(whole);
      way.send(plainer.getFirst());
      for (int i = 1; i < plainer.size(); i++) {
        also(message, plainer.get(i), part + "-" + i, at);
      }
    }
  }
}
