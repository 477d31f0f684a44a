package dev.plotline;

import static dev.plotline.Organisation.in;
import static dev.plotline.teams.fake.Samples.CHANNEL;
import static dev.plotline.teams.fake.Samples.GROUP;
import static dev.plotline.teams.fake.Samples.PERSONAL;
import static dev.plotline.teams.fake.Samples.ROOT;
import static dev.plotline.teams.fake.Samples.TEAM;
import static dev.plotline.teams.fake.Samples.TEAM_GROUP;
import static dev.plotline.teams.fake.Samples.mentioning;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plotline.teams.fake.Call;
import dev.plotline.teams.fake.FakeConnector.Post;
import dev.plotline.teams.fake.FakeGraph;
import dev.plotline.teams.fake.Samples;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Files in Teams through the whole bot: tokens checked, Graph and its file host beside it, read by
/// real code.
class TeamsFilesAppIT {
  private static final String SITE = "https://contoso.sharepoint.com/sites/x/Shared Documents/";
  private static final String ASK = "total Amount by Region as a bar chart";
  private static final String SALES = "Region,Amount\nNorth,10\nSouth,20\nNorth,30\n";

  @TempDir private static Path home;
  private static Organisation org;

  @BeforeAll
  static void start() throws IOException {
    org = new Organisation(home, Map.of("PLOTLINE_MAX_FILE", "1MB"));
    org.connector.team(TEAM, TEAM_GROUP);
    org.graph.consent(
        "ChannelMessage.Read.Group " + TEAM_GROUP,
        "ChatMessage.Read.Chat " + GROUP,
        "Files.Read.All");
  }

  @AfterAll
  static void stop() {
    org.close();
  }

  private static void share(String address, String text) {
    org.graph.share(address, text.getBytes(UTF_8));
  }

  /// A message of Ann's with a file, to the bot alone.
  private static ObjectNode sent(String conversation, String text, String file, byte[] bytes) {
    org.connector.personal(conversation);
    org.graph.drive().put(file, bytes);
    var said = Samples.activity("message", "personal", conversation).put("text", text);
    said.withArray("attachments")
        .addObject()
        .put("contentType", "application/vnd.microsoft.teams.file.download.info")
        .put("name", file)
        .putObject("content")
        .put("downloadUrl", org.graph.drive().address(org.graph.url(), file));
    return said;
  }

  private static void hasTheTotals(JsonNode answer, String file) {
    assertThat(answer.toString())
        .contains("North", "40", "South", "20", "Figure 1")
        .contains(file + ": 3 rows × 2 columns");
  }

  @Test
  void aFileInAChannelIsReadByTheTeamsConsentAndAnsweredInItsThread() throws Exception {
    String name = "Umsatz #1 + 100% 売上.csv";
    share(SITE + name, SALES);
    share(SITE + "root.csv", "Region,Amount\nElsewhere,1\n");
    String root = ROOT.replaceFirst(".*=", "");
    org.graph.inChannel(TEAM_GROUP, CHANNEL, root, root, SITE + "root.csv");
    org.graph.inChannel(TEAM_GROUP, CHANNEL, root, "1700000000077", SITE + name);
    org.say(mentioning(Samples.channel(ASK)).put("id", "1700000000077"));

    hasTheTotals(org.answer(ROOT), name);
    org.shown(ROOT, "image/png");
    tokensWentWhereTheyBelong();
  }

  private static void tokensWentWhereTheyBelong() {
    for (FakeGraph.Call call : org.graph.calls()) {
      assertThat(org.isGraphs(call.token())).isEqualTo(call.path().startsWith("/v1.0/"));
    }
    for (Call call : org.connector.calls()) {
      String token = call.headers().getOrDefault("authorization", "").replace("Bearer ", "");
      assertThat(org.login.isFor(token, "https://api.botframework.com")).isTrue();
    }
  }

  @Test
  void aFileInAGroupChatIsReadByTheChatsConsent() throws Exception {
    share(SITE + "group.csv", SALES);
    org.graph.inChat(GROUP, "1700000000088", SITE + "group.csv");
    org.say(mentioning(Samples.group(ASK)).put("id", "1700000000088"));

    hasTheTotals(org.answer(GROUP), "group.csv");
  }

  @Test
  void withoutConsentTheThreadGoesOnFromThePersonalChat() throws Exception {
    String thread = CHANNEL + ";messageid=1700000000002";
    var said = Samples.activity("message", "channel", thread).put("text", ASK);
    ((ObjectNode) said.at("/channelData/team")).put("id", "19:without@thread.tacv2");
    org.connector.team("19:without@thread.tacv2", "dddddddd-0000-0000-0000-000000000001");
    said.withArray("attachments")
        .addObject()
        .put("contentType", "text/html")
        .put("content", "<attachment id=\"0f6e5b8a-1111-4222-8333-123456789abc\"></attachment>");
    org.say(mentioning(said));

    JsonNode offer = org.shown(thread, "/l/chat/0/0").body();
    String link = offer.findValuesAsText("url").getFirst();
    assertThat(link).contains("users=28%3A" + Samples.APP);
    String words = URLDecoder.decode(link.replaceFirst(".*message=", ""), UTF_8);
    String chat = "a:detour";
    var sent = sent(chat, words, "detour.csv", SALES.getBytes(UTF_8));
    org.say(sent);

    hasTheTotals(org.answer(thread), "detour.csv");
    org.shown(thread, "image/png");
    assertThat(org.connector.thread(chat))
        .extracting(Post::text)
        .singleElement()
        .asString()
        .contains("in the thread where you asked");

    var gone = Samples.activity("messageDelete", "personal", chat);
    org.say(gone.put("id", sent.path("id").asText()));
    isForgotten("detour.csv", thread);
  }

  private static void isForgotten(String file, String thread) throws Exception {
    String list = file;
    for (int i = 1; i < 50 && list.contains(file); i++) {
      org.say(mentioning(Samples.activity("message", "channel", thread).put("text", "files")));
      list =
          org.connector
              .await(i, in(thread).and(call -> call.body().toString().contains("his thread")))
              .getLast()
              .body()
              .toString();
    }
    assertThat(list).doesNotContain(file);
  }

  @Test
  void aFileInAPersonalChatIsReadAndWhatIsMadeOfItGoesToOneDriveOnConsent() throws Exception {
    String many =
        IntStream.rangeClosed(1, 150)
            .mapToObj(i -> "Region " + i + "," + i)
            .collect(Collectors.joining("\n", "Region,Amount\n", "\n"));
    org.say(sent(PERSONAL, "total Amount by Region", "many.csv", many.getBytes(UTF_8)));
    assertThat(org.answer(PERSONAL).toString()).contains("many.csv: 150 rows × 2 columns");
    org.shown(PERSONAL, "card.file.consent");
    Post card =
        org.connector.thread(PERSONAL).stream()
            .filter(post -> post.activity().toString().contains("card.file.consent"))
            .findFirst()
            .orElseThrow();

    org.say(accepted(card));
    org.connector.await(
        1, in(PERSONAL).and(c -> c.method().equals("PUT") && c.id().equals(card.id())));
    assertThat(org.connector.thread(PERSONAL))
        .filteredOn(post -> post.id().equals(card.id()))
        .singleElement()
        .satisfies(post -> assertThat(post.activity().toString()).contains("card.file.info"));
    assertThat(new String(org.graph.drive().uploaded("s1"), UTF_8))
        .startsWith("Region,")
        .hasLineCount(151);
  }

  private static ObjectNode accepted(Post card) {
    var invoke = Samples.invoke("personal", PERSONAL, "fileConsent/invoke");
    var value = invoke.put("replyToId", card.id()).putObject("value");
    value.put("type", "fileUpload").put("action", "accept");
    value.set("context", card.activity().at("/attachments/0/content/acceptContext"));
    value
        .putObject("uploadInfo")
        .put("contentUrl", "https://contoso-my.sharepoint.com/personal/ann/made.csv")
        .put("name", "made.csv")
        .put("uploadUrl", org.graph.url() + "/upload/s1")
        .put("uniqueId", "u1")
        .put("fileType", "csv");
    return invoke;
  }

  @Test
  void aFileThatIsTooLargeIsLeftAsSoonAsThatShows() throws Exception {
    String chat = "a:large";
    org.graph.drive().dawdle("large.csv", 1_000_000_000);
    org.say(sent(chat, "total Amount by Region", "large.csv", new byte[2_000_000]));

    org.shown(chat, "larger than 1 MB");
  }
}
