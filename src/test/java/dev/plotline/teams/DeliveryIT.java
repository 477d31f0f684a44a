package dev.plotline.teams;

import static dev.plotline.teams.Outbound.at;
import static dev.plotline.teams.Outbound.reply;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plotline.chat.Message;
import dev.plotline.chat.Reply;
import dev.plotline.teams.fake.Call;
import dev.plotline.teams.fake.FakeConnector.Post;
import dev.plotline.teams.fake.Fault;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Answers on their way out, exactly once.
class DeliveryIT {
  private final Outbound out = new Outbound();

  @AfterEach
  void close() {
    out.close();
  }

  private void answer(Message message, Reply reply) throws Exception {
    Sign sign = out.signs.of(message);
    sign.show("Thinking");
    out.deliver(message, reply, sign);
  }

  private List<String> texts(Message message) {
    return out.seen(message).stream().map(Post::text).toList();
  }

  @Test
  void aChartGoesAlongAndOneThatIsNotShownIsLinked() throws Exception {
    var figures = List.of(out.figure(180_000), out.figure(900_000));
    answer(out.channel, reply("Two charts.", figures, List.of()));

    var seen = out.seen(out.channel);
    assertThat(seen).hasSize(2);
    assertThat(seen.get(0).activity().findValuesAsText("url"))
        .containsExactly(
            "https://files.example/chart.png?sig=a%2Bb",
            "https://files.example/chart.png?sig=a%2Bb");
    assertThat(seen.get(1).activity().at("/attachments/0/contentUrl").asText())
        .startsWith("data:image/png;base64,");
    assertThat(out.connector.calls()).extracting(Call::status).containsOnly(200, 201);
  }

  @Test
  void filesAreOfferedForKeepingInPersonalChatsOnly() throws Exception {
    var reply = reply("A file.", List.of(), List.of(out.file("out.csv", 100)));
    answer(out.personal, reply);
    answer(out.group, reply);

    assertThat(out.seen(out.personal)).hasSize(2);
    assertThat(Outbound.attachments(out.seen(out.personal).get(1)))
        .containsExactly("application/vnd.microsoft.teams.card.file.consent");
    assertThat(out.seen(out.group)).hasSize(1);
    assertThat(out.seen(out.group).getFirst().activity().toString()).contains("sig=a%2Bb");
  }

  @Test
  void aLongAnswerIsSplitAndStaysWhole() throws Exception {
    String text =
        IntStream.range(0, 2_000)
            .mapToObj(i -> "Sentence number " + i + " is here.")
            .collect(Collectors.joining("\n\n"));
    answer(out.group, reply(text));

    assertThat(out.seen(out.group).size()).isGreaterThan(1);
    String all = String.join("\n", texts(out.group));
    assertThat(all).contains("Sentence number 0 is", "Sentence number 1999 is");
    assertThat(out.connector.calls()).extracting(Call::status).doesNotContain(413, 400);
  }

  @Test
  void suggestionsAreForPersonalChats() throws Exception {
    var asked = reply("I can:\n\n- What drove Q3?\n- Which region grew?");
    Sign sign = out.signs.of(Outbound.silent(out.personal));
    sign.show("Reading");
    out.deliver(Outbound.silent(out.personal), asked, sign);

    assertThat(out.seen(out.personal).getLast().activity().at("/suggestedActions/actions"))
        .hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 413})
  void whereTheFormIsRefusedTheWordsAndLinksArrive(int status) throws Exception {
    var table = "Here:\n\n| Month | Sales |\n|---|---|\n| July | 1,204 |\n";
    Sign sign = out.signs.of(out.channel);
    sign.show("Thinking");
    out.connector.fail("PUT", Fault.error(status, "BadSyntax", "card"));
    out.deliver(out.channel, reply(table, List.of(), List.of(out.file("out.csv", 10))), sign);

    assertThat(out.seen(out.channel)).hasSize(1);
    var answer = out.seen(out.channel).getFirst();
    assertThat(Outbound.attachments(answer)).isEmpty();
    assertThat(answer.text())
        .contains("Here:", "July · 1,204", "[open](https://files.example/out.csv?sig=a%2Bb)");
    assertThat(Outbound.isLabelled(answer)).isTrue();
  }

  @Test
  void aChartThatIsRefusedLeavesItsWords() throws Exception {
    Sign sign = out.signs.of(out.group);
    sign.show("Thinking");
    out.connector.fail("POST", Fault.status(413));
    out.deliver(out.group, reply("A chart.", List.of(out.figure(100_000)), List.of()), sign);

    assertThat(texts(out.group)).hasSize(2);
    assertThat(texts(out.group).get(1)).contains("Sales by month");
  }

  @Test
  void aCardsWordsStayHarmlessWithoutTheCard() throws Exception {
    var evil = "| a |\n|---|\n| <at>Ben</at> [bank](https://evil.example/) |\n";
    Sign sign = out.signs.of(out.group);
    sign.show("Thinking");
    out.connector.fail("PUT", Fault.status(400));
    out.deliver(out.group, reply(evil), sign);

    assertThat(texts(out.group).getFirst())
        .doesNotContain("<at>")
        .doesNotContain("](https://evil.example");
  }

  /// A process that ends after so many requests, and one that goes on.
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6})
  void aCrashRepeatsNothing(int requests) throws Exception {
    var reply = reply("Two charts.", List.of(out.figure(10), out.figure(20)), List.of());
    for (Message message : List.of(out.group, out.personal)) {
      var dying = new DyingSender(out.sender, requests);
      var signs = new Signs(dying, out.marks, Pace.ofTeams(), out.time, out.time);
      try {
        Sign sign = signs.of(message);
        sign.show("Thinking");
        sign.show("Running");
        new Delivery(dying, out.marks, out.time).deliver(message, reply, sign);
      } catch (DyingSender.Death e) {
        // As a process does.
      }
      answer(message, reply);

      assertThat(texts(message)).filteredOn(text -> text.contains("Two charts.")).hasSize(1);
      assertThat(texts(message)).filteredOn(text -> text.contains("Figure 1")).hasSizeLessThan(2);
      assertThat(texts(message)).filteredOn(text -> text.contains("Figure 2")).hasSizeLessThan(2);
      assertThat(texts(message)).noneMatch(text -> text.equals("Running"));
      out.trails.marks.clear();
    }
  }

  @Test
  void aPartThatMayBeThereIsNotRepeated() throws Exception {
    Sign sign = out.signs.of(out.group);
    sign.show("Thinking");
    out.connector.fail("POST", new Fault.ServedBut(504));
    var reply = reply("A chart.", List.of(out.figure(10)), List.of());
    out.deliver(out.group, reply, sign);
    out.deliver(out.group, reply, out.signs.of(out.group));

    assertThat(texts(out.group)).filteredOn(text -> text.contains("Figure 1")).hasSize(1);
    assertThat(texts(out.group).getLast()).contains("may be missing");
    assertThat(out.seen(out.group)).hasSize(3);
  }

  @Test
  void allThatWasPostedIsTakenBack() throws Exception {
    answer(out.channel, reply("A chart.", List.of(out.figure(10)), List.of()));
    assertThat(out.seen(out.channel)).hasSize(2);
    var retraction = new Retraction(out.sender, out.marks);

    assertThat(retraction.of(out.channel.thread()))
        .containsExactly("2 messages of mine were taken back.");
    assertThat(out.seen(out.channel)).isEmpty();
    for (int i = 0; i < 2; i++) {
      out.connector.fail("DELETE", Fault.status(403));
    }
    assertThat(retraction.of(out.channel.thread()))
        .containsExactly(
            "2 messages of mine could not be taken back: whoever owns this conversation can delete"
                + " it.");
  }

  @Test
  void anAnswerLeadsToItsQuestion() throws Exception {
    answer(out.personal, reply("A chart.", List.of(out.figure(10)), List.of()));

    for (Post post : out.seen(out.personal)) {
      assertThat(out.marks.answered(out.personal.thread(), post.id())).isEqualTo(out.personal.id());
    }
    assertThat(out.marks.answered(out.personal.thread(), "another")).isEmpty();
  }

  @Test
  void ownLimitsAreKeptWhileManyAnswersGoOut() throws Exception {
    for (int i = 0; i < 12; i++) {
      answer(out.group, reply("Answer " + i, List.of(out.figure(10)), List.of()));
      out.trails.marks.clear();
    }

    assertThat(out.connector.calls()).extracting(Call::status).doesNotContain(429);
    assertThat(out.connector.calls())
        .extracting(Call::conversation)
        .containsOnly(at(out.group).id());
  }

  @Test
  void anAnswerThatTheEndOfTheProcessCutsOffIsNoneYet() throws Exception {
    Sign sign = out.signs.of(out.group);
    sign.show("Thinking");
    out.sender.close();

    assertThatThrownBy(() -> out.deliver(out.group, reply("Done."), sign))
        .isInstanceOf(IllegalStateException.class);
  }
}
