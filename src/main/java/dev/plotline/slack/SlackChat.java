package dev.plotline.slack;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plotline.chat.Chat;
import dev.plotline.chat.FileRef;
import dev.plotline.chat.Message;
import dev.plotline.chat.Reply;
import dev.plotline.chat.ThreadKey;
import dev.plotline.chat.adapter.Progress;
import dev.plotline.chat.adapter.Uninterrupted;
import dev.plotline.slack.api.ApiException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Slack as the bot speaks to it.
final class SlackChat implements Chat {
  private static final Logger log = LoggerFactory.getLogger(SlackChat.class);

  private final Line line;
  private final Access access;
  private final Twins twins;
  private final Delivery delivery;
  private final Removal removal;
  private final Map<String, Progress<Signs.Sign>> running = new ConcurrentHashMap<>();

  SlackChat(Line line, Access access, Twins twins, Delivery delivery, Removal removal) {
    this.line = line;
    this.access = access;
    this.twins = twins;
    this.delivery = delivery;
    this.removal = removal;
  }

  @Override
  public String platform() {
    return Place.PLATFORM;
  }

  @Override
  public Optional<Message> admit(Message message) throws InterruptedException {
    Message whole = twins.whole(message);
    Place place = Place.of(message);
    try {
      People.Known person = line.people().of(place.team(), message.from().id());
      Optional<String> refusal = access.refusal(person);
      if (refusal.isPresent()) {
        withdraw(message);
        line.whispers().refuse(place, message.from().id(), refusal.get());
        return Optional.empty();
      }
      return Optional.of(
          new Message(
              whole.thread(),
              whole.id(),
              person.person(),
              whole.text(),
              named(whole.files()),
              whole.at()));
    } catch (InterruptedIOException e) {
      throw new InterruptedException(e.getMessage());
    } catch (ApiException e) {
      return unknown(whole, e);
    }
  }

  /// Without Slack's word nobody knows whether it is a guest.
  private Optional<Message> unknown(Message message, ApiException cause)
      throws InterruptedException {
    log.warn("{} nobody knows who asks: {}", message.label(), cause.getMessage());
    if (access.guests() && access.external()) {
      return Optional.of(message);
    }
    withdraw(message);
    try {
      line.whispers()
          .tell(
              Place.of(message),
              message.from().id(),
              "Slack did not tell me who you are, so I can't answer. Ask again in a minute; if it"
                  + " stays so, the administrator has to grant users:read.");
    } catch (InterruptedIOException e) {
      throw new InterruptedException(e.getMessage());
    } catch (ApiException e) {
      log.warn("{} could not be told: {}", message.label(), e.getMessage());
    }
    return Optional.empty();
  }

  /// Slack Connect delivers ids only; their names are looked up.
  private List<FileRef> named(List<FileRef> files) throws InterruptedIOException {
    var named = new ArrayList<FileRef>();
    for (FileRef file : files) {
      if (!file.name().isBlank()) {
        named.add(file);
        continue;
      }
      try {
        JsonNode info = line.downloads().info(file.id());
        String name = info.path("name").asText(info.path("title").asText("file"));
        named.add(new FileRef(file.id(), name, info.path("size").asLong(-1)));
      } catch (InterruptedIOException e) {
        throw e;
      } catch (IOException e) {
        // Its reason is said when it is opened.
        named.add(new FileRef(file.id(), "file", -1));
      }
    }
    return named;
  }

  @Override
  public InputStream open(Message message, FileRef file) throws IOException {
    JsonNode info = line.downloads().info(file.id());
    String channel = Place.of(message).channel();
    JsonNode shares = info.path("shares");
    // An id can be written into a message by anybody; only what was shared here is opened here.
    if (!shares.isEmpty() && shares.findValue(channel) == null) {
      throw new IOException("It was not shared in this conversation: send it here.");
    }
    return line.downloads().open(info);
  }

  @Override
  public void progress(Message message, String step) {
    running.computeIfAbsent(key(message), _ -> line.signs().begin(message)).step(step);
  }

  @Override
  public void post(Message message, Reply reply) {
    var progress = running.remove(key(message));
    Uninterrupted.run(() -> {
      Signs.Sign sign = progress == null ? null : progress.end();
      try {
        delivery.deliver(message, reply);
      } finally {
        if (sign != null) {
          sign.clear();
        }
      }
    });
  }

  /// A message that was left by another process shows progress before anybody knows who asks.
  private void withdraw(Message message) {
    var progress = running.remove(key(message));
    if (progress != null) {
      progress.end().clear();
    }
  }

  @Override
  public List<String> takeBack(ThreadKey thread) throws InterruptedException {
    try {
      return removal.of(thread);
    } catch (InterruptedIOException e) {
      throw new InterruptedException(e.getMessage());
    }
  }

  /// Files that follow a message share its progress.
  private static String key(Message message) {
    return message.thread().hash() + "/" + Place.of(message).ts();
  }
}
