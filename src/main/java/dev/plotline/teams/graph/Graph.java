package dev.plotline.teams.graph;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.plotline.teams.api.Conversation;
import dev.plotline.teams.api.Conversation.Scope;
import dev.plotline.teams.api.Tokens;
import dev.plotline.teams.graph.Web.Patience;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.util.Base64;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.ResponseBody;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The calls of Microsoft Graph that are made, each with the [Permission] it needs.
final class Graph {
  private static final Logger log = LoggerFactory.getLogger(Graph.class);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int MOST_BYTES = 4_000_000;
  private static final String THREAD = ";messageid=";

  private final URI base;
  private final Tokens tokens;
  private final Web web;
  private final Groups groups;

  Graph(URI base, Tokens tokens, Web web) {
    this.base = base;
    this.tokens = tokens;
    this.web = web;
    this.groups = new Groups(tokens, web);
  }

  /// Graph said no.
  static final class Refused extends IOException {
    private static final long serialVersionUID = 1L;
    private final Permission needed;
    private final int status;

    Refused(Permission needed, int status) {
      super(needed.scope() + ": " + status);
      this.needed = needed;
      this.status = status;
    }

    /// What would have been needed.
    Permission needed() {
      return needed;
    }

    /// HTTP's status.
    int status() {
      return status;
    }

    /// Whether it is a matter of permissions.
    boolean isForbidden() {
      return status == 401 || status == 403;
    }
  }

  /// The message of a group chat or channel: the reply itself, not what it replies to.
  JsonNode message(Conversation at, Patience patience) throws IOException {
    if (at.scope() == Scope.GROUP) {
      String chat = at.id().replaceFirst(THREAD + ".*", "");
      return json(
          Permission.CHAT_MESSAGES,
          at.tenant(),
          "/chats/" + encoded(chat) + "/messages/" + encoded(at.activity()),
          patience);
    }
    if (at.channel() == null) {
      throw new Refused(Permission.CHANNEL_MESSAGES, 404);
    }
    String team = groups.of(at, patience);
    int mark = at.id().indexOf(THREAD);
    String root = mark < 0 ? at.activity() : at.id().substring(mark + THREAD.length());
    String reply = root.equals(at.activity()) ? "" : "/replies/" + encoded(at.activity());
    return json(
        Permission.CHANNEL_MESSAGES,
        at.tenant(),
        "/teams/"
            + encoded(team)
            + "/channels/"
            + encoded(at.channel())
            + "/messages/"
            + encoded(root)
            + reply,
        patience);
  }

  /// Name and size of a file in SharePoint or OneDrive.
  JsonNode item(String tenant, String address) throws IOException {
    return json(
        Permission.FILES, tenant, share(address) + "?$select=id,name,size,file", Patience.NORMAL);
  }

  /// The address of a file's bytes, which needs no token.
  ///
  /// @throws Refused with the status when there is none
  String content(String tenant, String address) throws IOException {
    try (Response response =
        call(Permission.FILES, tenant, share(address) + "/content", Patience.NORMAL)) {
      String location = Web.header(response, "Location");
      if (response.code() < 300 || response.code() > 399 || location.isEmpty()) {
        throw new Refused(Permission.FILES, response.code());
      }
      return location;
    }
  }

  private static String share(String address) {
    byte[] url = SharedAddress.encoded(address).getBytes(UTF_8);
    return "/shares/u!"
        + Base64.getUrlEncoder().withoutPadding().encodeToString(url)
        + "/driveItem";
  }

  private JsonNode json(Permission needed, String tenant, String path, Patience patience)
      throws IOException {
    try (Response response = call(needed, tenant, path, patience)) {
      ResponseBody body = response.body();
      if (response.code() != 200 || body == null) {
        throw new Refused(needed, response.code());
      }
      return JSON.readTree(body.byteStream().readNBytes(MOST_BYTES));
    }
  }

  private Response call(Permission needed, String tenant, String path, Patience patience)
      throws IOException {
    String token;
    try {
      token = tokens.graph(tenant);
    } catch (InterruptedIOException e) {
      throw e;
    } catch (IOException e) {
      log.warn("no token for Microsoft Graph: {}", e.getMessage());
      throw new Refused(needed, 401);
    }
    String url = base.toString().replaceFirst("/+$", "") + path;
    return web.send(
        new Request.Builder().url(url).header("Authorization", "Bearer " + token).build(),
        patience);
  }

  /// For one segment of a path.
  private static String encoded(String id) {
    return URLEncoder.encode(id, UTF_8).replace("+", "%20");
  }
}
