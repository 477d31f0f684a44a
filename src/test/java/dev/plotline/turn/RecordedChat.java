package dev.plotline.turn;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.plotline.chat.Chat;
import dev.plotline.chat.FileRef;
import dev.plotline.chat.Message;
import dev.plotline.chat.Reply;
import dev.plotline.chat.ThreadKey;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/// A chat whose files the test gives and whose messages it looks at.
final class RecordedChat implements Chat {
  final Map<String, byte[]> files = new HashMap<>();
  final List<String> steps = new CopyOnWriteArrayList<>();
  final List<Reply> replies = new ArrayList<>();
  final Map<String, String> contents = new HashMap<>();

  Function<ThreadKey, List<String>> takeBack = _ -> List.of();

  @Override
  public List<String> takeBack(ThreadKey thread) {
    return takeBack.apply(thread);
  }

  @Override
  public String platform() {
    return "program";
  }

  @Override
  public InputStream open(Message message, FileRef file) throws IOException {
    if (file.id().equals("stop")) {
      throw new InterruptedIOException("somebody stopped it");
    }
    byte[] bytes = files.get(file.id());
    if (bytes == null) {
      throw new IOException("The file was deleted.");
    }
    return new ByteArrayInputStream(bytes);
  }

  @Override
  public void progress(Message message, String step) {
    steps.add(step);
  }

  @Override
  public void post(Message message, Reply reply) {
    replies.add(reply);
    for (Reply.File file : reply.files()) {
      try (InputStream in = file.content().open()) {
        contents.put(file.name(), new String(in.readAllBytes(), UTF_8));
      } catch (IOException e) {
        throw new AssertionError(e);
      }
    }
  }
}
