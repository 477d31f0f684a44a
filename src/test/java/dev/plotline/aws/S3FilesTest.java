package dev.plotline.aws;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plotline.aws.FakeService.Answer;
import dev.plotline.chat.Content;
import dev.plotline.file.FileStore.Stored;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.file.NoSuchFileException;
import java.time.Instant;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What the adapter makes of an S3 that is slow, cut off or used by others at the same time.
class S3FilesTest {
  private static final Answer OK = response -> response.setHeader("ETag", "\"1\"");

  private final FakeService service = new FakeService();
  private final AwsClients clients = StandIns.at(service.url());
  private final S3Files files = new S3Files(clients, "bucket");

  @AfterEach
  void close() {
    clients.close();
    service.close();
  }

  @Test
  void objectCreatedByAnAttemptWhoseAnswerWasLostIsOurs() throws Exception {
    service.then(
        error(500, "InternalError"),
        error(412, "PreconditionFailed"),
        response ->
            response.setHeader(
                "x-amz-meta-writer", service.seen().get(0).headers().get("x-amz-meta-writer")));
    assertThat(files.create("a", new byte[] {1})).isTrue();
    var writers =
        service.seen().stream().map(s -> s.headers().get("x-amz-meta-writer")).limit(2).toList();
    assertThat(writers.get(0)).isNotBlank().isEqualTo(writers.get(1));
    assertThat(service.seen().get(0).headers()).containsEntry("if-none-match", "*");
    assertThat(service.seen().get(2).method()).isEqualTo("HEAD");
  }

  @Test
  void objectCreatedByAnotherMeanwhileIsNot() throws Exception {
    service.then(
        error(503, "SlowDown"),
        error(412, "PreconditionFailed"),
        response -> response.setHeader("x-amz-meta-writer", "another"));
    assertThat(files.create("a", new byte[] {1})).isFalse();
  }

  @Test
  void repeatCostsOneRequest() throws Exception {
    service.then(error(412, "PreconditionFailed"));
    assertThat(files.create("a", new byte[] {1})).isFalse();
    assertThat(service.seen()).hasSize(1);
  }

  @Test
  void conflictWithAnotherWriterIsTriedAgain() throws Exception {
    service.then(error(409, "ConditionalRequestConflict"), OK);
    assertThat(files.create("a", new byte[] {1})).isTrue();
    for (int i = 0; i < 6; i++) {
      service.then(error(409, "ConditionalRequestConflict"));
    }
    assertThatThrownBy(() -> files.create("a", new byte[] {1}))
        .isInstanceOf(IOException.class)
        .hasMessage("S3 answered 409 ConditionalRequestConflict: create a");
  }

  @Test
  void uploadThatFailsBeginsAnew() throws Exception {
    byte[] bytes = new byte[1_000_003];
    new Random(7).nextBytes(bytes);
    var opened = new AtomicInteger();
    Content content =
        () -> {
          opened.incrementAndGet();
          return new ByteArrayInputStream(bytes);
        };
    service.then(error(500, "InternalError"), OK);
    files.put("a b/é.bin", content, bytes.length, "text/csv", "é.csv");
    assertThat(opened).hasValue(2);
    var sent = service.seen().get(1);
    assertThat(sent.path()).isEqualTo("/bucket/a%20b/%C3%A9.bin");
    assertThat(sent.bytes()).isEqualTo(bytes);
    assertThat(sent.headers())
        .containsEntry("content-length", "1000003")
        .containsEntry("content-type", "text/csv")
        .containsEntry(
            "content-disposition", "attachment; filename=\"_.csv\"; filename*=UTF-8''%C3%A9.csv")
        .doesNotContainKey("x-amz-trailer");
  }

  @Test
  void objectThatEndsEarlyIsAFailure() throws Exception {
    service.then(response -> {
      response.setContentLength(1_000);
      response.getOutputStream().write(new byte[400]);
      response.flushBuffer();
      throw new IOException("the line is cut");
    });
    try (InputStream in = files.open("a")) {
      assertThatThrownBy(in::readAllBytes).isInstanceOf(IOException.class);
    }
  }

  @Test
  void refusalIsToldWithoutSecrets() {
    service.then(error(403, "AccessDenied"));
    assertThatThrownBy(() -> files.open("a"))
        .isInstanceOf(IOException.class)
        .hasMessage("S3 answered 403 AccessDenied: read a");
    service.then(error(404, "NoSuchBucket"));
    assertThatThrownBy(() -> files.open("a"))
        .isNotInstanceOf(NoSuchFileException.class)
        .hasMessage("S3 answered 404 NoSuchBucket: read a");
    service.then(error(404, "NoSuchKey"));
    assertThatThrownBy(() -> files.open("a")).isInstanceOf(NoSuchFileException.class);
  }

  @Test
  void interruptEndsTheCallAndIsKept() throws Exception {
    var release = new CountDownLatch(1);
    service.then(FakeService.held(release, OK));
    var outcome = new AtomicReference<String>();
    Thread caller =
        Thread.ofVirtual()
            .start(() -> {
              try {
                files.create("a", new byte[] {1});
              } catch (InterruptedIOException e) {
                outcome.set("interrupted " + Thread.currentThread().isInterrupted());
              } catch (IOException e) {
                outcome.set(e.toString());
              }
            });
    service.awaitRequest();
    caller.interrupt();
    caller.join();
    release.countDown();
    assertThat(outcome).hasValue("interrupted true");
  }

  @Test
  void pagesAreJoinedAndSorted() throws Exception {
    service.then(
        xml(page("b%2F2", "<NextContinuationToken>t1</NextContinuationToken>")),
        xml(page("a%20%E5%A3%B2", "")));
    assertThat(files.list("p/"))
        .containsExactly(
            new Stored("a 売", 3, Instant.parse("2026-11-21T10:00:00Z")),
            new Stored("b/2", 3, Instant.parse("2026-11-21T10:00:00Z")));
    assertThat(service.seen().get(1).query()).contains("continuation-token=t1");
  }

  @Test
  void deletionIsSentInBatchesAndItsErrorsAreTold() throws Exception {
    var keys = IntStream.range(0, 2_500).mapToObj(i -> "k" + i).toList();
    String done = "<DeleteResult/>";
    service.then(xml(done), xml(done), xml(done));
    files.delete(keys);
    assertThat(service.seen())
        .extracting(s -> new String(s.bytes(), UTF_8).split("<Key>", -1).length - 1)
        .containsExactly(1_000, 1_000, 500);
    service.then(
        xml("<DeleteResult><Error><Key>k1</Key><Code>AccessDenied</Code></Error></DeleteResult>"));
    assertThatThrownBy(() -> files.delete(keys.subList(0, 2)))
        .isInstanceOf(IOException.class)
        .hasMessage("S3 did not delete k1 (AccessDenied), one of 1");
  }

  private static String page(String key, String next) {
    return "<ListBucketResult><EncodingType>url</EncodingType><Contents><Key>"
        + key
        + "</Key><Size>3</Size><LastModified>2026-11-21T10:00:00Z</LastModified></Contents>"
        + next
        + "</ListBucketResult>";
  }

  private static Answer xml(String body) {
    return response -> {
      response.setContentType("application/xml");
      response.getOutputStream().write(body.getBytes(UTF_8));
    };
  }

  private static Answer error(int status, String code) {
    return response -> {
      response.setStatus(status);
      xml("<Error><Code>" + code + "</Code><Message>secret detail</Message></Error>")
          .write(response);
    };
  }
}
