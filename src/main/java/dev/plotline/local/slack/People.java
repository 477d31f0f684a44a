package dev.plotline.local.slack;

import dev.plotline.local.slack.world.Post;
import dev.plotline.local.slack.world.RichText;
import dev.plotline.local.slack.world.Team;
import dev.plotline.local.slack.world.Upload;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the people of the workspace do, as if they sat at Slack's own client.
public final class People {
  private final Team team;

  People(Team team) {
    this.team = team;
  }

  /// Says something in a channel.
  ///
  /// @param text in Slack's notation: `<@U…>` is a mention, and `&`, `<`, `>` are escaped otherwise
  public Post say(String user, String channel, String text, String... files) {
    return say(user, channel, null, text, List.of(files));
  }

  /// Says something in a thread.
  public Post reply(String user, Post parent, String text, String... files) {
    return say(user, parent.channel(), parent.root(), text, List.of(files));
  }

  /// Says something, with files.
  ///
  /// @param threadTs null for no thread
  /// @param files ids from [#upload]
  public Post say(
      String user, String channel, @Nullable String threadTs, String text, List<String> files) {
    Post draft =
        Post.draft(channel, threadTs, user, text).withBlocks(RichText.of(text)).withFiles(files);
    return team.world()
        .post(
            draft,
            post -> {
              String root = threadTs == null ? "" : threadTs;
              var share = new Upload.Share(channel, post.ts(), root);
              for (String file : files) {
                team.uploads().change(file, f -> f.shared(share));
              }
            });
  }

  /// Brings a file, to be sent with a message.
  ///
  /// @return its id
  public String upload(String user, String name, InputStream bytes) throws IOException {
    return team.uploads().put(name, bytes, user).id();
  }

  /// Edits a message of one's own.
  public void edit(String user, String channel, String ts, String text) {
    own(user, channel, ts);
    team.world()
        .change(
            channel,
            ts,
            true,
            post -> post.edited(text, RichText.of(text), team.world().times().next()));
  }

  /// Takes a message of one's own back, and its files with it.
  public void delete(String user, String channel, String ts) {
    Post post = own(user, channel, ts);
    team.world().remove(channel, ts);
    post.files().forEach(team.uploads()::remove);
  }

  private Post own(String user, String channel, String ts) {
    Post post = team.world().post(channel, ts);
    if (post == null || !post.user().equals(user)) {
      throw new IllegalArgumentException(user + " has no message " + ts + " in " + channel);
    }
    return post;
  }
}
