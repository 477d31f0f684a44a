package dev.plotline.local.files;

import java.io.IOException;
import java.net.BindException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// An S3 endpoint on loopback with one bucket, from [#start] to [#close]. The objects are the plain
/// files under `buckets/` in its folder; what is stored and the keys outlive it.
public final class LocalFiles implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(LocalFiles.class);
  private static final String BUCKET = "plotline";

  private final S3Proxy proxy;
  private final Buckets store;
  private final Keys keys;
  private final Journal journal;

  private LocalFiles(S3Proxy proxy, Buckets store, Keys keys, Journal journal) {
    this.proxy = proxy;
    this.store = store;
    this.keys = keys;
    this.journal = journal;
  }

  /// Starts listening on the port of the last time, so that links go on to open. When that is taken
  /// it is a free one, which is kept for the next time.
  ///
  /// @param folder made when it isn't there, and closed to all but its owner
  /// @throws IOException when the folder can't be written
  public static LocalFiles start(Path folder) throws IOException {
    var kept = new KeptPort(folder);
    int port = kept.read();
    LocalFiles files = startAtOrElsewhere(folder, port);
    int now = files.url().getPort();
    try {
      if (now != port) {
        kept.write(now);
      }
    } catch (IOException e) {
      files.close();
      throw e;
    }
    return files;
  }

  private static LocalFiles startAtOrElsewhere(Path folder, int port) throws IOException {
    try {
      return start(folder, port);
    } catch (BindException e) {
      log.warn("Links to local files from before don't open any more: {}", e.getMessage());
      return start(folder, 0);
    }
  }

  /// Starts listening.
  ///
  /// @param folder made when it isn't there, and closed to all but its owner
  /// @param port 0 takes a free one; links outlive a restart only on the same port
  /// @throws IOException when the port is in use or the folder can't be written
  public static LocalFiles start(Path folder, int port) throws IOException {
    Keys keys = Keys.in(folder);
    Path buckets = folder.resolve("buckets");
    Owner.folder(buckets);
    Owner.folder(buckets.resolve(BUCKET));
    var journal = new Journal();
    var store = new Buckets(buckets, journal);
    var proxy =
        S3Proxy.builder()
            .blobStore(store)
            .awsAuthentication(AuthenticationType.AWS_V4, keys.access(), keys.secret())
            .endpoint(URI.create("http://127.0.0.1:" + port))
            .stopTimeout(0)
            .build();
    var files = new LocalFiles(proxy, store, keys, journal);
    try {
      proxy.start();
    } catch (Exception e) {
      files.close();
      throw e instanceof BindException || e.getCause() instanceof BindException
          ? new BindException("port " + port + " on 127.0.0.1 is already in use")
          : new IOException("the local S3 cannot listen on port " + port, e);
    }
    return files;
  }

  /// `http://127.0.0.1:port`, to be addressed path-style.
  public URI url() {
    return URI.create("http://127.0.0.1:" + proxy.getPort());
  }

  /// The access key id.
  public String accessKey() {
    return keys.access();
  }

  /// The secret access key.
  public String secretKey() {
    return keys.secret();
  }

  /// The only bucket.
  public String bucket() {
    return BUCKET;
  }

  /// What was carried out.
  public Journal journal() {
    return journal;
  }

  /// Spoils the next calls, one each, after those already planned.
  public LocalFiles fail(Fault... faults) {
    store.fail(List.of(faults));
    return this;
  }

  @Override
  public void close() {
    try {
      proxy.stop();
    } catch (Exception e) {
      throw new IllegalStateException("the local S3 did not stop", e);
    } finally {
      store.close();
    }
  }
}
