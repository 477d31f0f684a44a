package dev.plotline.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;

/// Puts the figures and files of an answer into a folder. Nothing that is there is overwritten: a
/// second `chart.png` becomes `chart (2).png`.
final class Delivery {
  private final Questions questions;
  private final Path folder;
  private final boolean linksLast;

  Delivery(Questions questions, Path folder, boolean linksLast) {
    this.questions = questions;
    this.folder = folder;
    this.linksLast = linksLast;
  }

  /// Fetches what the answer names, and writes into the answer where it lies now.
  void deliver(JsonNode answer) throws InterruptedException {
    for (String list : new String[] {"figures", "files"}) {
      for (JsonNode file : answer.path(list)) {
        deliver((ObjectNode) file);
      }
    }
  }

  private void deliver(ObjectNode file) throws InterruptedException {
    try (InputStream content = content(file)) {
      Files.createDirectories(folder);
      Path path = free(file.path("name").asText());
      Files.copy(content, path);
      file.put("path", path.toString());
    } catch (IOException e) {
      file.putNull("path");
      file.put("problem", "could not be saved: " + e.getMessage());
    }
    file.remove("data");
    if (!linksLast) {
      file.putNull("url");
      file.putNull("expiresAt");
    }
  }

  private InputStream content(JsonNode file) throws IOException, InterruptedException {
    if (file.hasNonNull("data")) {
      return new ByteArrayInputStream(Base64.getDecoder().decode(file.get("data").asText()));
    }
    if (!file.hasNonNull("url")) {
      throw new IOException("it was not stored");
    }
    return questions.fetch(URI.create(file.get("url").asText()));
  }

  /// The name is the code's: only its last segment counts.
  private Path free(String name) {
    Path plain = Path.of(name).getFileName();
    String safe = plain == null || plain.toString().startsWith("..") ? "file" : plain.toString();
    int dot = safe.lastIndexOf('.') > 0 ? safe.lastIndexOf('.') : safe.length();
    Path path = folder.resolve(safe);
    for (int n = 2; Files.exists(path); n++) {
      path = folder.resolve(safe.substring(0, dot) + " (" + n + ")" + safe.substring(dot));
    }
    return path;
  }
}
