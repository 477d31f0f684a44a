package dev.plotline.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

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
  ///
  /// @return a sentence for each file that could not be saved
  List<String> deliver(JsonNode answer) throws InterruptedException {
    var lost = new ArrayList<String>();
    for (String list : new String[] {"figures", "files"}) {
      for (JsonNode file : answer.path(list)) {
        deliver((ObjectNode) file, lost);
      }
    }
    return lost;
  }

  private void deliver(ObjectNode file, List<String> lost) throws InterruptedException {
    String name = file.path("name").asText();
    try (InputStream content = content(file)) {
      file.put("path", save(content, name).toString());
    } catch (IOException | InvalidPathException e) {
      String reason = reason(e);
      file.putNull("path");
      file.put("problem", "could not be saved: " + reason);
      lost.add(name + " could not be saved in " + folder + ": " + reason);
    }
    file.remove("data");
    if (!linksLast) {
      file.putNull("url");
      file.putNull("expiresAt");
    }
  }

  /// Half a file is none: it would look like a whole one.
  private Path save(InputStream content, String name) throws IOException {
    Files.createDirectories(folder);
    Path path = free(name);
    try (OutputStream out = Files.newOutputStream(path, StandardOpenOption.CREATE_NEW)) {
      content.transferTo(out);
    } catch (FileAlreadyExistsException e) {
      throw e;
    } catch (IOException e) {
      Files.deleteIfExists(path);
      throw e;
    }
    return path;
  }

  /// Without the path, which a file's trouble begins with, and which is said anyway.
  private static String reason(Exception e) {
    return switch (e) {
      case AccessDeniedException _ -> "the folder can't be written";
      case FileSystemException trouble when trouble.getReason() != null -> trouble.getReason();
      default -> e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    };
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
