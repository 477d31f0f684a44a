package dev.plotline.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plotline.chat.Content;
import dev.plotline.chat.Link;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What every file store does.
public abstract class FilesContract {
  /// The smallest picture; it once came back with 92 bytes, encoded twice.
  private static final byte[] PNG =
      Base64.getDecoder()
          .decode(
              "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAACklEQVR4nGMAAQAABQABDQottAAAAABJRU5ErkJggg==");

  /// Everything a test writes lies below it.
  protected final String folder = "contract/" + UUID.randomUUID() + "/";

  private final HttpClient browser = HttpClient.newHttpClient();

  /// The store under test.
  protected abstract FileStore files();

  @AfterEach
  void leaveNothing() throws IOException {
    browser.close();
    files().delete(files().list(folder).stream().map(FileStore.Stored::key).toList());
    assertThat(files().list(folder)).isEmpty();
  }

  @Test
  void pictureComesBackExactly() throws Exception {
    assertThat(PNG).hasSize(67);
    put("a.png", PNG, "image/png", "a.png");
    assertThat(read("a.png")).isEqualTo(PNG);
  }

  @Test
  void putReplaces() throws Exception {
    put("a.txt", "long before".getBytes(UTF_8), "text/plain", "a.txt");
    put("a.txt", "after".getBytes(UTF_8), "text/plain", "a.txt");
    assertThat(read("a.txt")).asString(UTF_8).isEqualTo("after");
  }

  @Test
  void emptyFileIsAFile() throws Exception {
    put("empty", new byte[0], "text/plain", "empty");
    assertThat(read("empty")).isEmpty();
    assertThat(files().list(folder)).hasSize(1);
  }

  @Test
  void contentOfAnotherSizeThanSaidIsRefused() throws Exception {
    for (long size : new long[] {4, 6}) {
      Content content = () -> new ByteArrayInputStream(new byte[5]);
      assertThatThrownBy(() -> files().put(folder + "x", content, size, "text/plain", "x"))
          .isInstanceOf(IOException.class);
    }
    assertThat(files().list(folder)).isEmpty();
  }

  @Test
  void contentIsClosedWhateverHappens() throws Exception {
    var open = new AtomicInteger();
    Content content =
        () -> {
          open.incrementAndGet();
          return new ByteArrayInputStream(new byte[200_000]) {
            @Override
            public void close() {
              open.decrementAndGet();
            }
          };
        };
    files().put(folder + "x", content, 200_000, "text/plain", "x");
    assertThat(open).hasValue(0);
  }

  @Test
  void contentThatFailsIsToldWithItsReason() {
    Content content =
        () -> {
          throw new IOException("the chat is gone");
        };
    assertThatThrownBy(() -> files().put(folder + "x", content, 5, "text/plain", "x"))
        .isInstanceOf(IOException.class)
        .hasStackTraceContaining("the chat is gone");
  }

  @Test
  void whatIsNotThereIsNoSuchFile() {
    assertThatThrownBy(() -> files().open(folder + "none"))
        .isInstanceOf(NoSuchFileException.class)
        .hasMessageContaining(folder + "none");
  }

  @Test
  void createHappensOnce() throws Exception {
    assertThat(files().create(folder + "once", "first".getBytes(UTF_8))).isTrue();
    assertThat(files().create(folder + "once", "second".getBytes(UTF_8))).isFalse();
    assertThat(read("once")).asString(UTF_8).isEqualTo("first");
  }

  @Test
  void ofEightWhoCreateAtOnceOneWins() throws Exception {
    for (int round = 0; round < 10; round++) {
      String key = folder + "race" + round;
      var barrier = new CyclicBarrier(8);
      Callable<Boolean> writer =
          () -> {
            barrier.await();
            return files().create(key, Thread.currentThread().toString().getBytes(UTF_8));
          };
      var won = new ArrayList<Boolean>();
      try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
        for (Future<Boolean> result : threads.invokeAll(java.util.Collections.nCopies(8, writer))) {
          won.add(result.get());
        }
      }
      assertThat(won).filteredOn(w -> w).hasSize(1);
    }
  }

  @Test
  void listsAllPagesInTheOrderOfTheKeys() throws Exception {
    try (var threads = Executors.newFixedThreadPool(16)) {
      var writes =
          IntStream.range(0, 1_050)
              .mapToObj(i ->
                  (Callable<Boolean>)
                      () -> files().create(folder + "n/%05d".formatted(i), new byte[i % 3]))
              .toList();
      for (var write : threads.invokeAll(writes)) {
        assertThat(write.get()).isTrue();
      }
    }
    files().create(folder + "other", new byte[1]);
    var all = files().list(folder + "n/");
    assertThat(all)
        .hasSize(1_050)
        .isSortedAccordingTo(java.util.Comparator.comparing(FileStore.Stored::key));
    assertThat(all.get(1_049).key()).isEqualTo(folder + "n/01049");
    assertThat(all.get(1_049).size()).isEqualTo(1_049 % 3);
    assertThat(all.get(0).at())
        .isBetween(Instant.now().minusSeconds(600), Instant.now().plusSeconds(600));
  }

  @Test
  void prefixNeedNotEndAtASlash() throws Exception {
    for (String name : List.of("ab/1", "abc", "b")) {
      files().create(folder + name, new byte[1]);
    }
    assertThat(files().list(folder + "ab"))
        .extracting(FileStore.Stored::key)
        .containsExactly(folder + "ab/1", folder + "abc");
  }

  @Test
  void deletingWhatIsNotThereIsNoFailure() throws Exception {
    files().create(folder + "a", new byte[1]);
    files().delete(List.of(folder + "a", folder + "never", folder + "a"));
    files().delete(List.of());
    assertThat(files().list(folder)).isEmpty();
  }

  @Test
  void keysMayHoldAnyScript() throws Exception {
    for (String name : List.of("売上 2024年.xlsx", "a+b&c=d?.csv", "it's \"q\" 100%.txt", "é/ü")) {
      put(name, name.getBytes(UTF_8), "text/plain", name);
      assertThat(read(name)).asString(UTF_8).isEqualTo(name);
      assertThat(get(link(name).url()).body()).asString(UTF_8).isEqualTo(name);
    }
    assertThat(files().list(folder)).hasSize(4);
  }

  @Test
  void linkOpensForAnybodyAndNamesTheFile() throws Exception {
    put("売上.png", PNG, "image/png", "売上 \"Q3\".png");
    Link link = link("売上.png");
    var response = get(link.url());
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body()).isEqualTo(PNG);
    assertThat(response.headers().firstValue("Content-Type")).contains("image/png");
    assertThat(response.headers().firstValue("Content-Disposition"))
        .contains(
            "inline; filename=\"__ _Q3_.png\"; filename*=UTF-8''%E5%A3%B2%E4%B8%8A%20%22Q3%22.png");
    assertThat(link.expiresAt())
        .isBetween(Instant.now().plusSeconds(3_300), Instant.now().plusSeconds(3_600));
  }

  @Test
  void pageOfSomebodyElseIsSavedAndNotShown() throws Exception {
    put("p", "<script>".getBytes(UTF_8), "text/html", "p\r\nSet-Cookie: a=b\u202egnp.html");
    var headers = get(link("p").url()).headers();
    assertThat(headers.firstValue("Content-Disposition").orElseThrow())
        .startsWith("attachment; filename=\"pSet-Cookie: a=bgnp.html\";");
    assertThat(headers.firstValue("Set-Cookie")).isEmpty();
  }

  @Test
  void typeThatIsNoneBecomesBytes() throws Exception {
    put("p", PNG, "image/png\r\nX-Evil: 1", "p");
    assertThat(get(link("p").url()).headers().firstValue("Content-Type"))
        .contains("application/octet-stream");
  }

  @Test
  void tamperedLinkIsRefused() throws Exception {
    put("a", PNG, "image/png", "a");
    put("b", PNG, "image/png", "b");
    String url = link("a").url().toString();
    Stream.of(
            url.replaceFirst("(X-Amz-Signature=).{4}", "$1" + "0000"),
            url.replaceFirst("(X-Amz-Expires=)\\d+", "$1" + "99999"),
            url.replaceFirst("/a\\?", "/b?"),
            url.replaceFirst("\\?.*", ""))
        .forEach(changed -> {
          assertThat(changed).isNotEqualTo(url);
          assertThat(status(changed)).as(changed).isEqualTo(403);
        });
    assertThat(status(url)).isEqualTo(200);
  }

  @Test
  void expiredLinkIsRefused() throws Exception {
    put("a", PNG, "image/png", "a");
    Link link = files().link(folder + "a", Duration.ofSeconds(1));
    Instant patience = Instant.now().plusSeconds(60);
    int status;
    do {
      status = get(link.url()).statusCode();
    } while (status == 200 && Instant.now().isBefore(patience));
    assertThat(status).isEqualTo(403);
    assertThat(Instant.now()).isAfterOrEqualTo(link.expiresAt());
  }

  @Test
  void linkIsForReadingOnly() throws Exception {
    put("a", PNG, "image/png", "a");
    URI url = link("a").url();
    var delete = HttpRequest.newBuilder(url).DELETE().build();
    assertThat(browser.send(delete, HttpResponse.BodyHandlers.discarding()).statusCode())
        .isEqualTo(403);
    assertThat(read("a")).isEqualTo(PNG);
  }

  @Test
  void linkLivesSevenDaysAtTheMost() throws Exception {
    Link link = files().link(folder + "a", Duration.ofDays(30));
    assertThat(link.expiresAt()).isBefore(Instant.now().plus(Duration.ofDays(7)).plusSeconds(1));
    assertThat(link.url().getRawQuery()).contains("X-Amz-Expires=604800");
  }

  /// A link of an hour.
  protected Link link(String name) throws IOException {
    return files().link(folder + name, Duration.ofHours(1));
  }

  /// Writes a file below the test's folder.
  protected void put(String name, byte[] bytes, String type, String saved) throws IOException {
    files().put(folder + name, () -> new ByteArrayInputStream(bytes), bytes.length, type, saved);
  }

  private byte[] read(String name) throws IOException {
    try (InputStream in = files().open(folder + name)) {
      return in.readAllBytes();
    }
  }

  private int status(String url) {
    try {
      return get(URI.create(url)).statusCode();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  /// What a browser gets.
  protected HttpResponse<byte[]> get(URI url) throws Exception {
    return browser.send(
        HttpRequest.newBuilder(url).build(), HttpResponse.BodyHandlers.ofByteArray());
  }
}
