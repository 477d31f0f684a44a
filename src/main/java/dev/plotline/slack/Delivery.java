package dev.plotline.slack;

import dev.plotline.chat.Message;
import dev.plotline.chat.Reply;
import dev.plotline.slack.Trail.Marks;
import dev.plotline.slack.api.ApiException;
import dev.plotline.slack.api.Uploads;
import dev.plotline.slack.api.Uploads.Upload;
import dev.plotline.slack.text.Mrkdwn;
import dev.plotline.slack.text.Pages;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Brings an answer into its thread: the text with links and buttons first, then charts and files.
/// After a crash it goes on where the trail ends, and repeats nothing that is there.
final class Delivery {
  private static final Logger log = LoggerFactory.getLogger(Delivery.class);

  private static final Set<String> ELSEWHERE = Set.of("not_in_channel", "channel_not_found");

  private final Line line;
  private final Trail trail;
  private final Clock clock;
  private final Predicate<URI> opens;

  /// @param opens whether a link opens for those who read it
  Delivery(Line line, Trail trail, Clock clock, Predicate<URI> opens) {
    this.line = line;
    this.trail = trail;
    this.clock = clock;
    this.opens = opens;
  }

  /// Posts the answer. That it can't be, because the channel is archived or the bot was removed, is
  /// logged and no failure: asking again would change nothing. Whoever asked where the bot isn't,
  /// as by the shortcut, is told in the conversation with the bot.
  ///
  /// @throws IllegalStateException when Slack or this process is away: then it can be posted later
  void deliver(Message message, Reply reply) {
    Place place = Place.of(message);
    try {
      Marks before = trail.of(message);
      Answer answer = Answer.of(message, reply, clock.instant(), opens);
      post(message, place, answer, before);
      var failed = share(message, place, answer.uploads(), before.files());
      if (!failed.isEmpty()) {
        trail.aside(message, line.posts().text(place, Mrkdwn.of(sorry(failed))));
      }
    } catch (ApiException e) {
      if (e.isPassing()) {
        throw new IllegalStateException("Slack did not take an answer: " + e.getMessage());
      }
      log.warn("{} could not be answered: {}", message.label(), e.getMessage());
      if (ELSEWHERE.contains(e.error())) {
        askForInvitation(message, place);
      }
    } catch (InterruptedIOException e) {
      throw new IllegalStateException("the process ended while an answer was posted");
    }
  }

  private void askForInvitation(Message message, Place place) {
    try {
      line.whispers()
          .write(
              message.from().id(),
              "I can't answer in <#"
                  + place.channel()
                  + ">, because I'm not in it: invite me there and ask again.");
    } catch (ApiException | InterruptedIOException e) {
      log.warn("{} could not be told either: {}", message.label(), e.getMessage());
    }
  }

  private void post(Message message, Place place, Answer answer, Marks before)
      throws ApiException, InterruptedIOException {
    if (!before.posting()) {
      trail.posting(message);
    }
    List<Pages.Page> pages = Pages.of(answer.blocks(), "a-" + message.id());
    int done = Math.min(before.pages().size(), pages.size());
    for (Pages.Page page : pages.subList(done, pages.size())) {
      String there = before.posting() ? line.posts().find(place, page) : "";
      List<String> posted = there.isEmpty() ? line.posts().page(place, page) : List.of(there);
      // In however many messages: it counts as one page.
      trail.page(message, posted.getFirst());
      posted.stream().skip(1).forEach(ts -> trail.aside(message, ts));
    }
  }

  /// What was sent is noted before it is shared: an attempt that follows shares it then, or sees
  /// that it was.
  private List<String> share(
      Message message, Place place, List<Upload> files, List<List<String>> before)
      throws InterruptedIOException {
    var failed = new ArrayList<String>();
    for (int from = 0; from < files.size(); from += Uploads.MOST_AT_ONCE) {
      var batch = files.subList(from, Math.min(files.size(), from + Uploads.MOST_AT_ONCE));
      int call = from / Uploads.MOST_AT_ONCE;
      boolean again = call < before.size();
      List<String> ids = again ? before.get(call) : send(batch, failed);
      if (!again && !ids.isEmpty()) {
        trail.files(message, ids);
      }
      if (!ids.isEmpty() && !line.uploads().share(place.channel(), place.root(), ids, again)) {
        batch.stream()
            .map(Upload::name)
            .filter(name -> !failed.contains(name))
            .forEach(failed::add);
      }
    }
    return failed;
  }

  /// @return the ids of those that arrived
  private List<String> send(List<Upload> batch, List<String> failed) throws InterruptedIOException {
    var ids = new ArrayList<String>();
    for (Upload file : batch) {
      try {
        ids.add(line.uploads().send(file));
      } catch (InterruptedIOException e) {
        throw e;
      } catch (IOException e) {
        log.warn("a file could not be uploaded: {}", e.getMessage());
        failed.add(file.name());
      }
    }
    return ids;
  }

  private static String sorry(List<String> failed) {
    return "Slack did not take "
        + String.join(", ", failed)
        + ": the links above open them; “New links” makes new ones.";
  }
}
