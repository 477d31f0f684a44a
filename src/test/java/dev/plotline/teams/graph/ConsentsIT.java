package dev.plotline.teams.graph;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plotline.chat.Message;
import dev.plotline.chat.Reply;
import dev.plotline.chat.ThreadKey;
import dev.plotline.chat.Threads;
import dev.plotline.teams.api.Conversation.Scope;
import dev.plotline.teams.fake.MessageRules;
import java.io.ByteArrayInputStream;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Files that are kept in OneDrive.
class ConsentsIT {
  private final Desk desk = new Desk();
  private List<Reply.File> made = List.of(file("out/sales <at>.csv", "a,b".getBytes(UTF_8)));

  @AfterEach
  void stop() {
    desk.close();
  }

  private static Reply.File file(String path, byte[] bytes) {
    String name = path.substring(path.lastIndexOf('/') + 1);
    return new Reply.File(
        name, path, "text/csv", bytes.length, null, () -> new ByteArrayInputStream(bytes));
  }

  private List<ObjectNode> cards(List<Reply.File> files) {
    var reply =
        new Reply(
            Reply.Ending.ANSWERED,
            "",
            List.of(),
            List.of(),
            files,
            List.of(),
            List.of(),
            "m",
            null);
    Message message = desk.alone("5", "go");
    var cards = TeamsFiles.keepable(message, reply);
    assertThat(cards).allSatisfy(c -> assertThat(MessageRules.problems(c)).isEmpty());
    return cards;
  }

  /// The invoke's value when somebody presses a card.
  private ObjectNode pressed(String action, JsonNode context, String url) {
    var value = new ObjectMapper().createObjectNode().put("type", "fileUpload");
    value.put("action", action).set("context", context);
    value
        .putObject("uploadInfo")
        .put("contentUrl", "https://contoso-my.sharepoint.com/personal/ann/sales.csv")
        .put("name", "sales.csv")
        .put("uploadUrl", url)
        .put("uniqueId", "u1")
        .put("fileType", "csv");
    return value;
  }

  private JsonNode context() {
    return cards(made).getFirst().at("/attachments/0/content/acceptContext");
  }

  private String session() {
    return desk.graph.url() + "/upload/s1";
  }

  private void decide(JsonNode value) {
    decide("a:1", value);
  }

  private void decide(String chat, JsonNode value) {
    desk.files.decided(
        Desk.at(Scope.PERSONAL, chat, "6", desk.graph.url()), "card-1", value, threads());
  }

  @Test
  void theCardNamesTheFileAndItsSizeAndHoldsNoSecret() {
    JsonNode card = cards(made).getFirst().at("/attachments/0");

    assertThat(card.path("name").asText()).isEqualTo("sales ‹at›.csv");
    assertThat(card.at("/content/sizeInBytes").asInt()).isEqualTo(3);
    assertThat(card.at("/content/acceptContext").toString())
        .isEqualTo("{\"about\":\"5\",\"path\":\"out/sales <at>.csv\"}");
    assertThat(cards(Collections.nCopies(9, made.getFirst()))).hasSize(5);
    assertThat(cards(List.of(file("empty.csv", new byte[0])))).isEmpty();
  }

  @Test
  void aNameThatOneDriveDoesNotTakeIsChanged() {
    Reply.File odd = file("out/a: b? \"c\" | d*.csv", new byte[1]);

    assertThat(cards(List.of(odd)).getFirst().at("/attachments/0/name").asText())
        .isEqualTo("a- b- -c- - d-.csv");
  }

  @Test
  void anAcceptedFileIsUploadedAndTheCardShowsIt() {
    decide(pressed("accept", context(), session()));

    assertThat(desk.graph.drive().uploaded("s1")).isEqualTo("a,b".getBytes(UTF_8));
    assertThat(desk.updated.getFirst().at("/attachments/0/contentType").asText())
        .isEqualTo("application/vnd.microsoft.teams.card.file.info");
    assertThat(desk.updated.getFirst().at("/attachments/0/contentUrl").asText())
        .startsWith("https://contoso-my.sharepoint.com/");
    assertThat(desk.graph.calls()).allMatch(call -> call.token().isEmpty());
  }

  @Test
  void aDecisionThatIsToldTwiceIsTakenOnce() {
    decide(pressed("accept", context(), session()));
    desk.graph.fail("/upload/", 404, "");
    decide(pressed("accept", context(), session()));

    assertThat(desk.updated).hasSize(1).allMatch(card -> card.toString().contains("file.info"));
  }

  /// Ids of messages are times, and two chats may have the same.
  @Test
  void aDecisionInAnotherChatIsAnother() {
    decide("a:1", pressed("decline", context(), ""));
    decide("a:2", pressed("decline", context(), ""));

    assertThat(desk.updated).hasSize(2);
  }

  @Test
  void aPlaceWithSpacesInItIsLinked() {
    var value = pressed("accept", context(), session());
    String place = "https://contoso-my.sharepoint.com/personal/ann/My files/売上 #1.csv";
    value.withObject("uploadInfo").put("contentUrl", place);
    decide(value);

    assertThat(desk.updated.getFirst().at("/attachments/0/contentUrl").asText())
        .isEqualTo(
            "https://contoso-my.sharepoint.com/personal/ann/My%20files/"
                + "%E5%A3%B2%E4%B8%8A%20%231.csv");
  }

  @Test
  void aLargeFileGoesInPiecesAndTroubleRepeatsNone() {
    byte[] bytes = new byte[12_000_000];
    new Random(1).nextBytes(bytes);
    made = List.of(file("big.csv", bytes));
    desk.graph.fail("/upload/", 503, "9");
    desk.graph.fail("/upload/", 429, "3");
    decide(pressed("accept", context(), session()));

    assertThat(desk.graph.drive().uploaded("s1")).isEqualTo(bytes);
    assertThat(desk.pauses).extracting(Duration::toSeconds).containsExactly(9L, 3L);
  }

  @Test
  void aPieceThatIsThereAlreadyIsNoFailure() {
    desk.graph.fail("/upload/", 416, "");
    decide(pressed("accept", context(), session()));

    assertThat(desk.updated.getFirst().toString()).contains("file.info");
  }

  @ParameterizedTest
  @ValueSource(strings = {"https://evil.example/up", "http://localhost:1/up", "nonsense", ""})
  void itGoesToMicrosoftOnly(String url) {
    decide(pressed("accept", context(), url));

    assertThat(desk.updated.getFirst().path("text").asText()).contains("was not saved");
    assertThat(desk.graph.calls()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 404, 507})
  void anUploadThatIsRefusedIsExplained(int status) {
    desk.graph.fail("/upload/", status, "");
    desk.graph.fail("/upload/", status, "");
    desk.graph.fail("/upload/", status, "");
    desk.graph.fail("/upload/", status, "");
    decide(pressed("accept", context(), session()));

    assertThat(desk.updated.getFirst().path("text").asText()).contains(": ask for the file again.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "null", "[]", "{\"about\":\"5\",\"path\":\"../etc/passwd\"}", "7"})
  void aContextThatIsForgedReachesNothing(String context) throws Exception {
    decide(pressed("accept", new ObjectMapper().readTree(context), session()));

    assertThat(desk.updated.getFirst().path("text").asText()).contains("no longer here");
    assertThat(desk.graph.calls()).isEmpty();
  }

  @Test
  void aDeclinedFileIsNotUploadedAndTheCardSaysSo() {
    decide(pressed("decline", context(), session()));

    assertThat(desk.updated.getFirst().path("text").asText())
        .isEqualTo("sales &lt;at&gt;.csv was not saved. The links above open it.");
    assertThat(desk.graph.calls()).isEmpty();
  }

  @Test
  void anAddressThatIsNotMicrosoftsIsNotShown() {
    var value = pressed("accept", context(), session());
    value.withObject("uploadInfo").put("contentUrl", "https://evil.example/x");
    decide(value);

    assertThat(desk.updated.getFirst().toString()).doesNotContain("evil").contains("OneDrive");
  }

  /// Knows only what was made for message 5 in Ann's chat.
  private Threads threads() {
    return (Threads)
        Proxy.newProxyInstance(
            Threads.class.getClassLoader(),
            new Class<?>[] {Threads.class},
            (_, method, arguments) -> {
              assertThat(method.getName()).isEqualTo("made");
              boolean known =
                  arguments[0].equals(new ThreadKey("teams", "tenant", "a:1"))
                      && arguments[1].equals("5");
              return known ? made : List.of();
            });
  }
}
