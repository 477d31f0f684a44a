package dev.plotline.record;

import dev.plotline.chat.Content;
import dev.plotline.file.Workspace;
import dev.plotline.sandbox.Step;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.NoSuchFileException;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// The files that a thread's code may read and that no code of it made.
///
/// @param files all versions, in the order they came
record Inputs(List<Input> files) {
  /// A version of a file.
  ///
  /// @param path in the working folder
  /// @param key in the store
  /// @param size in bytes
  /// @param digest SHA-256, empty when the file was deleted
  record Input(String path, String key, long size, String digest) {}

  /// Copies the list.
  Inputs {
    files = List.copyOf(files);
  }

  /// Those that the steps put in place, and those that were there before.
  static Inputs of(List<Step> steps, Workspace workspace) throws IOException {
    Map<String, Step.Placed> placed = new LinkedHashMap<>();
    Set<String> ofSteps = new HashSet<>();
    for (Step step : steps) {
      switch (step) {
        case Step.Placed one -> {
          placed.putIfAbsent(one.key(), one);
          ofSteps.add(one.path());
        }
        case Step.Written written -> ofSteps.add(written.path());
        case Step.Ran ran -> ofSteps.addAll(ran.files().keySet());
        case Step.Removed _ -> {}
      }
    }
    var files = new ArrayList<Input>();
    for (Workspace.Saved saved : workspace.latest()) {
      if (!ofSteps.contains(saved.path())) {
        files.add(of(saved.path(), saved.key(), saved.size(), workspace));
      }
    }
    for (Step.Placed one : placed.values()) {
      files.add(of(one.path(), one.key(), one.size(), workspace));
    }
    return new Inputs(files);
  }

  private static Input of(String path, String key, long size, Workspace workspace)
      throws IOException {
    try {
      return new Input(path, key, size, digest(workspace.content(key)));
    } catch (NoSuchFileException e) {
      return new Input(path, key, size, "");
    }
  }

  private static String digest(Content content) throws IOException {
    try (InputStream in = content.open();
        var out =
            new DigestOutputStream(
                OutputStream.nullOutputStream(), MessageDigest.getInstance("SHA-256"))) {
      in.transferTo(out);
      return HexFormat.of().formatHex(out.getMessageDigest().digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /// The names of those that are there, each once.
  String there() {
    return files.stream()
        .filter(file -> !file.digest().isEmpty())
        .map(Input::path)
        .distinct()
        .collect(Collectors.joining(", "));
  }

  /// A version.
  Input of(Step.Placed step) {
    return files.stream()
        .filter(file -> file.key().equals(step.key()))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("a step's file is no input"));
  }

  /// Whether another version of a file was there before.
  boolean isNewer(Step.Placed step) {
    return files.stream().filter(file -> file.path().equals(step.path())).findFirst().stream()
        .noneMatch(file -> file.key().equals(step.key()));
  }
}
