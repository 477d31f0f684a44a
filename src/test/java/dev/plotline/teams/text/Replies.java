package dev.plotline.teams.text;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.plotline.chat.Link;
import dev.plotline.chat.Message;
import dev.plotline.chat.Person;
import dev.plotline.chat.Reply;
import dev.plotline.chat.Reply.Ending;
import dev.plotline.chat.ThreadKey;
import dev.plotline.teams.fake.Drawn;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;

/// Replies to lay out.
public final class Replies {
  public static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");

  private Replies() {}

  /// A question of Ann's.
  public static Message question(String words) {
    return new Message(
        new ThreadKey("teams", "tenant", "19:abc@thread.tacv2;messageid=17"),
        "42",
        new Person("ann", "Ann", ZoneOffset.UTC, Locale.ENGLISH),
        words,
        List.of(),
        NOW);
  }

  /// A file that opens for an hour.
  public static Reply.File file(String name, byte[] bytes) {
    var link =
        new Link(
            URI.create("https://files.example/" + bytes.length + "?sig=a%2Bb&x=(1)"),
            NOW.plus(Duration.ofHours(1)));
    String type = name.endsWith(".csv") ? "text/csv" : "image/png";
    return new Reply.File(
        name, "out/" + name, type, bytes.length, link, () -> new ByteArrayInputStream(bytes));
  }

  /// Text alone.
  public static Reply text(String text) {
    return new Reply(
        Ending.ANSWERED, text, List.of(), List.of(), List.of(), List.of(), List.of(), "m", null);
  }

  /// All that an answer can have.
  public static Reply rich(String text, String name) {
    return rich(text, name, Drawn.png(0));
  }

  /// All that an answer can have, with a chart of these bytes.
  public static Reply rich(String text, String name, byte[] chart) {
    return new Reply(
        Ending.ANSWERED,
        text,
        List.of("The session was restarted."),
        List.of(new Reply.Figure(file(name, chart), "Sales", "Bars: " + name, List.of())),
        List.of(file("out.csv", "a,b".getBytes(UTF_8))),
        List.of(
            new Reply.Reading(name, "Q3", 1204, 9, List.of()),
            new Reply.Reading("locked.xlsx", null, -1, -1, List.of("It has a password."))),
        List.of(new Reply.Execution("python", "print(1)", "1", "", 0, Duration.ZERO)),
        "a-model",
        null);
  }
}
