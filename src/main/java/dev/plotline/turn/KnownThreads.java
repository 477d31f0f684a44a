package dev.plotline.turn;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.plotline.chat.Chat;
import dev.plotline.chat.Inbox;
import dev.plotline.chat.Link;
import dev.plotline.chat.Message;
import dev.plotline.chat.Person;
import dev.plotline.chat.Reply;
import dev.plotline.chat.ThreadKey;
import dev.plotline.chat.Threads;
import dev.plotline.file.FileName;
import dev.plotline.file.FileStore;
import dev.plotline.file.Workspace;
import dev.plotline.record.Hash;
import dev.plotline.record.Notebooks;
import dev.plotline.record.Retraction;
import dev.plotline.record.TurnRecord;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What is known of threads, from their records and their lanes. Safe for several threads.
public final class KnownThreads implements Threads {
  private static final Logger log = LoggerFactory.getLogger(KnownThreads.class);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Turns turns;
  private final Map<String, Chat> chats;
  private final Turn.Kept kept;
  private final FileStore store;
  private final Notebooks notebooks;
  private final Forgetting forgetting;
  private final Inbox inbox;
  private final Clock clock;
  // Every message in a channel asks whether its thread is one of ours, and most are not. Another
  // process may make it one, so this is believed for a short time only.
  private final Cache<ThreadKey, Boolean> foreign =
      Caffeine.newBuilder().maximumSize(50_000).expireAfterWrite(Duration.ofSeconds(20)).build();

  /// What is known of the threads whose turns run here or were recorded.
  ///
  /// @param chats by platform
  /// @param inbox where messages are recorded
  public KnownThreads(
      Turns turns,
      Map<String, Chat> chats,
      Turn.Kept kept,
      FileStore store,
      Inbox inbox,
      Clock clock) {
    this.turns = turns;
    this.chats = Map.copyOf(chats);
    this.inbox = inbox;
    this.forgetting = new Forgetting(kept, turns, inbox, store, clock);
    this.kept = kept;
    this.store = store;
    this.clock = clock;
    this.notebooks = new Notebooks(kept.records(), kept.sandboxes(), kept.workspaces(), clock);
  }

  @Override
  public boolean takesPart(ThreadKey thread) {
    if (!turns.of(thread).isEmpty() || !kept.records().known(thread).isEmpty()) {
      return true;
    }
    if (foreign.getIfPresent(thread) != null) {
      return false;
    }
    boolean ours = !recorded(thread).isEmpty();
    if (!ours) {
      foreign.put(thread, true);
    }
    return ours;
  }

  @Override
  public boolean hasAsked(ThreadKey thread, String personId) {
    return turns.of(thread).stream().anyMatch(message -> message.from().id().equals(personId))
        || recorded(thread).stream().anyMatch(turn -> turn.asked().personId().equals(personId));
  }

  @Override
  public Status status(ThreadKey thread) {
    List<Message> open = turns.of(thread);
    return new Status(
        !open.isEmpty(),
        Math.max(0, open.size() - 1),
        recorded(thread).size(),
        kept.sandboxes().session(thread));
  }

  @Override
  public List<Reply.Execution> code(ThreadKey thread, String messageId) {
    TurnRecord turn = find(recorded(thread), messageId);
    return turn == null ? List.of() : turn.answer().executions();
  }

  @Override
  public List<Reply.File> made(ThreadKey thread, String messageId) throws IOException {
    TurnRecord turn = find(kept.records().all(thread), messageId);
    if (turn == null) {
      return List.of();
    }
    Workspace workspace = kept.workspaces().apply(thread);
    var figures = turn.answer().figures().stream().map(TurnRecord.Figure::file);
    var files = new ArrayList<Reply.File>();
    for (TurnRecord.Made made : Stream.concat(figures, turn.answer().files().stream()).toList()) {
      Link link = made.key() == null ? null : workspace.link(made.key());
      files.add(made.file(_ -> link, workspace::content));
    }
    return files;
  }

  @Override
  public List<Reply.File> files(ThreadKey thread) throws IOException {
    Workspace workspace = kept.workspaces().apply(thread);
    var files = new ArrayList<Reply.File>();
    for (Workspace.Saved saved : workspace.latest()) {
      String name = FileName.last(saved.path());
      files.add(
          new Reply.File(
              name,
              saved.path(),
              FileName.mediaType(name),
              saved.size(),
              workspace.link(saved),
              () -> workspace.open(saved)));
    }
    return files;
  }

  @Override
  public Notebook notebook(ThreadKey thread) throws IOException, InterruptedException {
    return notebooks.of(thread);
  }

  @Override
  public void feedback(ThreadKey thread, String messageId, Person from, boolean helpful) {
    byte[] json =
        JSON.createObjectNode()
            .put("messageId", messageId)
            .put("personId", from.id())
            .put("helpful", helpful)
            .put("at", clock.instant().toString())
            .toString()
            .getBytes(UTF_8);
    String key =
        thread.prefix() + "/feedback/" + Hash.of(messageId) + "/" + Hash.of(from.id()) + ".json";
    try {
      store.put(
          key,
          () -> new ByteArrayInputStream(json),
          json.length,
          "application/json",
          "feedback.json");
    } catch (IOException e) {
      throw new UncheckedIOException("the feedback could not be kept", e);
    }
  }

  @Override
  public void forget(ThreadKey thread, String fileId) {
    if (mayTakePart(thread)) {
      forgetting.begin(Retraction.file(thread, fileId));
    }
  }

  @Override
  public void forget(String platform, String space, String fileId) {
    try {
      if (kept.records().sentIn(platform, space, fileId).isEmpty()) {
        return;
      }
    } catch (IOException e) {
      log.info("nobody knows now where a file was sent: {}", e.getMessage());
    }
    forgetting.begin(Retraction.file(platform, space, fileId));
  }

  @Override
  public void forgetMessage(ThreadKey thread, String messageId) {
    if (mayTakePart(thread)) {
      forgetting.begin(Retraction.message(thread, messageId));
    }
  }

  /// Platforms tell of what is deleted in every thread.
  private boolean mayTakePart(ThreadKey thread) {
    try {
      return takesPart(thread);
    } catch (UncheckedIOException e) {
      return true;
    }
  }

  /// Does again what was taken back lately, as far as a process that ended has not done it.
  ///
  /// @throws IOException when nobody can know now what that is
  public void forgetAgain() throws IOException {
    forgetting.again();
  }

  @Override
  public void reset(ThreadKey thread) {
    clear(thread);
    kept.sandboxes().end(thread, "was reset");
    try {
      kept.records().reset(thread);
    } catch (IOException e) {
      throw new UncheckedIOException("the thread could not be reset", e);
    }
  }

  @Override
  public List<String> delete(ThreadKey thread) {
    boolean ended = clear(thread);
    kept.sandboxes().end(thread, "was deleted");
    var said = new ArrayList<>(takeBack(thread));
    try {
      int count = kept.records().all(thread).size();
      int files = kept.workspaces().apply(thread).latest().size();
      inbox.forget(thread);
      var keys = new ArrayList<>(kept.records().beside(thread));
      store.list(thread.prefix() + "/").forEach(stored -> keys.add(stored.key()));
      store.delete(keys);
      said.add(
          "Removed: the session with its variables, %s, and the record of %s."
              .formatted(counted(files, "file"), counted(count, "question")));
    } catch (IOException e) {
      log.warn("{} could not be deleted: {}", thread, e.getMessage());
      said.add("The stored files and records could not be removed now: try again in a minute.");
    }
    if (!ended) {
      said.add("What was running did not end in time: delete again when it has.");
    }
    kept.records().evict(thread);
    return said;
  }

  /// While the records still tell what was posted.
  private List<String> takeBack(ThreadKey thread) {
    try {
      Chat chat = chats.get(thread.platform());
      return chat == null ? List.of() : chat.takeBack(thread);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      log.error("{} what was posted could not be taken back", thread, e);
    }
    return List.of("What I posted could not be taken back: delete it by hand.");
  }

  private static String counted(int count, String what) {
    return count + " " + what + (count == 1 ? "" : "s");
  }

  private boolean clear(ThreadKey thread) {
    try {
      return turns.clear(thread, PATIENCE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private List<TurnRecord> recorded(ThreadKey thread) {
    try {
      return kept.records().all(thread);
    } catch (IOException e) {
      throw new UncheckedIOException("the thread's record can't be read", e);
    }
  }

  private static @Nullable TurnRecord find(List<TurnRecord> turns, String messageId) {
    for (TurnRecord turn : turns.reversed()) {
      if (messageId.isEmpty() || turn.asked().messageId().equals(messageId)) {
        return turn;
      }
    }
    return null;
  }
}
