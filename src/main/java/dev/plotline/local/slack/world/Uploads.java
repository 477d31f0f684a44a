package dev.plotline.local.slack.world;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// The files of the workspace; their bytes lie in a folder. Safe for several threads.
public final class Uploads {
  private final World world;
  private final Path folder;
  private final Map<String, Upload> files = new LinkedHashMap<>();

  /// Keeps bytes in `folder`.
  public Uploads(World world, Path folder) {
    this.world = world;
    this.folder = folder;
  }

  /// A file whose bytes are to come.
  public synchronized Upload await(String name, long size, String alt, String user) {
    String id = Ids.next("F");
    var file =
        new Upload(
            id, name, name, size, alt, user, folder.resolve(id), Upload.State.AWAITED, List.of());
    files.put(id, file);
    return file;
  }

  /// Keeps the bytes of a file.
  public Upload receive(String id, InputStream bytes) throws IOException {
    Path path = folder.resolve(id);
    Files.createDirectories(folder);
    long size = Files.copy(bytes, path, StandardCopyOption.REPLACE_EXISTING);
    return change(id, file -> file.arrived(size));
  }

  /// A file with its bytes, ready to be shared.
  public Upload put(String name, InputStream bytes, String user) throws IOException {
    Upload file = await(name, -1, "", user);
    receive(file.id(), bytes);
    return change(file.id(), here -> here.completed(name));
  }

  /// Changes a file.
  public synchronized Upload change(String id, UnaryOperator<Upload> how) {
    Upload file = files.get(id);
    if (file == null) {
      throw new IllegalArgumentException("no file has the id " + id);
    }
    Upload after = how.apply(file);
    files.put(id, after);
    return after;
  }

  /// A file, null when there is none.
  public synchronized @Nullable Upload file(String id) {
    return files.get(id);
  }

  /// All files.
  public synchronized List<Upload> all() {
    return List.copyOf(files.values());
  }

  /// Removes a file and its bytes.
  public void remove(String id) {
    Upload file;
    synchronized (this) {
      file = files.remove(id);
    }
    if (file == null) {
      return;
    }
    try {
      Files.deleteIfExists(file.bytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    world.tell(new Change.FileRemoved(file));
  }
}
