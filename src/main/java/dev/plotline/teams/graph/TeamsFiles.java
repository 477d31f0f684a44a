package dev.plotline.teams.graph;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plotline.chat.FileRef;
import dev.plotline.chat.Message;
import dev.plotline.chat.Reply;
import dev.plotline.chat.ThreadKey;
import dev.plotline.chat.Threads;
import dev.plotline.chat.adapter.Pause;
import dev.plotline.file.FileStore;
import dev.plotline.teams.api.Conversation;
import dev.plotline.teams.api.Sender;
import dev.plotline.teams.api.Tokens;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The files of Teams, in and out. For several threads.
public final class TeamsFiles implements AutoCloseable {
  private final Web web;
  private final Downloads downloads;
  private final Asked asked;
  private final Incoming incoming;
  private final Consents consents;

  /// @param graph the address of Microsoft Graph's version 1.0
  /// @param store remembers questions whose file is still to come
  public TeamsFiles(
      URI graph, Tokens tokens, Sender sender, FileStore store, Clock clock, Pause pause) {
    var hosts = new Hosts(graph);
    web = new Web(pause);
    var calls = new Graph(graph, tokens, web);
    downloads = new Downloads(calls, hosts, tokens, web, clock);
    asked = new Asked(store, clock);
    incoming = new Incoming(calls, sender, asked, pause, clock);
    consents = new Consents(new Uploads(hosts, web), hosts, sender);
  }

  /// The files that an activity names, for the message that is made of it: asks nobody.
  public static List<FileRef> of(JsonNode activity) {
    return Attached.of(activity);
  }

  /// What a message in a personal chat is meant for, when it brings a file for a question of
  /// another thread. Asked for before the message is handed to the inbox; looks into the store only
  /// when the words say so.
  ///
  /// @return empty when the message is what it is
  public Optional<Meant> meant(Message message) {
    return asked.meant(message);
  }

  /// What a message in a personal chat is meant for.
  ///
  /// @param message to be handed to the inbox in place of it, null when there is none
  /// @param told what the person is told in the personal chat
  public record Meant(@Nullable Message message, String told) {}

  /// Where a message in a personal chat went, if it was meant for another thread.
  ///
  /// @param id the message's
  public Optional<Went> went(ThreadKey chat, String id) throws IOException {
    return asked.went(chat, id);
  }

  /// What a message in a personal chat became.
  ///
  /// @param thread that it was meant for
  /// @param id of the message there
  public record Went(ThreadKey thread, String id) {}

  /// The message with the files that Graph knows of, for [dev.plotline.chat.Chat#admit]. Empty when
  /// its file may not be read: then its thread has been told, with another way to send it.
  public Optional<Message> whole(Message message) throws InterruptedException {
    return incoming.whole(message);
  }

  /// Called after the answer: whoever may have attached a file that nobody could see, and was asked
  /// for it, is shown another way to send it.
  public void answered(Message message, Reply reply) {
    incoming.answered(message, reply);
  }

  /// The bytes of a file, for [dev.plotline.chat.Chat#open]. The caller bounds what is read. An
  /// [IOException]'s message is one sentence for the person.
  public InputStream open(Message message, FileRef file) throws IOException {
    return downloads.open(Conversation.parse(message.origin()), file);
  }

  /// Messages that offer to keep files in the person's OneDrive: for personal chats only, each
  /// posted by itself after the answer.
  public static List<ObjectNode> keepable(Message message, Reply reply) {
    return Consents.cards(message, reply);
  }

  /// Does what somebody decided about such an offer, and changes the message to say so. Takes as
  /// long as the file does, so the invoke `fileConsent/invoke` is answered before. Never fails.
  ///
  /// @param at where it was pressed
  /// @param card the id of the message that offered it: the invoke's `replyToId`
  /// @param value the invoke's value
  /// @param threads knows what was made
  /// @return the id of what was posted where the offer could not be changed, empty otherwise
  public String decided(Conversation at, String card, JsonNode value, Threads threads) {
    return consents.decided(at, card, value, threads);
  }

  @Override
  public void close() {
    web.close();
  }
}
