package dev.plotline.teams;

import dev.plotline.chat.Message;
import dev.plotline.chat.Person;
import dev.plotline.chat.ThreadKey;
import dev.plotline.chat.Trails;
import dev.plotline.teams.api.Conversation;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What was posted for each message, for attempts that follow a crash, for taking it back and for
/// finding what an answer was given to. A store that fails is logged, and stops nobody.
final class Marks {
  private static final Logger log = LoggerFactory.getLogger(Marks.class);
  private static final String STREAM = "stream";
  private static final String AT = "at";
  private static final String EXTRA = "extra";

  private final Trails trails;

  Marks(Trails trails) {
    this.trails = trails;
  }

  /// A message of the bot's that is there.
  ///
  /// @param service where it can be changed
  /// @param id its own
  /// @param answers the id of the message that it answers
  /// @param isStream whether it began as a stream, which may be open still
  record Posted(URI service, String id, String answers, boolean isStream) {}

  /// Notes a message that the answer will take the place of.
  void began(Message message, Conversation at, String id, boolean stream) {
    note(
        message, String.join(" ", stream ? STREAM : AT, id, at.service().toString(), message.id()));
  }

  /// Notes a message that is part of the answer.
  void posted(Message message, Conversation at, String id) {
    note(message, String.join(" ", EXTRA, id, at.service().toString(), message.id()));
  }

  /// Notes a message that shows what is the thread's, beside the answers.
  void aside(Conversation at, String id) {
    var thread = new ThreadKey(TeamsBot.PLATFORM, at.tenant(), at.id());
    var nobody = new Person(at.user(), "", ZoneOffset.UTC, Locale.ROOT);
    posted(
        new Message(thread, at.activity(), nobody, "", List.of(), Instant.EPOCH, at.json()),
        at,
        id);
  }

  /// Notes that one part of the answer is about to be posted.
  void intend(Message message, String part) {
    note(message, part);
  }

  /// Whether a part is posted, or may be.
  boolean isIntended(Message message, String part) {
    return of(message).contains(part);
  }

  /// The message that the answer is to take the place of, from an earlier attempt; empty when there
  /// is none.
  Optional<Posted> before(Message message) {
    return of(message).stream()
        .filter(mark -> mark.startsWith(STREAM + " ") || mark.startsWith(AT + " "))
        .map(Marks::posted)
        .flatMap(Optional::stream)
        .reduce((_, later) -> later);
  }

  private List<String> of(Message message) {
    try {
      return trails.of(message);
    } catch (IOException e) {
      log.warn("{} nobody knows what was posted before: {}", message.label(), e.getMessage());
      return List.of();
    }
  }

  /// All that was posted in a thread, latest first, each once.
  List<Posted> of(ThreadKey thread) throws IOException {
    var all = new ArrayList<Posted>();
    for (String mark : trails.of(thread).reversed()) {
      posted(mark)
          .filter(one -> all.stream().noneMatch(before -> before.id().equals(one.id())))
          .ifPresent(all::add);
    }
    return all;
  }

  /// The id of the message that one of the bot's has answered; empty when nobody knows.
  String answered(ThreadKey thread, String posted) throws IOException {
    return of(thread).stream()
        .filter(one -> one.id().equals(posted))
        .map(Posted::answers)
        .findFirst()
        .orElse("");
  }

  private void note(Message message, String mark) {
    try {
      trails.mark(message, mark);
    } catch (IOException e) {
      log.warn("{} what is posted could not be noted: {}", message.label(), e.getMessage());
    }
  }

  private static Optional<Posted> posted(String mark) {
    String[] parts = mark.split(" ", 4);
    if (parts.length < 4) {
      return Optional.empty();
    }
    return Optional.of(
        new Posted(URI.create(parts[2]), parts[1], parts[3], parts[0].equals(STREAM)));
  }
}
