package dev.plotline.slack.api;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plotline.chat.adapter.Pause;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.ResponseBody;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Fetches the bytes of files that people sent. What can't be fetched is an [IOException] whose
/// message is one sentence for the person.
public final class Downloads implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Downloads.class);
  private static final int ATTEMPTS = 4;

  private final WebApi api;
  private final Transfers transfers;
  private final String token;
  private final Pause pause;

  /// Downloads with the bot's token.
  public Downloads(WebApi api, URI base, String token, Pause pause) {
    this.api = api;
    this.transfers = new Transfers(base);
    this.token = token;
    this.pause = pause;
  }

  /// What Slack says of a file: also what has only an id in the event (Slack Connect).
  public JsonNode info(String fileId) throws IOException {
    try {
      return api.call(Method.FILE, Map.of("file", fileId), Patience.LOOKUP).path("file");
    } catch (ApiException e) {
      throw new IOException(
          switch (e.error()) {
            case "file_not_found", "file_deleted" ->
                "The file was deleted in Slack: send it again.";
            case "missing_scope" ->
                "Slack doesn't let me read files: the administrator has to grant files:read.";
            default -> "Slack did not say where the file is: send it again in a minute.";
          },
          e);
    }
  }

  /// The bytes of a file. The caller bounds what is read: the size that Slack names is only a hint.
  ///
  /// @param file as [#info] gives it
  public InputStream open(JsonNode file) throws IOException {
    switch (file.path("mode").asText()) {
      case "external" ->
          throw new IOException(
              "It is only a link to another service: download it there and send the file itself.");
      case "tombstone" -> throw new IOException("The file was deleted in Slack: send it again.");
      case "hidden_by_limit" ->
          throw new IOException("The file is hidden by the workspace's limit: send it again.");
      default -> {
        // Hosted files, snippets, posts.
      }
    }
    String address = file.path("url_private_download").asText(file.path("url_private").asText());
    if (!transfers.isAllowed(address)) {
      log.warn("a file's address is on a host that is not Slack's");
      throw new IOException("The file does not lie with Slack: send the file itself.");
    }
    return fetch(address, file);
  }

  private InputStream fetch(String address, JsonNode file) throws IOException {
    var request =
        new Request.Builder().url(address).header("Authorization", "Bearer " + token).build();
    for (int attempt = 1; ; attempt++) {
      Response response;
      try {
        response = transfers.send(request);
      } catch (InterruptedIOException e) {
        throw e;
      } catch (IOException e) {
        if (attempt == ATTEMPTS) {
          throw new IOException("Slack could not be reached: send the file again.", e);
        }
        pause.of(Duration.ofSeconds(attempt));
        continue;
      }
      if (response.code() == 200) {
        return checked(response, file);
      }
      response.close();
      boolean again = response.code() == 429 || response.code() >= 500;
      if (!again || attempt == ATTEMPTS) {
        throw new IOException(sentence(response.code()));
      }
      pause.of(Transfers.retryAfter(response, attempt));
    }
  }

  private static String sentence(int status) {
    if ((status >= 300 && status < 400) || status == 401 || status == 403) {
      return SIGN_IN;
    }
    return status == 404
        ? "The file was deleted in Slack: send it again."
        : "Slack did not give the file (HTTP " + status + "): send it again in a minute.";
  }

  private static final String SIGN_IN =
      "Slack gave a sign-in page instead of the file: the administrator has to grant this app"
          + " files:read and install it again.";

  /// With a token that may not read the file Slack answers 200 and a page to sign in at.
  private static InputStream checked(Response response, JsonNode file) throws IOException {
    String declared = file.path("mimetype").asText();
    String type = Transfers.header(response, "Content-Type").toLowerCase(Locale.ROOT);
    var body = response.body();
    if (body == null || (type.startsWith("text/html") && !declared.startsWith("text/html"))) {
      response.close();
      throw new IOException(SIGN_IN);
    }
    if (file.path("size").asLong() > 0 && isEmpty(body)) {
      response.close();
      throw new IOException("The file came empty from Slack: send it again.");
    }
    return new FilterInputStream(body.byteStream()) {
      @Override
      public int read(byte[] buffer, int from, int length) throws IOException {
        try {
          return super.read(buffer, from, length);
        } catch (IOException e) {
          throw brokenOff(e);
        }
      }

      @Override
      public void close() {
        response.close();
      }
    };
  }

  private static boolean isEmpty(ResponseBody body) throws IOException {
    try {
      return body.source().exhausted();
    } catch (IOException e) {
      throw brokenOff(e);
    }
  }

  private static IOException brokenOff(IOException e) {
    return Thread.currentThread().isInterrupted()
        ? new InterruptedIOException("interrupted")
        : new IOException("The file broke off on its way from Slack: send it again.", e);
  }

  @Override
  public void close() {
    transfers.close();
  }
}
