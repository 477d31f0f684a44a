package dev.plotline.local.slack.world;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A message in the workspace.
///
/// @param ts its id within the channel and its time
/// @param threadTs the parent's `ts` when it is a reply
/// @param user who wrote it
/// @param byBot whether an app posted it
/// @param text mrkdwn, escaped as Slack does
/// @param blocks an array, empty when there are none
/// @param files ids of the files with it
/// @param editedTs when it was last edited by its author, null when never
/// @param audience the only one who sees it when it is ephemeral
/// @param reactions names of emoji with those who chose them
/// @param metadata what the app put with it
public record Post(
    String channel,
    String ts,
    @Nullable String threadTs,
    String user,
    boolean byBot,
    String text,
    JsonNode blocks,
    List<String> files,
    @Nullable String editedTs,
    @Nullable String audience,
    Map<String, Set<String>> reactions,
    @Nullable JsonNode metadata) {

  /// Copies the lists.
  public Post {
    files = List.copyOf(files);
    reactions = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(reactions));
  }

  /// A message as it is before the workspace gives it a `ts`.
  public static Post draft(String channel, @Nullable String threadTs, String user, String text) {
    return new Post(
        channel,
        "",
        threadTs,
        user,
        false,
        text,
        Json.list(),
        List.of(),
        null,
        null,
        Map.of(),
        null);
  }

  /// By the app.
  public Post fromBot() {
    return new Post(
        channel, ts, threadTs, user, true, text, blocks, files, editedTs, audience, reactions,
        metadata);
  }

  /// The same with these blocks.
  public Post withBlocks(JsonNode blocks) {
    return new Post(
        channel, ts, threadTs, user, byBot, text, blocks, files, editedTs, audience, reactions,
        metadata);
  }

  /// The same with these files.
  public Post withFiles(List<String> files) {
    return new Post(
        channel, ts, threadTs, user, byBot, text, blocks, files, editedTs, audience, reactions,
        metadata);
  }

  /// The same with metadata.
  public Post withMetadata(@Nullable JsonNode metadata) {
    return new Post(
        channel, ts, threadTs, user, byBot, text, blocks, files, editedTs, audience, reactions,
        metadata);
  }

  /// The same for one person's eyes.
  public Post onlyFor(String audience) {
    return new Post(
        channel, ts, threadTs, user, byBot, text, blocks, files, editedTs, audience, reactions,
        metadata);
  }

  /// The same with its id.
  public Post at(String ts) {
    return new Post(
        channel, ts, threadTs, user, byBot, text, blocks, files, editedTs, audience, reactions,
        metadata);
  }

  /// The same with other words.
  public Post edited(String text, JsonNode blocks, String editedTs) {
    return new Post(
        channel, ts, threadTs, user, byBot, text, blocks, files, editedTs, audience, reactions,
        metadata);
  }

  /// The same with one reaction more.
  public Post reacted(String name, String by) {
    return changed(name, by, true);
  }

  /// The same with one reaction less.
  public Post unreacted(String name, String by) {
    return changed(name, by, false);
  }

  private Post changed(String name, String by, boolean add) {
    var all = new LinkedHashMap<>(reactions);
    var who = new LinkedHashSet<>(all.getOrDefault(name, Set.of()));
    if (add) {
      who.add(by);
    } else {
      who.remove(by);
    }
    if (who.isEmpty()) {
      all.remove(name);
    } else {
      all.put(name, who);
    }
    return new Post(
        channel, ts, threadTs, user, byBot, text, blocks, files, editedTs, audience, all, metadata);
  }

  /// The `ts` of the thread that it is in, its own when it starts one.
  public String root() {
    return threadTs == null ? ts : threadTs;
  }

  /// Whether it is a reply.
  public boolean isReply() {
    return threadTs != null && !threadTs.equals(ts);
  }

  /// Whether only one person sees it.
  public boolean isEphemeral() {
    return audience != null;
  }

  /// The reactions as Slack writes them.
  public ArrayNode reactionsJson() {
    var list = Json.list();
    reactions.forEach((name, who) ->
        list.addObject().put("name", name).put("count", who.size()).set("users", Json.texts(who)));
    return list;
  }
}
