package dev.plotline.record;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.plotline.chat.ThreadKey;
import dev.plotline.file.FileStore;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;

/// Which threads each file was sent in, found by the file's id. Safe for several threads.
final class SentFiles {
  static final String PREFIX = "sent/";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final FileStore store;

  SentFiles(FileStore store) {
    this.store = store;
  }

  void add(ThreadKey thread, String fileId) throws IOException {
    var json = JSON.createObjectNode().put("space", thread.space()).put("id", thread.id());
    store.create(key(thread, fileId), json.toString().getBytes(UTF_8));
  }

  /// Where it is kept that a file was sent in a thread.
  static String key(ThreadKey thread, String fileId) {
    return prefix(thread.platform(), thread.space(), fileId) + thread.hash();
  }

  /// The thread that such a key is of, as [ThreadKey#prefix] has it.
  static String thread(String key) {
    String platform = key.substring(PREFIX.length(), key.indexOf('/', PREFIX.length()));
    return "threads/" + platform + key.substring(key.lastIndexOf('/'));
  }

  List<ThreadKey> threads(String platform, String space, String fileId) throws IOException {
    var threads = new ArrayList<ThreadKey>();
    for (FileStore.Stored stored : store.list(prefix(platform, space, fileId))) {
      try (InputStream in = store.open(stored.key())) {
        JsonNode json = JSON.readTree(in);
        threads.add(new ThreadKey(platform, json.path("space").asText(), json.path("id").asText()));
      } catch (NoSuchFileException e) {
        // Deleted between the list and here.
      }
    }
    return threads;
  }

  private static String prefix(String platform, String space, String fileId) {
    return PREFIX + platform + "/" + new ThreadKey(platform, space, fileId).hash() + "/";
  }
}
