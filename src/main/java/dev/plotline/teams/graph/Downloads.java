package dev.plotline.teams.graph;

import dev.plotline.chat.FileRef;
import dev.plotline.teams.api.Conversation;
import dev.plotline.teams.api.Tokens;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import okhttp3.HttpUrl;
import okhttp3.Request;
import okhttp3.Response;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Fetches the bytes of files that people sent. What can't be fetched is an [IOException] whose
/// message is one sentence for the person.
final class Downloads {
  private static final Logger log = LoggerFactory.getLogger(Downloads.class);
  private static final int MOST_HOPS = 4;

  /// A file that trickles in must not hold up its thread for ever.
  private static final Duration LONGEST = Duration.ofMinutes(5);

  static final String EXPIRED = "The link to the file has expired: send the file again.";
  static final String GONE = "The file was deleted or moved: send it again.";
  static final String ELSEWHERE = "The file does not lie with Microsoft: send the file itself.";
  static final String UNREACHABLE = "Microsoft could not be reached: send the file again.";
  static final String SIGN_IN =
      "Microsoft gave a sign-in page instead of the file: send the file again.";

  private final Graph graph;
  private final Hosts hosts;
  private final Tokens tokens;
  private final Web web;
  private final InstantSource clock;

  Downloads(Graph graph, Hosts hosts, Tokens tokens, Web web, InstantSource clock) {
    this.graph = graph;
    this.hosts = hosts;
    this.tokens = tokens;
    this.web = web;
    this.clock = clock;
  }

  /// The bytes of a file; the caller bounds what is read.
  ///
  /// @param at where the message was said that has it
  InputStream open(Conversation at, FileRef file) throws IOException {
    Source source = Source.of(file);
    return switch (source.kind()) {
      case SIGNED -> fetch(source.address(), file, EXPIRED);
      case SHARED -> fetch(content(at, source.address()), file, EXPIRED);
      case PASTED -> pasted(at, source.address(), file);
      case UNKNOWN ->
          throw new IOException("Microsoft did not say which file it is: send it again.");
      case LOST -> throw new IOException(source.address());
    };
  }

  private String content(Conversation at, String address) throws IOException {
    try {
      return graph.content(at.tenant(), address);
    } catch (Graph.Refused e) {
      log.warn("a file's address was refused: {}", e.getMessage());
      throw new IOException(sentence(e.status(), Incoming.NOT_ALLOWED), e);
    } catch (InterruptedIOException e) {
      throw e;
    } catch (IOException e) {
      throw new IOException(UNREACHABLE, e);
    }
  }

  /// The token goes to the very place that the message came from, or nowhere.
  private InputStream pasted(Conversation at, String address, FileRef file) throws IOException {
    if (!Hosts.isSameOrigin(address, at.service())) {
      log.warn("a picture's address is not at the service that the message came from");
      throw new IOException(ELSEWHERE);
    }
    var request = request(address);
    String token = tokens.connector();
    if (!token.isEmpty()) {
      request.header("Authorization", "Bearer " + token);
    }
    return checked(
        sent(request.build()), file, "Teams doesn't let me see the picture: send it as a file.");
  }

  private InputStream fetch(String address, FileRef file, String refused) throws IOException {
    String next = address;
    for (int hop = 0; hop < MOST_HOPS; hop++) {
      if (!hosts.allows(next)) {
        log.warn("a file's address is on a host that is not Microsoft's");
        throw new IOException(ELSEWHERE);
      }
      Request request = request(next).build();
      Response response = sent(request);
      if (response.code() < 300 || response.code() > 399) {
        return checked(response, file, refused);
      }
      String location = Web.header(response, "Location");
      response.close();
      HttpUrl url = request.url().resolve(location);
      next = url == null ? "" : url.toString();
    }
    throw new IOException(SIGN_IN);
  }

  private static Request.Builder request(String address) throws IOException {
    HttpUrl url = HttpUrl.parse(address);
    if (url == null) {
      throw new IOException(ELSEWHERE);
    }
    return new Request.Builder().url(url);
  }

  private Response sent(Request request) throws IOException {
    try {
      return web.send(request);
    } catch (InterruptedIOException e) {
      throw e;
    } catch (IOException e) {
      throw new IOException(UNREACHABLE, e);
    }
  }

  private static String sentence(int status, String refused) {
    return switch (status) {
      case 401, 403 -> refused;
      case 404, 410 -> GONE;
      default ->
          "Microsoft did not give the file (HTTP " + status + "): send it again in a minute.";
    };
  }

  /// Whoever may not read a file may be answered 200 and a page to sign in at.
  private InputStream checked(Response response, FileRef file, String refused) throws IOException {
    var body = response.body();
    if (response.code() != 200 || body == null) {
      response.close();
      boolean moved = response.code() >= 300 && response.code() < 400;
      throw new IOException(moved ? SIGN_IN : sentence(response.code(), refused));
    }
    String type = Web.header(response, "Content-Type").toLowerCase(Locale.ROOT);
    boolean page = file.name().toLowerCase(Locale.ROOT).matches("(?s).*\\.x?html?");
    if (type.startsWith("text/html") && !page) {
      response.close();
      throw new IOException(SIGN_IN);
    }
    return new Body(body.byteStream(), response, clock);
  }

  /// Bytes on their way.
  private static final class Body extends FilterInputStream {
    private final Response response;
    private final InstantSource clock;
    private final Instant until;

    Body(InputStream in, Response response, InstantSource clock) {
      super(in);
      this.response = response;
      this.clock = clock;
      until = clock.instant().plus(LONGEST);
    }

    @Override
    public int read(byte[] buffer, int from, int length) throws IOException {
      if (clock.instant().isAfter(until)) {
        throw new IOException("The file came too slowly from Microsoft: send it again.");
      }
      try {
        return super.read(buffer, from, length);
      } catch (IOException e) {
        if (Thread.currentThread().isInterrupted()) {
          throw new InterruptedIOException("interrupted");
        }
        throw new IOException("The file broke off on its way from Microsoft: send it again.", e);
      }
    }

    @Override
    public void close() {
      response.close();
    }
  }
}
