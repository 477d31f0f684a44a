package dev.plotline.teams.graph;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.plotline.chat.FileRef;
import dev.plotline.chat.Message;
import dev.plotline.chat.Person;
import dev.plotline.teams.api.Conversation.Scope;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A thread goes on once its file came in the personal chat.
class AskedIT {
  private static final Pattern WORDS = Pattern.compile("for thread [0-9a-f]{8}");

  private static final String SEEN =
      "[{'contentType':'text/html','content':"
          + "'<attachment id=\\\"0f6e5b8a-1111-4222-8333-123456789abc\\\"></attachment>'}]";

  private final Desk desk = new Desk();
  private final Message question =
      desk.inChannel("17", "18", "compare <b> & 売上", Desk.named(SEEN).toArray(FileRef[]::new));
  private String words = "";
  private final FileRef file = desk.personal("sales.csv", "a,b".getBytes(UTF_8));

  @BeforeEach
  void ask() throws Exception {
    assertThat(desk.files.whole(question)).isEmpty();
    Matcher found = WORDS.matcher(desk.posted.getFirst().toString());
    assertThat(found.find()).isTrue();
    words = found.group();
  }

  @AfterEach
  void stop() {
    desk.close();
  }

  @Test
  void theFileGoesToTheThreadWithItsQuestionAlsoAfterARestart() throws Exception {
    desk.files = desk.files(Desk.NOW.plus(Duration.ofHours(23)));
    var meant = desk.files.meant(desk.alone("90", words.toUpperCase(Locale.ROOT), file));
    Message message = requireNonNull(meant.orElseThrow().message());

    assertThat(message.thread()).isEqualTo(question.thread());
    assertThat(message.id()).isEqualTo("18+90");
    assertThat(message.text()).isEqualTo("compare <b> & 売上");
    assertThat(message.from()).isEqualTo(question.from());
    assertThat(message.origin()).isEqualTo(question.origin());
    assertThat(desk.files.whole(message)).contains(message);
    assertThat(desk.read(message, message.files().getFirst())).isEqualTo("a,b");
    assertThat(meant.orElseThrow().told()).contains("in the thread");
  }

  @Test
  void whoeverFollowsTheOfferAtOnceIsExpected() throws Exception {
    var meant = new ArrayList<TeamsFiles.Meant>();
    desk.reader =
        offer -> {
          Matcher found = WORDS.matcher(offer.toString());
          assertThat(found.find()).isTrue();
          desk.files.meant(desk.alone("90", found.group(), file)).ifPresent(meant::add);
        };
    FileRef[] seen = Desk.named(SEEN).toArray(FileRef[]::new);
    assertThat(desk.files.whole(desk.inChannel("17", "20", "quick", seen))).isEmpty();

    assertThat(meant).singleElement().extracting(TeamsFiles.Meant::message).isNotNull();
  }

  @Test
  void theDayBeginsWithTheOfferAndNotWithTheQuestion() throws Exception {
    desk.files = desk.files(Desk.NOW.plus(Duration.ofDays(3)));
    FileRef[] seen = Desk.named(SEEN).toArray(FileRef[]::new);
    assertThat(desk.files.whole(desk.inChannel("17", "19", "late", seen))).isEmpty();
    Matcher found = WORDS.matcher(desk.posted.getLast().toString());
    assertThat(found.find()).isTrue();

    assertThat(desk.files.meant(desk.alone("90", found.group(), file)).orElseThrow().message())
        .isNotNull();
  }

  @Test
  void whereItWentIsKnownWhenItsMessageIsTakenBack() throws Exception {
    Message sent = desk.alone("90", words, file);
    desk.files.meant(sent);

    assertThat(desk.files.went(sent.thread(), "90"))
        .contains(new TeamsFiles.Went(question.thread(), "18+90"));
    assertThat(desk.files.went(sent.thread(), "91")).isEmpty();
    assertThat(desk.files.went(question.thread(), "90")).isEmpty();
  }

  @Test
  void wordsBesideItGoAlong() {
    var meant = desk.files.meant(desk.alone("90", "By month please, " + words + ".", file));

    assertThat(requireNonNull(meant.orElseThrow().message()).text())
        .isEqualTo("compare <b> & 売上\n\nBy month please,");
  }

  @Test
  void withoutTheWordsAFileStaysInThePersonalChat() {
    assertThat(desk.files.meant(desk.alone("90", "look at this", file))).isEmpty();
    assertThat(desk.files.meant(desk.alone("90", "", file))).isEmpty();
    assertThat(desk.files.meant(desk.inChat("90", words, file))).isEmpty();
  }

  @Test
  void nobodyElseCanUseTheWords() {
    Message mine = desk.alone("90", words, file);
    var eve = new Person("eve", "Eve", ZoneOffset.UTC, Locale.ENGLISH);
    var theirs =
        new Message(
            mine.thread(),
            "90",
            eve,
            words,
            mine.files(),
            mine.at(),
            Desk.at(Scope.PERSONAL, "a:2", "90", desk.graph.url()).json());
    var meant = desk.files.meant(theirs).orElseThrow();

    assertThat(meant.message()).isNull();
    assertThat(meant.told()).contains("no such question of yours");
  }

  @Test
  void whatIsTooLateOrWithoutAFileIsExplained() {
    assertThat(desk.files.meant(desk.alone("90", words)).orElseThrow().told())
        .contains("Attach the file");
    desk.files = desk.files(Desk.NOW.plus(Duration.ofHours(25)));
    assertThat(desk.files.meant(desk.alone("90", words, file)).orElseThrow().told())
        .contains("another day");
  }

  @Test
  void aDeletedThreadIsForgottenAndAStoreThatIsAwayIsExplained() throws Exception {
    desk.store.away = true;
    assertThat(desk.files.meant(desk.alone("90", words, file)).orElseThrow().told())
        .contains("again in a minute");
    desk.store.away = false;
    desk.store.delete(
        desk.store.keys().stream().filter(k -> k.startsWith(question.thread().prefix())).toList());
    assertThat(desk.files.meant(desk.alone("90", words, file)).orElseThrow().told())
        .contains("no such question");
  }
}
