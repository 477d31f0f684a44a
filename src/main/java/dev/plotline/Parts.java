package dev.plotline;

import dev.plotline.Settings.Part;
import dev.plotline.aws.AwsEndpoint;
import dev.plotline.aws.AwsSettings;
import dev.plotline.cli.Trouble;
import dev.plotline.local.code.LocalInterpreter;
import dev.plotline.local.files.LocalFiles;
import dev.plotline.local.model.LocalModel;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The three services, each on AWS or on this machine. The stand-ins speak AWS's protocols, so what
/// differs is only the address and the keys.
final class Parts implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Parts.class);

  private final List<AutoCloseable> started = new ArrayList<>();
  private final Map<Part, AwsEndpoint> endpoints = new EnumMap<>(Part.class);
  private final List<Map<String, String>> status = new ArrayList<>();
  private final List<String> warnings = new ArrayList<>();
  private final Settings settings;
  private final LocalCode localCode;
  private String bucket;

  private Parts(Settings settings) {
    this.settings = settings;
    this.localCode = LocalCode.of(settings);
    this.bucket = settings.text(Setting.S3_BUCKET);
  }

  /// Starts the stand-ins that the settings ask for. What runs for one command only (not `lasts`)
  /// leaves the port alone that links name.
  static Parts start(Settings settings, boolean lasts) {
    var parts = new Parts(settings);
    Set<Part> local = settings.local();
    // S3Proxy takes the longest to start: it does so beside the others.
    Path folder = settings.home().resolve("files");
    var files =
        new FutureTask<>(() -> lasts ? LocalFiles.start(folder) : LocalFiles.start(folder, 0));
    if (local.contains(Part.FILES)) {
      Thread.startVirtualThread(files);
    }
    try {
      if (local.contains(Part.MODEL)) {
        parts.startModel();
      } else {
        parts.remote(Part.MODEL, "bedrock", settings.text(Setting.BEDROCK_MODEL_ID));
      }
      if (local.contains(Part.CODE)) {
        parts.startCode();
      } else {
        parts.remote(Part.CODE, "agentcore", settings.text(Setting.CODE_INTERPRETER_ID));
      }
      if (local.contains(Part.FILES)) {
        parts.take(files.get());
      } else {
        parts.remote(Part.FILES, "s3", parts.bucket);
      }
      return parts;
    } catch (RuntimeException e) {
      parts.abandon(files, local);
      throw e;
    } catch (InterruptedException | ExecutionException e) {
      parts.abandon(files, local);
      throw Trouble.failed(
          "the folder " + settings.home() + " (PLOTLINE_HOME) can't be used: " + e.getMessage());
    }
  }

  /// Ends what was started, and what may still be starting.
  private void abandon(Future<LocalFiles> files, Set<Part> local) {
    if (local.contains(Part.FILES)) {
      try {
        started.add(files.get());
      } catch (InterruptedException | ExecutionException e) {
        // It did not start.
      }
    }
    close();
  }

  private void startModel() {
    var model = LocalModel.start(dev.plotline.local.model.Options.of());
    started.add(model);
    local(Part.MODEL, "offline-analyst", model.url(), model.accessKey(), model.secretKey());
  }

  private void startCode() {
    Path home = settings.home().resolve("code");
    var code = LocalInterpreter.start(localCode.options(home, LocalCode.python(settings, home)));
    started.add(code);
    String[] isolation = code.isolation().split(": ", 2);
    local(Part.CODE, isolation[0], code.url(), code.accessKey(), code.secretKey());
    code.warning().ifPresent(this::warn);
  }

  /// Said at every start, of `ask` too, and in `/status`.
  private void warn(String sentence) {
    warnings.add(sentence);
    log.warn("{}", sentence);
  }

  private void take(LocalFiles files) {
    started.add(files);
    bucket = files.bucket();
    local(Part.FILES, "folder", files.url(), files.accessKey(), files.secretKey())
        .put("bucket", bucket);
  }

  private Map<String, String> local(
      Part part, String kind, URI url, String accessKey, String secretKey) {
    endpoints.put(part, new AwsEndpoint.At(url, accessKey, secretKey));
    var row = row(part, kind);
    row.put("url", url.toString());
    row.put("accessKey", accessKey);
    row.put("secretKey", secretKey);
    return row;
  }

  private void remote(Part part, String kind, String id) {
    row(part, kind).put("id", id);
  }

  private Map<String, String> row(Part part, String kind) {
    var row = new LinkedHashMap<String, String>();
    row.put("name", part.name().toLowerCase(Locale.ROOT));
    row.put("kind", kind);
    status.add(row);
    return row;
  }

  /// Where the clients connect to.
  AwsSettings aws() {
    boolean allLocal = settings.local().size() == Part.values().length;
    String region = settings.text(Setting.AWS_REGION);
    return new AwsSettings(
        region.isEmpty() ? (allLocal ? "us-east-1" : null) : region,
        endpoint(Part.MODEL),
        endpoint(Part.CODE),
        endpoint(Part.FILES),
        settings.local().contains(Part.FILES) || settings.hasOwnS3());
  }

  private AwsEndpoint endpoint(Part part) {
    return endpoints.getOrDefault(part, new AwsEndpoint.Default());
  }

  /// The bucket for files.
  String bucket() {
    return bucket;
  }

  /// A stand-in that was started, for tests that plan what it does.
  <T> Optional<T> standIn(Class<T> type) {
    return started.stream().filter(type::isInstance).map(type::cast).findFirst();
  }

  /// A row for each part: name, kind, and for a stand-in its address and keys.
  List<Map<String, String>> status() {
    return List.copyOf(status);
  }

  /// What whoever runs this must know, in sentences.
  List<String> warnings() {
    return List.copyOf(warnings);
  }

  @Override
  public void close() {
    for (AutoCloseable part : started.reversed()) {
      try {
        part.close();
      } catch (Exception e) {
        throw new IllegalStateException("a stand-in did not stop", e);
      }
    }
    started.clear();
  }
}
