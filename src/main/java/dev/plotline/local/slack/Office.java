package dev.plotline.local.slack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plotline.local.slack.event.Events;
import dev.plotline.local.slack.event.Interactions;
import dev.plotline.local.slack.page.Desk;
import dev.plotline.local.slack.world.Channel;
import dev.plotline.local.slack.world.World;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Does for the page what its people want done.
final class Office implements Desk {
  private final World world;
  private final People people;
  private final Events events;
  private final Interactions interactions;

  Office(World world, People people, Events events, Interactions interactions) {
    this.world = world;
    this.people = people;
    this.events = events;
    this.interactions = interactions;
  }

  @Override
  public void say(
      String user, String channel, @Nullable String thread, String text, List<String> files) {
    people.say(user, channel, thread, text, files);
  }

  @Override
  public String upload(String user, String name, InputStream bytes) throws IOException {
    return people.upload(user, name, bytes);
  }

  @Override
  public void edit(String user, String channel, String ts, String text) {
    people.edit(user, channel, ts, text);
  }

  @Override
  public void delete(String user, String channel, String ts) {
    people.delete(user, channel, ts);
  }

  @Override
  public void react(String user, String channel, String ts, String name) {
    world.change(
        channel,
        ts,
        false,
        post ->
            post.reactions().getOrDefault(name, Set.of()).contains(user)
                ? post.unreacted(name, user)
                : post.reacted(name, user));
  }

  @Override
  public void invite(String channel) {
    Channel there = world.channel(channel);
    if (there != null) {
      world.add(there.with(World.BOT));
    }
  }

  @Override
  public boolean press(
      String user, JsonNode where, String blockId, String actionId, ObjectNode given) {
    String view = where.path("view").asText("");
    return view.isEmpty()
        ? interactions.press(
            user,
            where.path("channel").asText(),
            where.path("ts").asText(),
            blockId,
            actionId,
            given)
        : interactions.pressInView(user, view, blockId, actionId, given);
  }

  @Override
  public @Nullable JsonNode submit(String user, String viewId, JsonNode values) {
    return interactions.submit(user, viewId, values);
  }

  @Override
  public void dismiss(String user, String viewId) {
    interactions.dismiss(user, viewId);
  }

  @Override
  public boolean shortcut(String user, String channel, String ts) {
    return interactions.shortcut(user, channel, ts, "analyse_message");
  }

  @Override
  public boolean command(String user, String channel, String command, String text) {
    return interactions.command(user, channel, command, text);
  }

  @Override
  public void stop(String user, String channel, String thread) {
    events.stopped(user, channel, thread);
  }

  @Override
  public void open(String user) {
    events.opened(user);
  }
}
