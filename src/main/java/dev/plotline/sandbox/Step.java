package dev.plotline.sandbox;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Something that was done in a session and is done again in the next one.
public sealed interface Step {
  /// A file of the workspace was put in place.
  ///
  /// @param path where
  /// @param key which version, in the store
  /// @param size in bytes
  record Placed(String path, String key, long size) implements Step {}

  /// A file was written that the workspace need not have.
  ///
  /// @param path where
  /// @param base64 its bytes, null when they were too many to keep
  record Written(String path, @Nullable String base64) implements Step {}

  /// Files were removed.
  ///
  /// @param paths which
  record Removed(List<String> paths) implements Step {
    /// Copies the list.
    public Removed {
      paths = List.copyOf(paths);
    }
  }

  /// Code ran. Also when it failed: what stood before the failing line has had its effect, and
  /// later code builds on it.
  ///
  /// @param language a [Language]'s id, or `shell`
  /// @param code as it was sent
  /// @param printed digest of what it printed
  /// @param failed whether it did
  /// @param time how long it took
  /// @param files digests of the files that it made or changed, by path
  /// @param charts those it drew, in order
  record Ran(
      String language,
      String code,
      String printed,
      boolean failed,
      Duration time,
      Map<String, String> files,
      List<Chart> charts)
      implements Step {
    /// Copies the map and the list.
    public Ran {
      files = Map.copyOf(files);
      charts = List.copyOf(charts);
    }
  }

  /// A chart that a run drew.
  ///
  /// @param path where it lies, in a hidden folder when the code did not save it
  /// @param digest of the image
  /// @param shown whether the code showed it or left it open, so that a notebook displays it
  record Chart(String path, String digest, boolean shown) {}
}
