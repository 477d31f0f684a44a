package dev.plotline.teams.graph;

import static dev.plotline.teams.graph.Desk.CHANNEL;
import static dev.plotline.teams.graph.Desk.CHAT;
import static dev.plotline.teams.graph.Desk.GROUP;
import static dev.plotline.teams.graph.Desk.SITE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plotline.chat.FileRef;
import dev.plotline.chat.Message;
import dev.plotline.chat.Reply;
import dev.plotline.teams.fake.FakeGraph;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Files of group chats and channels, by Microsoft Graph.
class IncomingIT {
  private static final String SEEN =
      "[{'contentType':'text/html','content':'<p><at>Plotline</at></p>"
          + "<attachment id=\\\"0f6e5b8a-1111-4222-8333-123456789abc\\\"></attachment>'}]";

  private static final Reply.Execution RUN =
      new Reply.Execution("python", "1", "", "", 0, Duration.ZERO);

  private final Desk desk = new Desk();

  @AfterEach
  void stop() {
    desk.close();
  }

  private void allowAll() {
    desk.graph.consent("ChatMessage.Read.Chat", "ChannelMessage.Read.Group", "Files.Read.All");
  }

  private static String encoded(String address) {
    return address.replace("%", "%25").replace(" ", "%20").replace("#", "%23");
  }

  @Test
  void aFileInAGroupChatIsFoundAndRead() throws Exception {
    allowAll();
    desk.graph.share(SITE + "sales.csv", "a,b".getBytes(UTF_8));
    desk.graph.inChat(CHAT, "7", SITE + "sales.csv");
    Message whole = desk.files.whole(desk.inChat("7", "go")).orElseThrow();

    FileRef file = whole.files().getFirst();
    assertThat(file.name()).isEqualTo("sales.csv");
    assertThat(file.size()).isEqualTo(3);
    assertThat(desk.read(whole, file)).isEqualTo("a,b");
    assertThat(desk.graph.calls().getFirst().path()).contains("19%3Aa%2Bb%2Fc%40thread.v2");
    assertThat(desk.graph.calls().getLast().token()).isEmpty();
  }

  @Test
  void aReplyHasItsOwnFileAndNotTheRoots() throws Exception {
    allowAll();
    desk.graph.share(SITE + "root.csv", "root".getBytes(UTF_8));
    desk.graph.share(SITE + "reply.csv", "reply".getBytes(UTF_8));
    desk.graph.inChannel(GROUP, CHANNEL, "17", "17", SITE + "root.csv");
    desk.graph.inChannel(GROUP, CHANNEL, "17", "18", SITE + "reply.csv");

    for (String id : List.of("17", "18")) {
      Message whole = desk.files.whole(desk.inChannel("17", id, "go")).orElseThrow();
      assertThat(desk.read(whole, whole.files().getFirst()))
          .isEqualTo(id.equals("17") ? "root" : "reply");
    }
    assertThat(desk.graph.calls())
        .as("the team's group is asked for once, of the connector")
        .filteredOn(call -> call.path().equals("/v3/teams/19%3Ageneral%40thread.tacv2"))
        .singleElement()
        .satisfies(call -> assertThat(call.token()).isEqualTo(FakeGraph.CONNECTOR_TOKEN));
  }

  @Test
  void aTeamThatTheConnectorDoesNotTellOfIsOneWithoutConsent() throws Exception {
    allowAll();
    desk.graph.fail("/v3/teams/", 403, "");
    FileRef[] files = Desk.named(SEEN).toArray(FileRef[]::new);

    assertThat(desk.files.whole(desk.inChannel("17", "18", "go", files))).isEmpty();
    assertThat(desk.posted.getFirst().toString()).contains("in this channel");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a+b.csv",
        "a#1.csv",
        "100%.csv",
        "a b.csv",
        "50%25 + #1 売上.csv",
        "it's.csv",
        "a&b=c.csv"
      })
  void namesOfEveryKindAreFound(String name) throws Exception {
    allowAll();
    String address = SITE + name;
    desk.graph.share(address, "x".getBytes(UTF_8));
    for (String named : List.of(address, encoded(address))) {
      desk.graph.inChat(CHAT, "7", named);
      Message whole = desk.files.whole(desk.inChat("7", "go")).orElseThrow();
      assertThat(whole.files().getFirst().name()).isEqualTo(name);
      assertThat(desk.read(whole, whole.files().getFirst())).isEqualTo("x");
    }
  }

  @Test
  void aPictureFromTheConnectorStaysBesideTheFile() throws Exception {
    allowAll();
    desk.graph.share(SITE + "a.csv", "x".getBytes(UTF_8));
    desk.graph.inChat(CHAT, "7", SITE + "a.csv");
    String picture =
        ",{'contentType':'image/png','contentUrl':'" + desk.graph.url() + "/v3/attachments/1'}]";
    FileRef[] files = Desk.named(SEEN.replaceFirst("]$", picture)).toArray(FileRef[]::new);
    Message whole = desk.files.whole(desk.inChat("7", "go", files)).orElseThrow();

    assertThat(whole.files()).extracting(FileRef::name).containsExactly("pasted 1.png", "a.csv");
    assertThat(desk.read(whole, whole.files().getFirst())).isEqualTo("PNG");
  }

  @Test
  void whatIsGoneSaysSoWhenItIsOpened() throws Exception {
    allowAll();
    desk.graph.inChat(CHAT, "7", SITE + "gone.csv");
    Message whole = desk.files.whole(desk.inChat("7", "go")).orElseThrow();

    assertThatThrownBy(() -> desk.read(whole, whole.files().getFirst()))
        .hasMessage("The file was deleted or moved: send it again.");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void withoutConsentTheThreadIsShownThePersonalChat(boolean channel) throws Exception {
    FileRef[] files = Desk.named(SEEN).toArray(FileRef[]::new);
    Message message =
        channel ? desk.inChannel("17", "18", "go", files) : desk.inChat("7", "go", files);

    assertThat(desk.files.whole(message)).isEmpty();
    String card = desk.posted.getFirst().toString();
    assertThat(card)
        .contains(channel ? "the channel is private" : "in this group chat")
        .contains("administrator")
        .contains("https://teams.microsoft.com/l/chat/0/0?users=28%3Aapp&message=for%20thread%20");
    assertThat(desk.files.whole(message)).as("taken up again after a crash").isEmpty();
    assertThat(desk.posted).hasSize(1);
  }

  @Test
  void withoutConsentForFilesTheThreadIsShownThePersonalChatToo() throws Exception {
    desk.graph.consent("ChatMessage.Read.Chat");
    desk.graph.inChat(CHAT, "7", SITE + "a.csv");

    assertThat(desk.files.whole(desk.inChat("7", "go"))).isEmpty();
    assertThat(desk.posted.getFirst().toString()).contains("SharePoint");
  }

  @Test
  void oneFileThatMayNotBeReadIsSaidAndTheOthersAreRead() throws Exception {
    allowAll();
    desk.graph.share(SITE + "a.csv", "x".getBytes(UTF_8));
    desk.graph.share(SITE + "b.csv", "y".getBytes(UTF_8));
    desk.graph.inChat(CHAT, "7", SITE + "a.csv", SITE + "b.csv");
    desk.graph.fail("/driveItem", 403, "");
    Message whole = desk.files.whole(desk.inChat("7", "go")).orElseThrow();

    assertThat(whole.files()).extracting(FileRef::name).containsExactly("a.csv", "b.csv");
    assertThatThrownBy(() -> desk.read(whole, whole.files().getFirst()))
        .hasMessageContaining("administrator");
    assertThat(desk.read(whole, whole.files().getLast())).isEqualTo("y");
  }

  @Test
  void aFileThatCannotBeLookedUpIsStillOpened() throws Exception {
    allowAll();
    desk.graph.share(SITE + "a.csv", "x".getBytes(UTF_8));
    desk.graph.inChat(CHAT, "7", SITE + "a.csv");
    for (int i = 0; i < 4; i++) {
      desk.graph.fail("/driveItem", 0, "");
    }
    Message whole = desk.files.whole(desk.inChat("7", "go")).orElseThrow();

    assertThat(whole.files()).extracting(FileRef::name).containsExactly("a.csv");
    assertThat(desk.read(whole, whole.files().getFirst())).isEqualTo("x");
  }

  @Test
  void aChannelThatGraphDoesNotKnowIsShownThePersonalChat() throws Exception {
    allowAll();
    FileRef[] files = Desk.named(SEEN).toArray(FileRef[]::new);

    assertThat(desk.files.whole(desk.inChannel("17", "18", "go", files))).isEmpty();
    assertThat(desk.posted.getFirst().toString()).contains("the channel is private");
  }

  @Test
  void aRegistrationThatGetsNoTokenIsOneWithoutConsent() throws Exception {
    desk.tokenless = true;
    FileRef[] files = Desk.named(SEEN).toArray(FileRef[]::new);

    assertThat(desk.files.whole(desk.inChat("7", "go", files))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"what is attached?", "sum up sales.xlsx", "", "このファイルを見て"})
  void whereAFileMayHideTheWayIsShownAndTheQuestionAnswered(String text) throws Exception {
    Message message = desk.inChat("7", text);

    assertThat(desk.files.whole(message)).contains(message);
    assertThat(desk.posted.getFirst().toString()).contains("If you attached a file: ");
  }

  @Test
  void whoSpeaksOfNoFileIsNotBothered() throws Exception {
    Message message = desk.inChat("7", "A: 1, 2, 3. Make a file of it");

    assertThat(desk.files.whole(message)).contains(message);
    desk.files.answered(message, reply("Please attach the file.", RUN));
    assertThat(desk.posted).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "average Amount by Region|I have no table to look at in this thread. Attach a CSV file.",
        "total?|I don’t see any data here. Could you share it?",
        "Was ist der Mittelwert?|Ich sehe keine Datei. Bitte lade sie hoch.",
        "平均は？|ファイルが見当たりません。添付してください。"
      })
  void whereTheAnswerHadNothingToGoByTheWayIsShownAfterIt(String question, String answer)
      throws Exception {
    Message message = desk.inChat("7", question);
    assertThat(desk.files.whole(message)).contains(message);
    assertThat(desk.posted).isEmpty();

    desk.files.answered(message, reply(answer));
    desk.files.answered(message, reply(answer));
    assertThat(desk.posted).hasSize(1);
    assertThat(desk.posted.getFirst().toString()).contains("If you attached a file: ", "l/chat");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "hello|Hello! Send me a table (CSV, TSV, Excel, JSON) or type numbers, and ask.",
        "Good morning, Plotline!|Good morning! Which file shall I look at?",
        "thank you very much|Please send more files whenever you like.",
        "こんにちは！|データを送ってください。",
        "What is 2 + 2?|4",
        "what is a median|The value in the middle of sorted data.",
        "who won?|Which game do you mean?"
      })
  void whereNoFileCanBeMissingNothingIsShownAfterIt(String question, String answer)
      throws Exception {
    Message message = desk.inChat("7", question);
    assertThat(desk.files.whole(message)).contains(message);

    desk.files.answered(message, reply(answer));
    assertThat(desk.posted).isEmpty();
  }

  @Test
  void wherePeopleSeeThatThereIsNoFileNothingIsShownAfterIt() throws Exception {
    allowAll();
    desk.graph.inChat(CHAT, "7");
    Message message = desk.inChat("7", "average Amount by Region");
    assertThat(desk.files.whole(message)).contains(message);

    desk.files.answered(message, reply("Please attach the file."));
    assertThat(desk.posted).isEmpty();
  }

  private static Reply reply(String text, Reply.Execution... executions) {
    List<String> none = List.of();
    return new Reply(
        Reply.Ending.ANSWERED,
        text,
        none,
        List.of(),
        List.of(),
        List.of(),
        List.of(executions),
        "model",
        null);
  }

  @Test
  void aThreadThatCannotBeToldIsAnsweredWithTheReason() throws Exception {
    desk.deaf = true;
    FileRef[] files = Desk.named(SEEN).toArray(FileRef[]::new);
    Message whole = desk.files.whole(desk.inChat("7", "go", files)).orElseThrow();

    assertThatThrownBy(() -> desk.read(whole, whole.files().getFirst()))
        .hasMessageContaining("send it again");
  }

  @Test
  void troubleIsWaitedOutAsLongAsGraphAsks() throws Exception {
    allowAll();
    desk.graph.share(SITE + "a.csv", "x".getBytes(UTF_8));
    desk.graph.inChat(CHAT, "7", SITE + "a.csv");
    desk.graph.fail("/messages/", 429, "17");
    desk.graph.fail("/driveItem", 503, "");
    desk.graph.fail("/content", 500, "");
    Message whole = desk.files.whole(desk.inChat("7", "go")).orElseThrow();

    assertThat(desk.read(whole, whole.files().getFirst())).isEqualTo("x");
    assertThat(desk.pauses).extracting(Duration::toSeconds).contains(17L);
  }

  @Test
  void aMessageThatGraphDoesNotKnowYetIsAskedForAgain() throws Exception {
    allowAll();
    desk.graph.share(SITE + "a.csv", "x".getBytes(UTF_8));
    desk.graph.inChat(CHAT, "7", SITE + "a.csv");
    desk.graph.fail("/messages/", 404, "");
    assertThat(desk.files.whole(desk.inChat("7", "go")).orElseThrow().files()).hasSize(1);

    Message unknown = desk.inChat("8", "go");
    assertThat(desk.files.whole(unknown)).contains(unknown);
    assertThat(desk.posted).isEmpty();
  }

  @Test
  void whereNothingSpeaksOfAFileAGraphThatIsDownIsWaitedForOnceAMinute() throws Exception {
    Message plain = desk.inChat("7", "What is 2 + 2?");
    desk.graph.close();
    assertThat(desk.files.whole(plain)).contains(plain);
    assertThat(desk.pauses).containsExactly(Duration.ofSeconds(1));
    assertThat(desk.files.whole(plain)).contains(plain);
    assertThat(desk.pauses).hasSize(1);

    Message hinting = desk.inChat("8", "sum up sales.xlsx");
    assertThat(desk.files.whole(hinting)).contains(hinting);
    assertThat(desk.pauses).as("where a file is likely").hasSize(4);

    desk.time.pass(Duration.ofSeconds(61));
    assertThat(desk.files.whole(plain)).contains(plain);
    assertThat(desk.pauses).hasSize(5);
  }

  @Test
  void aGraphThatIsDownLosesNoFileInSilence() throws Exception {
    FileRef[] files = Desk.named(SEEN).toArray(FileRef[]::new);
    desk.graph.close();

    assertThat(desk.files.whole(desk.inChat("7", "go", files))).isEmpty();
    assertThat(desk.posted.getFirst().toString()).contains("does not tell me", "l/chat");
  }
}
