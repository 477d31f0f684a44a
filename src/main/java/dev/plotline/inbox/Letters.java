package dev.plotline.inbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.plotline.file.FileStore;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The recorded messages in the store.
final class Letters {
  private static final Logger log = LoggerFactory.getLogger(Letters.class);

  private final FileStore store;

  Letters(FileStore store) {
    this.store = store;
  }

  /// What the store has of one message.
  ///
  /// @param key the message's own
  /// @param keys all
  /// @param claims how often it was taken up
  /// @param tries how often its turn was begun again
  /// @param done whether it needs no answer any more
  /// @param at when the last of it was written
  record Letter(String key, List<String> keys, int claims, int tries, boolean done, Instant at) {
    private Letter with(FileStore.Stored stored) {
      var all = new ArrayList<>(keys);
      all.add(stored.key());
      String rest = stored.key().substring(key.length());
      return new Letter(
          key,
          all,
          claims + (rest.startsWith(Keys.CLAIM) ? 1 : 0),
          tries + (rest.startsWith(Keys.TRY) ? 1 : 0),
          done || rest.equals(Keys.DONE),
          stored.at().isAfter(at) ? stored.at() : at);
    }
  }

  /// Records a message.
  ///
  /// @return false when it was
  boolean create(String key, Taken taken) throws IOException {
    return store.create(key, taken.json());
  }

  /// Keeps in mind that a message needs no answer any more.
  void done(String key) throws IOException {
    store.create(key + Keys.DONE, new byte[0]);
  }

  /// Notes that the turn of a message is begun again.
  void tried(String key, int number) throws IOException {
    store.create(key + Keys.TRY + number, new byte[0]);
  }

  /// All whose key begins so.
  List<Letter> list(String prefix) throws IOException {
    var letters = new TreeMap<String, Letter>();
    for (FileStore.Stored stored : store.list(prefix)) {
      int dot = stored.key().indexOf('.');
      String key = dot < 0 ? stored.key() : stored.key().substring(0, dot);
      letters.put(
          key,
          letters
              .getOrDefault(key, new Letter(key, List.of(), 0, 0, false, Instant.MIN))
              .with(stored));
    }
    return List.copyOf(letters.values());
  }

  /// The message of a letter; none when it was deleted meanwhile or can't be read.
  List<Taken> read(Letter letter) throws IOException {
    try (InputStream in = store.open(letter.key())) {
      byte[] json = in.readAllBytes();
      return json.length == 0 ? List.of() : List.of(Taken.read(json));
    } catch (NoSuchFileException e) {
      return List.of();
    } catch (JsonProcessingException e) {
      log.error("a recorded message can't be read: {}", e.getOriginalMessage());
      return List.of();
    }
  }

  /// Those whose message is so.
  List<Letter> whose(List<Letter> letters, Predicate<Taken> message) throws IOException {
    var found = new ArrayList<Letter>();
    for (Letter letter : letters) {
      if (read(letter).stream().anyMatch(message)) {
        found.add(letter);
      }
    }
    return found;
  }

  /// Which process has it.
  String owner(Letter letter, Taken taken) throws IOException {
    if (letter.claims() == 0) {
      return taken.instance();
    }
    try (InputStream in = store.open(letter.key() + Keys.CLAIM + letter.claims())) {
      return new String(in.readAllBytes(), UTF_8);
    }
  }

  /// Takes a message from a process that has ended, or takes up one's own again.
  ///
  /// @return false when another was quicker
  boolean claim(Letter letter, String instance) throws IOException {
    return store.create(
        letter.key() + Keys.CLAIM + (letter.claims() + 1), instance.getBytes(UTF_8));
  }

  /// Empties letters, which then need no answer any more and still drop repeats.
  void forget(List<Letter> letters) throws IOException {
    for (Letter letter : letters) {
      done(letter.key());
      store.put(letter.key(), InputStream::nullInputStream, 0, "application/json", "message.json");
    }
  }

  /// Removes all of some letters.
  void remove(List<Letter> letters) throws IOException {
    store.delete(letters.stream().flatMap(letter -> letter.keys().stream()).toList());
  }
}
