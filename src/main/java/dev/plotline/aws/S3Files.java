package dev.plotline.aws;

import static java.util.Comparator.comparing;

import dev.plotline.chat.Content;
import dev.plotline.chat.Link;
import dev.plotline.file.FileStore;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.async.AsyncRequestBody;
import software.amazon.awssdk.core.async.AsyncResponseTransformer;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.S3Error;

/// The file store in an S3 bucket. Keys are sorted as Java sorts strings.
public final class S3Files implements FileStore {
  /// The most keys that one request deletes.
  private static final int BATCH = 1_000;

  /// For what carries no file.
  private static final Duration SHORT = Duration.ofSeconds(30);

  /// The slowest upload that is still waited for, in bytes a second.
  private static final long SLOWEST = 100_000;

  private static final int CONFLICTS = 6;
  private static final String WRITER = "writer";

  private final S3AsyncClient client;
  private final S3Links links;
  private final String bucket;

  /// Files in a bucket that exists.
  public S3Files(AwsClients clients, String bucket) {
    this(clients, bucket, UnaryOperator.identity());
  }

  /// Files in a bucket that exists.
  ///
  /// @param outward makes of a signed link the one that people are given
  public S3Files(AwsClients clients, String bucket, UnaryOperator<URI> outward) {
    this(
        clients.files(),
        new S3Links(
            clients.presigner(), clients.fileCredentials(), bucket, outward, Clock.systemUTC()),
        bucket);
  }

  S3Files(S3AsyncClient client, S3Links links, String bucket) {
    this.client = client;
    this.links = links;
    this.bucket = bucket;
  }

  @Override
  public void put(String key, Content content, long size, String mediaType, String downloadName)
      throws IOException {
    S3Call.await(
        "write " + key,
        () ->
            client.putObject(
                put ->
                    put.bucket(bucket)
                        .key(key)
                        .contentType(Disposition.mediaType(mediaType))
                        .contentDisposition(Disposition.of(mediaType, downloadName)),
                new ContentBody(content, size)),
        SHORT.plusSeconds(size / SLOWEST));
  }

  @Override
  public boolean create(String key, byte[] bytes) throws IOException {
    // Tells our own object from another's when the answer to an attempt got lost.
    String writer = UUID.randomUUID().toString();
    PutObjectRequest request =
        PutObjectRequest.builder()
            .bucket(bucket)
            .key(key)
            .ifNoneMatch("*")
            .metadata(Map.of(WRITER, writer))
            .build();
    for (int attempt = 1; ; attempt++) {
      try {
        S3Call.await(
            "create " + key,
            () -> client.putObject(request, AsyncRequestBody.fromBytes(bytes)),
            SHORT);
        return true;
      } catch (S3Failure e) {
        if (e.status() == 412) {
          boolean onlyAttempt = attempt == 1 && e.attempts() == 1;
          return !onlyAttempt && writer.equals(writerOf(key));
        }
        // 409: somebody else is writing this key at this moment.
        if (e.status() != 409 || attempt == CONFLICTS) {
          throw e;
        }
        S3Call.pause(attempt);
      }
    }
  }

  @Override
  public InputStream open(String key) throws IOException {
    var stream =
        S3Call.await(
            "read " + key,
            () ->
                client.getObject(
                    get -> get.bucket(bucket).key(key),
                    AsyncResponseTransformer.toBlockingInputStream()),
            SHORT);
    return new ObjectStream(key, stream, stream.response().contentLength());
  }

  @Override
  public List<Stored> list(String prefix) throws IOException {
    var all = new ArrayList<Stored>();
    @Nullable String token = null;
    do {
      String next = token;
      ListObjectsV2Response page =
          S3Call.await(
              "list " + prefix,
              () ->
                  client.listObjectsV2(
                      list -> list.bucket(bucket).prefix(prefix).continuationToken(next)),
              SHORT);
      page.contents()
          .forEach(
              object -> all.add(new Stored(object.key(), object.size(), object.lastModified())));
      token = page.nextContinuationToken();
    } while (token != null);
    all.sort(comparing(Stored::key));
    return all;
  }

  @Override
  public void delete(List<String> keys) throws IOException {
    var distinct = List.copyOf(new LinkedHashSet<>(keys));
    for (int from = 0; from < distinct.size(); from += BATCH) {
      var batch =
          distinct.subList(from, Math.min(distinct.size(), from + BATCH)).stream()
              .map(key -> ObjectIdentifier.builder().key(key).build())
              .toList();
      var answer =
          S3Call.await(
              "delete " + batch.size() + " objects",
              () ->
                  client.deleteObjects(
                      delete -> delete.bucket(bucket).delete(d -> d.objects(batch).quiet(true))),
              SHORT);
      for (S3Error error : answer.errors()) {
        throw new IOException(
            "S3 did not delete %s (%s), one of %d"
                .formatted(error.key(), error.code(), answer.errors().size()));
      }
    }
  }

  @Override
  public Link link(String key, Duration life) throws IOException {
    return links.sign(key, life);
  }

  private @Nullable String writerOf(String key) throws IOException {
    return S3Call.await(
            "read " + key, () -> client.headObject(head -> head.bucket(bucket).key(key)), SHORT)
        .metadata()
        .get(WRITER);
  }
}
