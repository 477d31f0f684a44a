package dev.plotline.teams.verify;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.plotline.chat.adapter.ThisMachine;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The keys that Bot Framework signs with, found by its OpenID metadata and kept for a day. A key
/// that isn't known has them loaded anew, at most once a minute whatever is sent; when that fails
/// the old ones stay, and it may be tried again after some seconds. Safe for several threads:
/// nobody who has a known key waits.
public final class Keys implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Keys.class);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration CONNECT = Duration.ofSeconds(3);
  private static final Duration ANSWER = Duration.ofSeconds(5);
  private static final Duration LIFE = Duration.ofHours(24);
  private static final Duration PAUSE = Duration.ofMinutes(1);
  private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(5);
  private static final int LARGEST = 1 << 20;

  private final URI metadata;
  private final Clock clock;
  private final HttpClient http =
      HttpClient.newBuilder()
          .connectTimeout(CONNECT)
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();
  private final ReentrantLock loading = new ReentrantLock();
  private volatile Loaded loaded = new Loaded(Map.of(), Instant.MIN, false);
  private volatile Instant nextTry = Instant.MIN;

  /// Keys that are loaded when the first is asked for.
  ///
  /// @param metadata the address of the OpenID metadata
  public Keys(URI metadata, Clock clock) {
    this.metadata = metadata;
    this.clock = clock;
  }

  /// @param until when they are to be loaded anew
  /// @param sound whether the latest try succeeded
  private record Loaded(Map<String, Key> keys, Instant until, boolean sound) {}

  /// Loads them now, in the background.
  public void warm() {
    Thread.ofVirtual().name("teams-keys").start(this::load);
  }

  /// Whether the latest try to load them succeeded; tries again when not.
  public boolean areThere() {
    if (!loaded.sound()) {
      load();
    }
    return loaded.sound();
  }

  /// The key with an id; empty when there is none.
  ///
  /// @throws IOException when nobody can know, because they can't be loaded
  Optional<Key> find(String id) throws IOException {
    Key key = loaded.keys().get(id);
    if (key == null) {
      load();
      Loaded now = loaded;
      key = now.keys().get(id);
      if (key == null && !now.sound()) {
        throw new IOException("the keys of Bot Framework can't be loaded");
      }
    } else if (loaded.until().isBefore(clock.instant()) && !loading.isLocked()) {
      warm();
    }
    return Optional.ofNullable(key);
  }

  private void load() {
    loading.lock();
    try {
      Instant now = clock.instant();
      if (now.isBefore(nextTry)) {
        return;
      }
      nextTry = now.plus(PAUSE);
      loaded = new Loaded(read(), now.plus(LIFE), true);
    } catch (IOException | IllegalArgumentException e) {
      loaded = new Loaded(loaded.keys(), loaded.until(), false);
      nextTry = clock.instant().plus(PAUSE_AFTER_FAILURE);
      log.warn("the keys of Bot Framework can't be loaded: {}", e.getMessage());
    } finally {
      loading.unlock();
    }
  }

  private Map<String, Key> read() throws IOException {
    String address = fetch(metadata).path("jwks_uri").asText();
    Map<String, Key> keys = new HashMap<>();
    for (JsonNode entry : fetch(uri(address)).path("keys")) {
      Key.read(entry).ifPresent(key -> keys.put(entry.path("kid").asText(), key));
    }
    if (keys.isEmpty()) {
      throw new IOException("there is none at " + address);
    }
    return Map.copyOf(keys);
  }

  /// Keys that come over plain HTTP are anybody's, unless both ends are on this machine.
  private URI uri(String address) throws IOException {
    try {
      var uri = URI.create(address);
      boolean safe = "https".equals(uri.getScheme());
      boolean near = ThisMachine.isAt(uri) && ThisMachine.isAt(metadata);
      boolean here = "http".equals(uri.getScheme()) && near;
      if (uri.getHost() != null && (safe || here)) {
        return uri;
      }
    } catch (IllegalArgumentException e) {
      // Said below.
    }
    throw new IOException("jwks_uri at " + metadata + " must be an https address");
  }

  private JsonNode fetch(URI address) throws IOException {
    var request = HttpRequest.newBuilder(address).build();
    var answer =
        http.sendAsync(request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), LARGEST));
    try {
      // The limit is for the whole: a request's own time-out ends with the headers.
      HttpResponse<byte[]> response = answer.get(ANSWER.toMillis(), TimeUnit.MILLISECONDS);
      if (response.statusCode() != 200) {
        throw new IOException(address + " answers " + response.statusCode());
      }
      return JSON.readTree(response.body());
    } catch (ExecutionException e) {
      throw new IOException(address + ": " + e.getCause(), e);
    } catch (TimeoutException e) {
      throw new IOException(address + " did not answer within " + ANSWER.toSeconds() + " s", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    } finally {
      answer.cancel(true);
    }
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
