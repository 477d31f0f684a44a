package dev.plotline.slack.api;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plotline.chat.Content;
import dev.plotline.chat.adapter.Pause;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import okhttp3.MediaType;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okio.BufferedSink;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Sends files into threads, streamed, several in one message.
public final class Uploads implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Uploads.class);

  /// Files in one message: more than 14 end in an error of Slack's own.
  public static final int MOST_AT_ONCE = 10;

  private static final int ATTEMPTS = 4;

  private final WebApi api;
  private final Transfers transfers;
  private final Pause pause;

  /// Uploads by way of this API.
  public Uploads(WebApi api, URI base, Pause pause) {
    this.api = api;
    this.transfers = new Transfers(base);
    this.pause = pause;
  }

  /// A file to send.
  ///
  /// @param name as people see it, made inert
  /// @param alt what an image shows, empty for other files
  /// @param size in bytes, exactly
  /// @param content the bytes
  public record Upload(String name, String alt, long size, Content content) {}

  /// Sends the bytes of a file, which nobody sees yet.
  ///
  /// @return its id
  public String send(Upload file) throws IOException {
    var arguments = new LinkedHashMap<String, String>();
    arguments.put("filename", file.name());
    arguments.put("length", String.valueOf(file.size()));
    if (!file.alt().isEmpty()) {
      arguments.put("alt_txt", file.alt());
    }
    JsonNode answer = api.call(Method.UPLOAD_URL, arguments, Patience.ANSWER);
    String address = answer.path("upload_url").asText();
    if (!transfers.isAllowed(address)) {
      throw new IOException("the upload's address is on a host that is not Slack's");
    }
    var request = new Request.Builder().url(address).post(new Body(file)).build();
    for (int attempt = 1; ; attempt++) {
      String end;
      boolean again = true;
      Duration wait = Duration.ofSeconds(attempt);
      try (Response response = transfers.send(request)) {
        if (response.code() == 200) {
          return answer.path("file_id").asText();
        }
        end = "HTTP " + response.code();
        again = response.code() == 429 || response.code() >= 500;
        wait = Transfers.retryAfter(response, attempt);
      } catch (InterruptedIOException e) {
        throw e;
      } catch (IOException e) {
        end = e.toString();
      }
      if (!again || attempt == ATTEMPTS) {
        throw new IOException("the upload ended with " + end);
      }
      pause.of(wait);
    }
  }

  /// Shares what was sent, in one message. When nobody knows whether a call was served, the next
  /// one tells: Slack doesn't share the same upload twice.
  ///
  /// @param ids at most [#MOST_AT_ONCE]
  /// @param again whether an earlier process may have shared them
  /// @return false when they can't be
  public boolean share(String channel, String threadTs, List<String> ids, boolean again)
      throws InterruptedIOException {
    if (again && isShared(ids)) {
      return true;
    }
    var files = ids.stream().map(id -> Map.of("id", id)).toList();
    var arguments = Map.of("files", files, "channel_id", channel, "thread_ts", threadTs);
    for (int attempt = 1; ; attempt++) {
      try {
        api.call(Method.UPLOAD_DONE, arguments, Patience.ANSWER);
        return true;
      } catch (ApiException e) {
        if (attempt > 1 && !e.isUncertain()) {
          log.info("{} after an uncertain end", e.getMessage());
          return isShared(ids);
        }
        if (!e.isUncertain() || attempt == ATTEMPTS) {
          log.warn("files could not be shared: {}", e.getMessage());
          return false;
        }
      }
      if (isShared(ids)) {
        return true;
      }
      pause.of(Duration.ofSeconds(attempt));
    }
  }

  private boolean isShared(List<String> ids) throws InterruptedIOException {
    try {
      var file = Map.of("file", ids.getFirst());
      return !api.call(Method.FILE, file, Patience.LOOKUP).at("/file/shares").isEmpty();
    } catch (ApiException e) {
      return false;
    }
  }

  /// The bytes of one file, read anew for each attempt.
  private static final class Body extends RequestBody {
    private final Upload file;

    Body(Upload file) {
      this.file = file;
    }

    @Override
    public MediaType contentType() {
      return MediaType.get("application/octet-stream");
    }

    @Override
    public long contentLength() {
      return file.size();
    }

    @Override
    public void writeTo(BufferedSink sink) throws IOException {
      try (InputStream in = file.content().open()) {
        in.transferTo(sink.outputStream());
      }
    }
  }

  @Override
  public void close() {
    transfers.close();
  }
}
