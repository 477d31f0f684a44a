package dev.plotline.inbox;

import dev.plotline.chat.Message;
import dev.plotline.chat.ThreadKey;
import dev.plotline.file.FileStore;
import dev.plotline.file.SpooledFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/// The inbox of one process, whose turns the test ends.
final class Running implements Desk {
  final SpooledFiles store;
  final Instances instances;
  final Posted posted;
  final DurableInbox inbox;
  final List<Message> handed = new CopyOnWriteArrayList<>();
  final List<String> told = new CopyOnWriteArrayList<>();
  Consumer<Message> onAccept = _ -> {};
  Consumer<Message> onJoin = _ -> {};
  boolean serving = true;

  /// @param home the folder it runs in; two that live at once can't have the same
  Running(FileStore files, Path home, Clock clock) {
    store = new SpooledFiles(files, home.resolve("spool"), Duration.ofSeconds(30), clock);
    instances = Instances.in(home, files, Duration.ofMinutes(1));
    posted = new Posted(store);
    inbox = new DurableInbox(store, instances, posted, clock);
    inbox.open(this);
  }

  /// What happens when a process begins, and then again and again.
  void beat() throws IOException {
    instances.beat();
    if (store.waiting() > 0) {
      store.carry();
    }
    boolean all = inbox.takeUp();
    inbox.settle(all && instances.isAlone());
    inbox.tryAgain();
  }

  /// The system lets go of a dead process's lock; in one process that is only done by closing.
  void die(FileStore files) throws IOException {
    var remains = files.list(Keys.INSTANCES);
    byte[] sign = instances.own().getBytes(java.nio.charset.StandardCharsets.UTF_8);
    instances.close();
    if (remains.stream().anyMatch(one -> one.key().endsWith(instances.own()))) {
      files.create(Keys.INSTANCES + instances.own(), sign);
    }
  }

  @Override
  public boolean accept(Message message) {
    onAccept.accept(message);
    handed.add(message);
    return true;
  }

  @Override
  public boolean serves(ThreadKey thread) {
    return serving;
  }

  @Override
  public void join(Message message) {
    onJoin.accept(message);
    handed.add(message);
  }

  @Override
  public void keep(Message message) {
    // The adapter adds them itself.
  }

  @Override
  public void giveUp(Message message) {
    told.add("given up " + message.id());
  }

  List<String> ids() {
    return handed.stream().map(Message::id).toList();
  }
}
