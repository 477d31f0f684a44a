package dev.plotline.local.code;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is deleted, and what must not be: nothing outside of the folder, whatever becomes of it
/// meanwhile.
class TreesTest {
  @TempDir private Path home;
  private Path root;
  private Path outside;

  @BeforeEach
  void plant() throws IOException {
    outside = Files.createDirectories(home.resolve("outside/deep"));
    Files.writeString(outside.resolve("precious"), "x");
    root = Files.createDirectory(home.resolve("root"));
  }

  private void nothingElseIsGone() {
    assertThat(root).doesNotExist();
    assertThat(outside.resolve("precious")).hasContent("x");
  }

  @Test
  void aTreeIsDeletedAndLinksAreNotFollowed() throws IOException {
    Files.createDirectories(root.resolve("a/b/c/d"));
    Files.writeString(root.resolve("a/b/c/d/file"), "x");
    Files.createSymbolicLink(root.resolve("link"), outside);
    Files.createSymbolicLink(root.resolve("a/b/link"), outside.resolve("precious"));
    Files.createSymbolicLink(root.resolve("a/broken"), Path.of("/no/such"));
    Trees.delete(root);
    nothingElseIsGone();
  }

  @Test
  void aFolderSwappedForALinkBeforeItIsEnteredLeadsNowhere() throws IOException {
    Files.createDirectories(root.resolve("turn/deep"));
    var entered = new ArrayList<String>();
    Trees.delete(
        root,
        name -> {
          entered.add(name.toString());
          swap(name, root.resolve("turn"), home.resolve("outside"));
        });
    assertThat(entered).contains("turn");
    nothingElseIsGone();
  }

  @Test
  void aFolderWhoseParentIsSwappedForALinkIsStillTheOneEntered() throws IOException {
    Files.createDirectories(root.resolve("turn/deep"));
    Files.writeString(root.resolve("turn/deep/own"), "x");
    Trees.delete(root, name -> swap(name, root, home.resolve("outside")));
    nothingElseIsGone();
  }

  /// Puts a link in the folder's place when that is about to be entered.
  private void swap(Path entering, Path folder, Path target) {
    if (!entering.equals(folder.getFileName()) || Files.isSymbolicLink(folder)) {
      return;
    }
    try {
      Files.move(folder, home.resolve("moved"));
      Files.createSymbolicLink(folder, target);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void whatNobodyMayEnterIsDeletedToo() throws IOException {
    var closed = Files.createDirectories(root.resolve("closed/inner"));
    Files.writeString(closed.resolve("file"), "x");
    for (Path folder : List.of(closed, closed.getParent())) {
      Files.setPosixFilePermissions(folder, java.util.Set.of());
    }
    Trees.delete(root);
    nothingElseIsGone();
  }

  @Test
  void whatIsNotThereIsNoTrouble() {
    Trees.delete(home.resolve("no/such"));
    Trees.delete(root);
    nothingElseIsGone();
  }
}
