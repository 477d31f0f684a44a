package dev.plotline.teams;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plotline.chat.Link;
import dev.plotline.chat.Message;
import dev.plotline.chat.Person;
import dev.plotline.chat.Reply;
import dev.plotline.chat.Reply.Ending;
import dev.plotline.chat.ThreadKey;
import dev.plotline.teams.api.BotBuilderSender;
import dev.plotline.teams.api.Conversation;
import dev.plotline.teams.api.FixedTokens;
import dev.plotline.teams.api.Places;
import dev.plotline.teams.api.Sender;
import dev.plotline.teams.fake.Drawn;
import dev.plotline.teams.fake.FakeConnector;
import dev.plotline.teams.fake.FakeTime;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.StreamSupport;

/// The outbound half between a test and a strict connector, on a clock that goes on only by pauses.
final class Outbound implements AutoCloseable {
  final FakeTime time = new FakeTime();
  final FakeConnector connector = FakeConnector.start(time);
  final FakeTrails trails = new FakeTrails();
  final Sender sender = new BotBuilderSender(new FixedTokens(), _ -> true, time, time);
  final Marks marks = new Marks(trails);
  final Signs signs = new Signs(sender, marks, Pace.ofTeams(), time, time);
  final Delivery delivery = new Delivery(sender, marks, time);
  final BlockingQueue<Message> stopped = new LinkedBlockingQueue<>();
  final Message personal = message(Places.personal(connector.service()));
  final Message group = message(Places.group(connector.service()));
  final Message channel = message(Places.channel(connector.service()));

  Outbound() {
    connector.personal(at(personal).id());
    signs.onStop(stopped::add);
  }

  private Message message(Conversation at) {
    return new Message(
        new ThreadKey("teams", at.tenant(), at.id()),
        at.activity(),
        new Person("ann-1", "Ann", ZoneOffset.UTC, Locale.ENGLISH),
        "What drove Q3?",
        List.of(),
        time.instant(),
        at.json());
  }

  static Conversation at(Message message) {
    return Conversation.parse(message.origin());
  }

  /// A message without words.
  static Message silent(Message message) {
    return new Message(
        message.thread(),
        message.id(),
        message.from(),
        "",
        message.files(),
        message.at(),
        message.origin());
  }

  /// What people see where a message was said.
  List<FakeConnector.Post> seen(Message message) {
    return connector.thread(at(message).id());
  }

  void deliver(Message message, Reply reply, Sign sign) {
    delivery.deliver(message, reply, sign);
  }

  static Reply reply(String text) {
    return reply(text, List.of(), List.of());
  }

  static Reply reply(String text, List<Reply.Figure> figures, List<Reply.File> files) {
    return new Reply(
        Ending.ANSWERED, text, List.of(), figures, files, List.of(), List.of(), "a-model", null);
  }

  /// A chart of so many bytes.
  Reply.Figure figure(int size) {
    return new Reply.Figure(file("chart.png", size), "Sales", "Sales by month", List.of());
  }

  Reply.File file(String name, int size) {
    byte[] bytes = Drawn.png(size);
    var link =
        new Link(
            URI.create("https://files.example/" + name + "?sig=a%2Bb"),
            time.instant().plus(Duration.ofHours(1)));
    return new Reply.File(
        name, name, "image/png", bytes.length, link, () -> new ByteArrayInputStream(bytes));
  }

  /// The content types of a message's attachments.
  static List<String> attachments(FakeConnector.Post post) {
    return StreamSupport.stream(post.activity().path("attachments").spliterator(), false)
        .map(attachment -> attachment.path("contentType").asText())
        .toList();
  }

  /// Whether it is labelled as a machine's.
  static boolean isLabelled(FakeConnector.Post post) {
    JsonNode entities = post.activity().path("entities");
    return entities.toString().contains("AIGeneratedContent");
  }

  @Override
  public void close() {
    sender.close();
    connector.close();
  }
}
