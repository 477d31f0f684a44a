package dev.plotline.local.code;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.bedrockagentcore.model.CodeInterpreterResult;
import software.amazon.awssdk.services.bedrockagentcore.model.ContentBlock;
import software.amazon.awssdk.services.bedrockagentcore.model.ToolName;

/// Code that lays traps for whoever reads and writes its files, and files that are traps
/// themselves.
class FileAttackIT extends Tiers {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "os.symlink('/etc/passwd', 'trap')",
        "os.symlink('/proc/self/environ', 'trap')",
        "os.symlink('/dev/zero', 'trap')",
        "os.symlink('trap', 'trap')",
        "os.mkfifo('trap')",
        "os.mkdir('trap')",
      })
  void aTrapIsNotReadAndBlocksNobody(String make) {
    python("import os, shutil, subprocess; subprocess.run(['rm', '-rf', 'trap'])\n" + make);
    var result = client().read(session, "trap");
    assertThat(result.isError()).isTrue();
    assertThat(result.content().getFirst().text())
        .containsAnyOf("symbolic link", "not a file", "No such file");
  }

  @Test
  void aFolderThatIsALinkIsNotEntered() {
    python("import os; os.path.lexists('way') or os.symlink('/etc', 'way')");
    assertThat(client().read(session, "way/passwd").isError()).isTrue();
    assertThat(client().list(session, "way").isError()).isTrue();
    assertThat(client().write(session, "way/x", "x").isError()).isTrue();
    assertThat(
            client().invoke(session, ToolName.REMOVE_FILES, a -> a.paths("way/passwd")).isError())
        .isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/etc/passwd",
        "../x",
        "a/../../x",
        "..",
        "",
        ".",
        "/opt/amazon/genesis1p-tools/var/x",
        "a\u0000b",
      })
  void pathsThatAreNotInTheWorkspaceAreErrorResults(String path) {
    assertThat(client().read(session, path).isError()).isTrue();
    assertThat(client().write(session, path, "x").isError()).isTrue();
    assertThat(client().invoke(session, ToolName.REMOVE_FILES, a -> a.paths(path)).isError())
        .isTrue();
    if (path.length() > 1) {
      assertThat(client().list(session, path).content().getFirst().text())
          .contains("Invalid file path");
    }
  }

  @Test
  void aLinkIsReplacedByWritingAndItsTargetIsUntouched() {
    python(
        "import os\nopen('target', 'w').write('mine')\nos.path.lexists('l') and os.remove('l')\nos.symlink('target', 'l')");
    assertThat(client().write(session, "l", "new").isError()).isFalse();
    assertThat(python("open('target').read(), open('l').read(), os.path.islink('l')").out())
        .isEqualTo("('mine', 'new', False)\n");
  }

  @Test
  void aPipeIsReplacedByWritingAndNobodyWaits() {
    python("import os; os.path.exists('p') or os.mkfifo('p')");
    assertThat(client().write(session, "p", "new").isError()).isFalse();
    assertThat(text(client().read(session, "p"))).isEqualTo("new");
  }

  @Test
  void aFileSwappedForALinkWhileItIsReadLeaksNothing() {
    python("open('real', 'w').write('harmless')");
    var swapping =
        CompletableFuture.supplyAsync(() ->
            python(
                """
                import os, time
                end = time.time() + 1
                while time.time() < end:
                    for target in ("real", "/etc/passwd"):
                        os.symlink(target, "tmp-link"); os.rename("tmp-link", "swap")
                        os.link("real", "tmp-file"); os.rename("tmp-file", "swap")
                """));
    int read = 0;
    while (!swapping.isDone()) {
      var result = client().read(session, "swap");
      if (!result.isError()) {
        assertThat(text(result)).isEqualTo("harmless");
        read++;
      }
    }
    assertThat(swapping.join().err()).isEmpty();
    assertThat(read).isPositive();
  }

  @Test
  void aFolderSwappedForALinkWhileItIsReadLeaksNothing() {
    python("import os; os.makedirs('real-dir'); open('real-dir/passwd', 'w').write('harmless')");
    var swapping =
        CompletableFuture.supplyAsync(() ->
            python(
                """
                import os, time
                os.symlink("/etc", "link")
                end = time.time() + 1
                while time.time() < end:
                    os.rename("real-dir", "turn"); os.rename("turn", "real-dir")
                    os.rename("link", "turn"); os.rename("turn", "link")
                """));
    while (!swapping.isDone()) {
      var result = client().read(session, "turn/passwd");
      if (!result.isError()) {
        assertThat(text(result)).isEqualTo("harmless");
      }
    }
    assertThat(swapping.join().err()).isEmpty();
    assertThat(text(client().read(session, "real-dir/passwd"))).isEqualTo("harmless");
    shell("rm -rf real-dir link");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/etc/passwd", "/usr/bin/env", "/opt/plotline/_sandbox/kernel.py"})
  void filesOfTheSystemAreNotLinkedIntoTheWorkspace(String file) {
    assertThat(python("import os; os.link('" + file + "', 'hard')").err())
        .containsAnyOf("Invalid cross-device link", "Permission", "not permitted", "No such file");
    assertThat(client().read(session, "hard").isError()).isTrue();
  }

  @Test
  void everyNameIsListedAndStrangeOnesAreOnlyNames() {
    var name = "a'b\"c\n$(touch owned) %s {x} 売上 <&>.csv";
    assertThat(client().write(session, name, "x").isError()).isFalse();
    python("open(b'\\xff\\xfe.txt', 'w').close()");
    assertThat(client().list(session, "").content())
        .extracting(ContentBlock::name)
        .contains(name, "\ufffd\ufffd.txt")
        .doesNotContain("owned");
    assertThat(text(client().read(session, name))).isEqualTo("x");
    assertThat(python("import os; 'owned' in os.listdir()").out()).isEqualTo("False\n");
    assertThat(client().invoke(session, ToolName.REMOVE_FILES, a -> a.paths(name)).isError())
        .isFalse();
  }

  @Test
  void anArchiveWithLinksAndWaysOutStaysInTheWorkspace() {
    var outcome =
        python(
            """
            import io, tarfile, zipfile
            with zipfile.ZipFile("evil.zip", "w") as z:
                z.writestr("../../escaped.txt", "x")
                z.writestr("/etc/escaped.txt", "x")
                link = zipfile.ZipInfo("link"); link.external_attr = 0o120777 << 16
                z.writestr(link, "/etc")
            with tarfile.open("evil.tar", "w") as t:
                way = tarfile.TarInfo("way"); way.type = tarfile.SYMTYPE; way.linkname = "/usr/local"
                t.addfile(way)
                body = tarfile.TarInfo("way/escaped.txt"); body.size = 1
                t.addfile(body, io.BytesIO(b"x"))
            zipfile.ZipFile("evil.zip").extractall("out")
            try: tarfile.open("evil.tar").extractall("out")
            except OSError as e: print("refused")
            """);
    assertThat(outcome.out()).isIn("refused\n", "");
    var sight =
        python(
            "import os\n[p for p in ('/etc/escaped.txt', '/usr/local/escaped.txt',"
                + " '../escaped.txt', '../../escaped.txt') if os.path.exists(p)]");
    assertThat(sight.out()).isEqualTo("[]\n");
  }

  @Test
  void anUploadNamedAsALibraryDoesNotReplaceIt() {
    client().write(session, "pandas.py", "raise SystemExit('shadow')");
    client().write(session, "helpers.py", "answer = 42");
    assertThat(python("import pandas, helpers; helpers.answer, hasattr(pandas, 'DataFrame')").out())
        .isEqualTo("(42, True)\n");
    python("import os; os._exit(0)");
    assertThat(python("import pandas; hasattr(pandas, 'DataFrame')").out()).isEqualTo("True\n");
    client().invoke(session, ToolName.REMOVE_FILES, a -> a.paths("pandas.py"));
  }

  @Test
  void bytesAndTextComeBackAsTheyWent() {
    byte[] all = new byte[256];
    for (int i = 0; i < all.length; i++) {
      all[i] = (byte) i;
    }
    client().write(session, "all.bin", all);
    assertThat(
            client().read(session, "all.bin").content().getFirst().resource().blob().asByteArray())
        .isEqualTo(all);
    var text = "Ünï 売上 \r\n\t\"quoted\" \u2028 end";
    client().write(session, "text.txt", text);
    assertThat(text(client().read(session, "text.txt"))).isEqualTo(text);
    assertThat(text.getBytes(UTF_8)).hasSizeGreaterThan(text.length());
  }

  private static String text(CodeInterpreterResult result) {
    return result.content().getFirst().resource().text();
  }
}
