package dev.plotline.record;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.plotline.chat.ThreadKey;
import dev.plotline.file.FileStore;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What was taken back lately, in the store, so that forgetting it outlives the process. Safe for
/// several threads.
public final class Retractions {
  private static final Logger log = LoggerFactory.getLogger(Retractions.class);
  private static final String PREFIX = "retracted/";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final FileStore store;

  /// Retractions in a store.
  public Retractions(FileStore store) {
    this.store = store;
  }

  /// One that is kept.
  ///
  /// @param key where
  /// @param at since when
  /// @param retraction what
  public record Kept(String key, Instant at, Retraction retraction) {}

  /// Keeps one in mind: it is there after a crash when this returns.
  public void add(Retraction retraction) throws IOException {
    ThreadKey thread = retraction.thread();
    String hash = Hash.of(thread.hash() + " " + retraction.what() + " " + retraction.id());
    store.create(PREFIX + thread.platform() + "/" + hash, JSON.writeValueAsBytes(retraction));
  }

  /// All.
  public List<Kept> all() throws IOException {
    var all = new ArrayList<Kept>();
    for (FileStore.Stored stored : store.list(PREFIX)) {
      try (InputStream in = store.open(stored.key())) {
        all.add(new Kept(stored.key(), stored.at(), JSON.readValue(in, Retraction.class)));
      } catch (NoSuchFileException e) {
        // Removed between the list and here.
      } catch (JsonProcessingException e) {
        log.error("what was taken back can't be read: {}", e.getOriginalMessage());
      }
    }
    return all;
  }

  /// Lets go of one.
  public void remove(Kept one) throws IOException {
    store.delete(List.of(one.key()));
  }
}
