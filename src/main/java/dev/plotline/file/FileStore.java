package dev.plotline.file;

import dev.plotline.chat.Content;
import dev.plotline.chat.Link;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// Where files and records are kept: a flat map from key to bytes. Safe for several threads.
///
/// There is no compare-and-swap, on purpose: it isn't atomic on every S3. What must happen once is
/// written with [#create], which is.
public interface FileStore {
  /// Writes an object, replacing one of the same key, without holding it in memory.
  ///
  /// @param size the content's exact length in bytes
  /// @param mediaType what a browser is told
  /// @param downloadName the name that a browser saves it under
  void put(String key, Content content, long size, String mediaType, String downloadName)
      throws IOException;

  /// Writes a small object if there is none of this key, atomically.
  ///
  /// @return false when there was one
  boolean create(String key, byte[] bytes) throws IOException;

  /// Reads an object.
  ///
  /// @throws java.nio.file.NoSuchFileException when there is none
  InputStream open(String key) throws IOException;

  /// Everything whose key begins so, in the order of the keys, all pages.
  List<Stored> list(String prefix) throws IOException;

  /// Deletes objects; one that isn't there is no failure.
  void delete(List<String> keys) throws IOException;

  /// A link that opens an object for anybody who has it.
  ///
  /// @param life how long, if the credentials live that long
  Link link(String key, Duration life) throws IOException;

  /// An object.
  ///
  /// @param key where
  /// @param size in bytes
  /// @param at when it was written
  record Stored(String key, long size, Instant at) {}
}
