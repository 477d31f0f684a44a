package dev.plotline.local.code;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// Code that looks for a way out by sockets of any kind.
class NetworkAttackIT extends Tiers {
  @Test
  void nothingOfTheHostIsReachedByNetwork() throws IOException {
    try (var host = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      var outcome =
          python(
              """
              import socket
              for kind in (socket.SOCK_STREAM, socket.SOCK_DGRAM):
                  try:
                      s = socket.socket(socket.AF_INET, kind)
                      s.connect(("127.0.0.1", %d)); s.send(b"x"); s.settimeout(0.5); s.recv(1)
                      print("reached")
                  except OSError as e: print(type(e).__name__)
              try: print(socket.create_connection(("198.51.100.1", 80), 1))
              except OSError: print("no route")
              """
                  .formatted(host.getLocalPort()));
      assertThat(outcome.out()).doesNotContain("reached").endsWith("no route\n");
    }
  }

  @Test
  void namesAreNotResolved() {
    assertThat(python("import socket; socket.getaddrinfo('example.com', 80)").err())
        .contains("gaierror");
  }

  @Test
  void unixSocketsOfTheHostAreOutOfReach() throws IOException {
    var folder = Files.createTempDirectory(Path.of("/tmp"), "sock");
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
    var path = folder.resolve("s");
    try (var host = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      host.bind(UnixDomainSocketAddress.of(path));
      Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxrwxrwx"));
      var outcome =
          python(
              """
              import socket
              for make in (lambda: socket.socket(socket.AF_UNIX), lambda: socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM)[0]):
                  try:
                      make().connect("%s"); print("reached")
                  except OSError as e: print("refused")
              """
                  .formatted(path));
      assertThat(outcome.out()).isEqualTo("refused\nrefused\n");
    } finally {
      Files.deleteIfExists(path);
      Files.delete(folder);
    }
  }

  @Test
  void abstractSocketsOfTheHostAreOutOfReach() throws IOException {
    var name = "plotline-" + UUID.randomUUID();
    var host =
        new ProcessBuilder(
                Pythons.python().toString(),
                "-c",
                "import socket, sys; s = socket.socket(socket.AF_UNIX); s.bind('\\0' + sys.argv[1]);"
                    + " s.listen(); print('ready', flush=True); sys.stdin.read()",
                name)
            .start();
    try {
      assertThat(host.inputReader().readLine()).isEqualTo("ready");
      var outcome =
          python(
              """
              import socket
              try: socket.socket(socket.AF_UNIX).connect("\\0%s"); print("reached")
              except OSError: print("refused")
              """
                  .formatted(name));
      assertThat(outcome.out()).isEqualTo("refused\n");
    } finally {
      host.destroyForcibly();
    }
  }

  @Test
  void thereIsNoNetworkButItsOwnLoopback() {
    var outcome = python("import socket; [name for _, name in socket.if_nameindex()]");
    if (isBubblewrap()) {
      assertThat(shell("tail -n +2 /proc/net/route | wc -l").out()).isEqualTo("0\n");
      assertThat(shell("tail -n +3 /proc/net/dev | cut -d: -f1").out().strip()).isEqualTo("lo");
    } else {
      assertThat(outcome.err()).contains("OSError");
      assertThat(shell("cat /proc/net/route").exitCode()).isNotZero();
    }
  }

  @Test
  void onlyPlainSocketsExist() {
    var outcome =
        python(
            """
            import errno, socket
            for family in (16, 17, 38, 40, 31, 44):   # netlink, packet, alg, vsock, bluetooth, xdp
                try: print(socket.socket(family, socket.SOCK_RAW if family == 17 else socket.SOCK_STREAM))
                except OSError as e: print(errno.errorcode[e.errno])
            """);
    assertThat(outcome.out()).isEqualTo("EAFNOSUPPORT\n".repeat(6));
  }

  @Test
  void itsOwnLoopbackWorksWhereThereIsOne() {
    var outcome =
        python(
            """
            import socket
            try:
                server = socket.create_server(("127.0.0.1", 0))
                client = socket.create_connection(server.getsockname())
                print("works")
            except OSError: print("none")
            """);
    assertThat(outcome.out()).isEqualTo(isBubblewrap() ? "works\n" : "none\n");
  }
}
