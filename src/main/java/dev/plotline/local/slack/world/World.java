package dev.plotline.local.slack.world;

import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// The workspace. Safe for several threads; whoever listens is told of each change in the order in
/// which they happened, on the thread that made it.
public final class World {
  /// The workspace's id.
  public static final String TEAM = "T0PLOTLOCAL";

  /// The id of a workspace that channels may be shared with.
  public static final String OTHER_TEAM = "T0ELSEWHERE";

  /// The app.
  public static final String APP = "A0PLOTLINE1";

  /// The app's user.
  public static final String BOT = "U0PLOTLINE1";

  /// The app as the author of messages.
  public static final String BOT_ID = "B0PLOTLINE1";

  private final Times times;
  private final Map<String, Member> members = new LinkedHashMap<>();
  private final Map<String, Channel> channels = new LinkedHashMap<>();
  private final Map<String, TreeMap<String, Post>> posts = new LinkedHashMap<>();
  private final List<Consumer<Change>> listeners = new CopyOnWriteArrayList<>();

  /// An empty one but for the app's user.
  public World(Clock clock) {
    times = new Times(clock);
    add(new Member(BOT, "plotline", "Plotline", TEAM, Member.Standing.BOT, "Etc/UTC", "en-US"));
  }

  /// Where its time stamps come from.
  public Times times() {
    return times;
  }

  /// Tells `listener` of each change from now on.
  ///
  /// @return ends that
  public Runnable listen(Consumer<Change> listener) {
    listeners.add(listener);
    return () -> listeners.remove(listener);
  }

  /// Tells everybody who listens.
  public synchronized void tell(Change change) {
    listeners.forEach(listener -> listener.accept(change));
  }

  /// Adds somebody, or replaces who has the same id.
  public synchronized Member add(Member member) {
    members.put(member.id(), member);
    return member;
  }

  /// Adds a channel, or replaces the one with the same id.
  public synchronized Channel add(Channel channel) {
    channels.put(channel.id(), channel);
    posts.computeIfAbsent(channel.id(), _ -> new TreeMap<>());
    tell(new Change.ChannelChanged(channel));
    return channel;
  }

  /// Everybody.
  public synchronized List<Member> members() {
    return List.copyOf(members.values());
  }

  /// All channels.
  public synchronized List<Channel> channels() {
    return List.copyOf(channels.values());
  }

  /// Somebody by id, null when nobody has it.
  public synchronized @Nullable Member member(String id) {
    return members.get(id);
  }

  /// A channel by id, null when none has it.
  public synchronized @Nullable Channel channel(String id) {
    return channels.get(id);
  }

  /// The direct message between the app and somebody, made when it is not there.
  public synchronized Channel direct(String user) {
    return channels.values().stream()
        .filter(channel -> channel.isDirect() && channel.members().contains(user))
        .findFirst()
        .orElseGet(() -> add(Channel.of(Ids.next("D"), "", Channel.Kind.DIRECT, "", user, BOT)));
  }

  /// Gives a draft its `ts` and posts it.
  public Post post(Post draft) {
    return post(draft, _ -> {});
  }

  /// The same, and does `before` with it before anybody is told.
  public synchronized Post post(Post draft, Consumer<Post> before) {
    Post post = draft.at(times.next());
    of(post.channel()).put(post.ts(), post);
    before.accept(post);
    tell(new Change.Posted(post));
    return post;
  }

  /// Changes a message.
  ///
  /// @param edited whether its words changed
  /// @return what it is now, null when there is none
  public synchronized @Nullable Post change(
      String channel, String ts, boolean edited, UnaryOperator<Post> how) {
    Post before = of(channel).get(ts);
    if (before == null) {
      return null;
    }
    Post after = how.apply(before);
    of(channel).put(ts, after);
    tell(new Change.Updated(before, after, edited));
    return after;
  }

  /// Removes a message.
  ///
  /// @return what it was, null when there was none
  public synchronized @Nullable Post remove(String channel, String ts) {
    Post post = of(channel).remove(ts);
    if (post != null) {
      tell(new Change.Removed(post));
    }
    return post;
  }

  /// A message that everybody sees, null when there is none.
  public synchronized @Nullable Post post(String channel, String ts) {
    Post post = of(channel).get(ts);
    return post == null || post.isEphemeral() ? null : post;
  }

  /// A message, also one that only one person sees; null when there is none.
  public synchronized @Nullable Post any(String channel, String ts) {
    return of(channel).get(ts);
  }

  /// All messages of a channel that everybody sees, the oldest first, replies too.
  public synchronized List<Post> posts(String channel) {
    return of(channel).values().stream().filter(post -> !post.isEphemeral()).toList();
  }

  /// All messages that one person sees, the oldest first.
  public synchronized List<Post> seenBy(String user) {
    return channels.values().stream()
        .filter(channel -> channel.members().contains(user))
        .flatMap(channel -> of(channel.id()).values().stream())
        .filter(post -> post.audience() == null || post.audience().equals(user))
        .toList();
  }

  /// A thread: its parent, when that is still there, and the replies.
  public synchronized List<Post> thread(String channel, String root) {
    return posts(channel).stream().filter(post -> post.root().equals(root)).toList();
  }

  private Map<String, Post> of(String channel) {
    return posts.computeIfAbsent(channel, _ -> new TreeMap<>());
  }
}
