package dev.plotline.slack;

import dev.plotline.chat.Message;
import dev.plotline.chat.Reply;
import dev.plotline.chat.Trails;
import dev.plotline.slack.api.ApiException;
import dev.plotline.slack.text.Inert;
import dev.plotline.slack.text.Pages;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Brings an answer into its thread: the text with links and buttons first, then charts and files.
/// After a crash it goes on where the trail ends, and repeats nothing that is there.
final class Delivery {
  private static final Logger log = LoggerFactory.getLogger(Delivery.class);
  private static final String POSTING = "posting";
  private static final String SHARING = "sharing";

  private final Line line;
  private final Trails trails;
  private final Clock clock;
  private final Predicate<URI> opens;

  /// @param opens whether a link opens for those who read it
  Delivery(Line line, Trails trails, Clock clock, Predicate<URI> opens) {
    this.line = line;
    this.trails = trails;
    this.clock = clock;
    this.opens = opens;
  }

  /// Posts the answer. That it can't be, because the channel is archived or the bot was removed, is
  /// logged and no failure: asking again would change nothing.
  void deliver(Message message, Reply reply) {
    Place place = Place.of(message);
    try {
      List<String> before = marks(message);
      Answer answer = Answer.of(message, reply, clock.instant(), opens);
      post(message, place, answer, before);
      if (before.contains(SHARING) || answer.uploads().isEmpty()) {
        return;
      }
      mark(message, SHARING);
      var failed = line.uploads().share(place.channel(), place.root(), answer.uploads());
      if (!failed.isEmpty()) {
        line.posts().text(place, Inert.mrkdwn(sorry(failed)));
      }
    } catch (ApiException e) {
      log.warn("{} could not be answered: {}", message.label(), e.getMessage());
    } catch (InterruptedIOException e) {
      log.warn("{} was not answered to its end", message.label());
    }
  }

  private void post(Message message, Place place, Answer answer, List<String> before)
      throws ApiException, InterruptedIOException {
    if (before.contains(SHARING)) {
      return;
    }
    boolean again = before.contains(POSTING);
    if (!again) {
      mark(message, POSTING);
    }
    for (Pages.Page page : Pages.of(answer.blocks(), "a-" + message.id())) {
      String blockId = page.blocks().path(0).path("block_id").asText();
      if (!again || !line.posts().isThere(place, blockId)) {
        line.posts().page(place, page);
      }
    }
  }

  private static String sorry(List<String> failed) {
    return "Slack did not take "
        + String.join(", ", failed)
        + ": the links above open them; “New links” makes new ones.";
  }

  private List<String> marks(Message message) {
    try {
      return trails.of(message);
    } catch (IOException e) {
      log.warn("{} nobody knows what was posted before: {}", message.label(), e.getMessage());
      return List.of();
    }
  }

  private void mark(Message message, String mark) {
    try {
      trails.mark(message, mark);
    } catch (IOException e) {
      log.warn("{} what is posted could not be noted: {}", message.label(), e.getMessage());
    }
  }
}
