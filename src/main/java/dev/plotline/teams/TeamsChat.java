package dev.plotline.teams;

import dev.plotline.chat.Chat;
import dev.plotline.chat.Controls;
import dev.plotline.chat.FileRef;
import dev.plotline.chat.Message;
import dev.plotline.chat.PictureLimit;
import dev.plotline.chat.Reply;
import dev.plotline.chat.ThreadKey;
import dev.plotline.chat.adapter.Progress;
import dev.plotline.chat.adapter.Uninterrupted;
import dev.plotline.teams.graph.TeamsFiles;
import dev.plotline.teams.text.Pictures;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// Teams as the bot speaks to it.
final class TeamsChat implements Chat {
  private final Admission admission;
  private final TeamsFiles files;
  private final Signs signs;
  private final Delivery delivery;
  private final Retraction retraction;
  private final Map<String, Progress<Sign>> running = new ConcurrentHashMap<>();

  TeamsChat(
      Admission admission,
      TeamsFiles files,
      Signs signs,
      Delivery delivery,
      Retraction retraction) {
    this.admission = admission;
    this.files = files;
    this.signs = signs;
    this.delivery = delivery;
    this.retraction = retraction;
  }

  /// Lets people end turns with Teams' own stop button.
  void obey(Controls controls) {
    signs.onStop(controls::stop);
  }

  @Override
  public String platform() {
    return TeamsBot.PLATFORM;
  }

  @Override
  public Optional<Message> admit(Message message) throws InterruptedException {
    Optional<Message> admitted = admission.admit(message);
    return admitted.isEmpty() ? admitted : files.whole(admitted.get());
  }

  @Override
  public InputStream open(Message message, FileRef file) throws IOException {
    return files.open(message, file);
  }

  @Override
  public void progress(Message message, String step) {
    running.computeIfAbsent(key(message), _ -> signs.begin(message)).step(step);
  }

  @Override
  public void post(Message message, Reply reply) {
    var progress = running.remove(key(message));
    Uninterrupted.run(() -> {
      delivery.deliver(message, reply, progress == null ? signs.of(message) : progress.end());
      files.answered(message, reply);
    });
  }

  @Override
  public Optional<PictureLimit> pictures() {
    return Optional.of(Pictures.LIMIT);
  }

  @Override
  public List<String> takeBack(ThreadKey thread) throws InterruptedException {
    return retraction.of(thread);
  }

  private static String key(Message message) {
    return message.thread().hash() + "/" + message.id();
  }
}
