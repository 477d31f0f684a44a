package dev.plotline;

import dev.plotline.chat.Message;
import dev.plotline.chat.ThreadKey;
import dev.plotline.inbox.Desk;
import dev.plotline.turn.Turn;
import dev.plotline.turn.Turns;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Hands what the inbox has recorded to the lanes. What was said on a platform that is not
/// configured stays recorded, and is answered by a process that has it; it would only fail here.
final class Reception implements Desk {
  private static final Logger log = LoggerFactory.getLogger(Reception.class);

  private final Turn turn;
  private final Turns turns;
  private final Set<String> missed = ConcurrentHashMap.newKeySet();

  Reception(Turn turn, Turns turns) {
    this.turn = turn;
    this.turns = turns;
  }

  @Override
  public boolean serves(ThreadKey thread) {
    String platform = thread.platform();
    boolean served = turn.serves(platform);
    if (!served && missed.add(platform)) {
      log.warn(
          "messages from {} wait, because it is not configured: they are answered when it is, and"
              + " removed when they are as old as threads may get",
          platform);
    }
    return served;
  }

  @Override
  public boolean accept(Message message) {
    return turns.accept(message);
  }

  @Override
  public void join(Message message) {
    turns.join(message);
  }

  @Override
  public void keep(Message message) {
    turns.keep(message);
  }

  @Override
  public void giveUp(Message message) {
    turn.giveUp(message);
  }
}
