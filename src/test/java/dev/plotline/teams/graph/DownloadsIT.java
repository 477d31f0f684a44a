package dev.plotline.teams.graph;

import static dev.plotline.teams.graph.Desk.SITE;
import static dev.plotline.teams.graph.Desk.named;
import static dev.plotline.teams.graph.Desk.signed;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plotline.chat.FileRef;
import dev.plotline.chat.Message;
import dev.plotline.teams.fake.FakeGraph;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Files of personal chats, and pasted pictures of all.
class DownloadsIT {
  private static final String ELSEWHERE =
      "The file does not lie with Microsoft: send the file itself.";

  private final Desk desk = new Desk();
  private final Message message = desk.alone("5", "go");

  @AfterEach
  void stop() {
    desk.close();
  }

  private FileRef pasted(URI service) {
    return named(
            "[{'contentType':'image/png','contentUrl':'"
                + service
                + "/v3/attachments/1/views/original'}]")
        .getFirst();
  }

  private List<String> tokens() {
    return desk.graph.calls().stream().map(FakeGraph.Call::token).toList();
  }

  @Test
  void aFileIsReadWithoutAToken() throws Exception {
    FileRef file = desk.personal("売上 #1.xlsx", "data".getBytes(UTF_8));

    assertThat(file.name()).isEqualTo("売上 #1.xlsx");
    assertThat(desk.read(message, file)).isEqualTo("data");
    assertThat(tokens()).containsExactly("");
    assertThat(desk.files.whole(message)).contains(message);
  }

  @Test
  void anEmptyFileIsAnEmptyFile() throws Exception {
    assertThat(desk.read(message, desk.personal("a.csv", new byte[0]))).isEmpty();
  }

  @Test
  void aFileFromTheCloudWithoutALinkIsReadByGraph() throws Exception {
    desk.graph.consent("Files.Read.All");
    desk.graph.share(SITE + "a b.csv", "x".getBytes(UTF_8));
    FileRef file =
        named(
                "[{'contentType':'application/vnd.microsoft.teams.file.download.info',"
                    + "'name':'a b.csv','contentUrl':'"
                    + SITE
                    + "a b.csv','content':{}}]")
            .getFirst();

    assertThat(desk.read(message, file)).isEqualTo("x");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '→',
      value = {
        "401 → The link to the file has expired: send the file again.",
        "403 → The link to the file has expired: send the file again.",
        "404 → The file was deleted or moved: send it again.",
        "400 → Microsoft did not give the file (HTTP 400): send it again in a minute."
      })
  void whatIsRefusedIsExplained(int status, String sentence) {
    FileRef file = desk.personal("a.csv", "x".getBytes(UTF_8));
    desk.graph.fail("/download/", status, "");

    assertThatThrownBy(() -> desk.read(message, file)).hasMessage(sentence);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://evil.example/a.csv",
        "http://contoso.sharepoint.com/a.csv",
        "https://contoso.sharepoint.com.evil.example/a.csv",
        "https://evilsharepoint.com/a.csv",
        "https://contoso.sharepoint.com:8443/a.csv",
        "https://user@contoso.sharepoint.com/a.csv",
        "https://169.254.169.254/latest/meta-data",
        "file:///etc/passwd",
        "http://localhost/a.csv",
        "nonsense",
        ""
      })
  void otherHostsAreNeverCalled(String address) {
    FileRef file =
        address.isEmpty() ? new FileRef("nonsense", "a.csv", 1) : signed("a.csv", address);

    assertThatThrownBy(() -> desk.read(message, file)).hasMessageMatching(ELSEWHERE + "|Nobody.*");
    assertThat(desk.graph.calls()).isEmpty();
  }

  @Test
  void aRedirectLeadsToNoOtherHostAndTakesNoToken() {
    FileRef file = desk.personal("a.csv", "x".getBytes(UTF_8));
    desk.graph.redirect("/download/", "https://evil.example/a.csv");
    assertThatThrownBy(() -> desk.read(message, file)).hasMessage(ELSEWHERE);

    try (var other = FakeGraph.start()) {
      desk.graph.redirect("/v3/", other.url() + "/v3/x");
      assertThatThrownBy(() -> desk.read(message, pasted(desk.graph.url())))
          .hasMessageContaining("sign-in page");
      assertThat(other.calls()).isEmpty();
    }
  }

  @Test
  void aRedirectOnTheSameHostIsFollowedAndNotForEver() throws Exception {
    FileRef file = desk.personal("a.csv", "x".getBytes(UTF_8));
    desk.graph.redirect("/download/", "/download/a.csv");
    assertThat(desk.read(message, file)).isEqualTo("x");

    for (int i = 0; i < 9; i++) {
      desk.graph.redirect("/download/", "/download/a.csv");
    }
    assertThatThrownBy(() -> desk.read(message, file)).hasMessageContaining("sign-in page");
  }

  @Test
  void aSignInPageIsNoFile() throws Exception {
    desk.graph.drive().type("text/html; charset=utf-8");
    byte[] page = "<html>".getBytes(UTF_8);

    assertThatThrownBy(() -> desk.read(message, desk.personal("a.csv", page)))
        .hasMessageContaining("sign-in page");
    assertThat(desk.read(message, desk.personal("report.HTML", page))).isEqualTo("<html>");
  }

  @Test
  void aFileThatBreaksOffSaysSo() {
    byte[] bytes = new byte[100_000];
    FileRef file = desk.personal("a.csv", bytes);
    desk.graph.drive().breakOff(10);

    assertThatThrownBy(() -> desk.read(message, file)).hasMessageContaining("broke off");
  }

  @Test
  void aFileThatTricklesInIsLeft() throws Exception {
    FileRef file = desk.personal("a.csv", new byte[100_000]);
    try (var in = desk.files.open(message, file)) {
      assertThat(in.read(new byte[10])).isPositive();
      desk.time.pass(Duration.ofSeconds(301));

      assertThatThrownBy(() -> in.read(new byte[10])).hasMessageContaining("too slowly");
    }
  }

  @Test
  void aFileThatIsPackedOnItsWayIsWhatItWas() throws Exception {
    desk.graph.drive().pack();

    assertThat(desk.read(message, desk.personal("a.csv", "a,b".getBytes(UTF_8)))).isEqualTo("a,b");
  }

  @Test
  void whatALocalClientAttachesIsReadFromItsOwnPlaceWithoutAToken() {
    desk.connectorToken = "";
    String attachment =
        "[{'contentType':'text/csv','name':'a.csv','contentUrl':'%s/v3/attachments/1'}]";
    FileRef file = named(attachment.formatted(desk.graph.url())).getFirst();

    assertThat(file.name()).isEqualTo("a.csv");
    // The fake's pictures ask for a token.
    assertThatThrownBy(() -> desk.read(message, file)).hasMessageContaining("send it as a file");
    assertThat(tokens()).containsExactly("");
    FileRef other = named(attachment.formatted("https://evil.example")).getFirst();
    assertThatThrownBy(() -> desk.read(message, other)).hasMessage(ELSEWHERE);
  }

  @Test
  void aPictureIsReadWithTheTokenAtTheServiceItCameFromAndNowhereElse() throws Exception {
    assertThat(desk.read(message, pasted(desk.graph.url()))).isEqualTo("PNG");
    assertThat(tokens()).containsExactly(FakeGraph.CONNECTOR_TOKEN);

    try (var other = FakeGraph.start()) {
      assertThatThrownBy(() -> desk.read(message, pasted(other.url()))).hasMessage(ELSEWHERE);
      assertThat(other.calls()).isEmpty();
    }
  }

  @Test
  void whatTheHtmlNamesOnceMoreIsOneFile() {
    String html =
        "{'contentType':'text/html','content':"
            + "'<attachment id=\\\"0f6e5b8a-1111-4222-8333-123456789abc\\\"></attachment>'}";
    String file =
        "{'contentType':'application/vnd.microsoft.teams.file.download.info','name':'a.csv',"
            + "'content':{'downloadUrl':'https://contoso.sharepoint.com/a'}}";
    String cloud = "{'contentType':'reference','name':'a.csv','contentUrl':'" + SITE + "a.csv'}";

    for (String one : List.of(file, cloud)) {
      assertThat(named("[" + html + "," + one + "]"))
          .extracting(FileRef::name)
          .containsExactly("a.csv");
    }
    assertThat(named("[" + html + "]")).hasSize(1);
  }

  @Test
  void whatAnActivityBringsIsReadWithCare() {
    assertThat(named("[{'contentType':'text/html','content':'<p>hi</p>'}]")).isEmpty();
    assertThat(named("[{'contentType':'text/html','content':'<attachment id=\\\"17\\\">'}]"))
        .isEmpty();
    assertThat(named("{'a':1}")).isEmpty();
    String card = "application/vnd.microsoft.card.adaptive";
    assertThat(named("[{'contentType':'" + card + "','contentUrl':'https://a.example/'}]"))
        .isEmpty();
    assertThat(named("[1,null,{},{'contentType':7},{'contentType':'image/png'}]")).isEmpty();
    assertThat(named("[{'contentType':'image/*','contentUrl':'https://a.example/1'}]"))
        .extracting(FileRef::name)
        .containsExactly("pasted 1.png");
    String zip = "../../etc/cron.d/x.zip";
    assertThat(signed(zip, "https://a.sharepoint.com/x").name()).isEqualTo(zip);
    assertThat(signed("", "https://a.sharepoint.com/x").name()).isEqualTo("file");
  }
}
