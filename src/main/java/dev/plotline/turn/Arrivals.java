package dev.plotline.turn;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plotline.chat.Chat;
import dev.plotline.chat.FileRef;
import dev.plotline.chat.Message;
import dev.plotline.chat.Reply;
import dev.plotline.file.FileName;
import dev.plotline.file.Workspace;
import dev.plotline.sandbox.Sandbox;
import dev.plotline.sandbox.SandboxException;
import dev.plotline.tool.Work;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The files of one message: fetched from the platform, put into the session and the workspace, and
/// looked at. What can't be used gets a reason, so that no file is silently ignored.
final class Arrivals {
  private static final Logger log = LoggerFactory.getLogger(Arrivals.class);

  /// What may be spent on looking at files before the model is asked.
  private static final Duration LOOKING = Duration.ofMinutes(4);

  private static final int MOST_FILES = 100;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Message message;
  private final Supplier<Sandbox> sandbox;
  private final Workspace workspace;
  private final Path spool;
  private final long maxBytes;
  private final List<JsonNode> profiles = new ArrayList<>();
  private final List<Reply.Reading> readings = new ArrayList<>();
  private final List<String> notices = new ArrayList<>();
  private int spooled;
  private @Nullable SandboxException busy;
  private final long until = System.nanoTime() + LOOKING.toNanos();

  /// @param sandbox the thread's, to be asked for at each use
  /// @param maxBytes the largest file taken in
  Arrivals(
      Message message, Supplier<Sandbox> sandbox, Workspace workspace, Path spool, long maxBytes) {
    this.message = message;
    this.sandbox = sandbox;
    this.workspace = workspace;
    this.spool = spool;
    this.maxBytes = maxBytes;
  }

  /// Takes all files in.
  void take(Chat chat) throws InterruptedException {
    Set<String> before = message.files().isEmpty() ? Set.of() : known();
    Set<String> names = new HashSet<>();
    if (message.files().size() > MOST_FILES) {
      notices.add(
          "Only the first %d of %,d files were taken: send the rest in another message, or as a ZIP."
              .formatted(MOST_FILES, message.files().size()));
    }
    for (FileRef file : message.files().stream().limit(MOST_FILES).toList()) {
      String name = name(file, names, before);
      names.add(name);
      chat.progress(message, "Reading " + name);
      try {
        take(chat, file, name);
        if (before.contains(name)) {
          notices.add(name + " was there before; this one takes its place.");
        }
      } catch (InterruptedIOException e) {
        throw new InterruptedException(e.getMessage());
      } catch (IOException e) {
        log.warn("{} a file could not be fetched: {}", message.label(), e.toString());
        refuse(name, e.getMessage() == null ? "It could not be read." : e.getMessage());
      }
    }
  }

  /// Its own, so that a newer version takes the older one's place; for the second of two in one
  /// message a new one.
  private static String name(FileRef file, Set<String> names, Set<String> before) {
    if (!names.contains(FileName.safe(file.name()))) {
      return FileName.safe(file.name());
    }
    Set<String> taken = new HashSet<>(before);
    taken.addAll(names);
    return FileName.unique(file.name(), taken);
  }

  /// What the model is told about each file.
  List<JsonNode> profiles() {
    return profiles;
  }

  /// What the person is told was read.
  List<Reply.Reading> readings() {
    return readings;
  }

  /// What else the model and the person are told.
  List<String> notices() {
    return notices;
  }

  private void take(Chat chat, FileRef file, String name) throws IOException, InterruptedException {
    if (file.size() > maxBytes) {
      refuse(name, tooLarge());
      return;
    }
    Path content = spool.resolve("in-" + spooled++);
    long size;
    try (InputStream in = chat.open(message, file);
        OutputStream out = Files.newOutputStream(content)) {
      size = copy(in, out);
    }
    if (size > maxBytes) {
      refuse(name, tooLarge());
      return;
    }
    if (size == 0) {
      refuse(name, "The file is empty.");
      return;
    }
    Workspace.Saved saved = null;
    try {
      try {
        // Before it is stored: a new session is given all that is.
        warm(chat);
      } finally {
        // Whatever becomes of the session, the file is not lost.
        saved = save(name, content, size);
      }
      put(name, content, saved);
    } catch (SandboxException e) {
      log.warn("{} a file could not be taken in: {}", message.label(), e.getMessage());
      refuse(name, sentence(e, saved != null));
      return;
    }
    look(name);
  }

  /// When no session could be had for one file, none is waited for again for the next.
  private void warm(Chat chat) throws IOException, InterruptedException {
    if (busy != null) {
      throw busy;
    }
    try {
      sandbox.get().warm(() -> chat.progress(message, Work.WAITING));
    } catch (SandboxException e) {
      busy = e;
      throw e;
    }
  }

  private void put(String name, Path content, Workspace.@Nullable Saved saved)
      throws IOException, InterruptedException {
    if (saved == null) {
      sandbox.get().write(name, () -> Files.newInputStream(content));
    } else {
      sandbox.get().put(saved, () -> Files.newInputStream(content));
    }
  }

  /// A file that can't be looked at is there all the same, and code may read it.
  private void look(String name) throws IOException, InterruptedException {
    try {
      if (isLate()) {
        refuse(name, "There was no time to look at it beforehand; it is there, ask about it.");
        return;
      }
      JsonNode profile = sandbox.get().profile(name);
      if (Sandbox.isArchive(name) && profile.path("kind").asText().equals("archive")) {
        unpack(name, profile);
      } else {
        show(name, profile);
      }
    } catch (SandboxException e) {
      log.warn("{} a file could not be looked at: {}", message.label(), e.getMessage());
      refuse(
          name,
          e.kind() == SandboxException.Kind.TIMEOUT
              ? "Looking at the file took too long: ask about one part of it."
              : "The file is there, but what is in it could not be looked at beforehand.");
    }
  }

  private boolean isLate() {
    return System.nanoTime() - until > 0;
  }

  private void show(String name, JsonNode profile) {
    profiles.add(profile);
    readings.addAll(readings(name, profile));
  }

  /// Its members are looked at like files that were sent one by one.
  private void unpack(String name, JsonNode profile) throws IOException, InterruptedException {
    JsonNode unpacked = sandbox.get().unpack(name);
    ObjectNode archive = JSON.createObjectNode().put("file", name).put("kind", "archive");
    archive.set("bytes", profile.path("bytes"));
    archive.set("folder", unpacked.path("folder"));
    archive.set("unpackedFiles", unpacked.path("files"));
    archive.putArray("tables");
    archive.set("problems", unpacked.path("problems"));
    show(name, archive);
    for (JsonNode member : unpacked.path("readable")) {
      look(member.asText());
    }
  }

  /// The paths that the thread has files under.
  private Set<String> known() throws InterruptedException {
    try {
      return workspace.latest().stream().map(Workspace.Saved::path).collect(Collectors.toSet());
    } catch (InterruptedIOException e) {
      throw new InterruptedException(e.getMessage());
    } catch (IOException e) {
      log.warn("{} the files from before could not be listed: {}", message.label(), e.getMessage());
      return Set.of();
    }
  }

  /// @return null when it could not be stored
  private Workspace.@Nullable Saved save(String name, Path content, long size)
      throws InterruptedException {
    try {
      return workspace.save(name, () -> Files.newInputStream(content), size);
    } catch (InterruptedIOException e) {
      throw new InterruptedException(e.getMessage());
    } catch (IOException e) {
      log.warn("{} a file could not be stored: {}", message.label(), e.getMessage());
      notices.add(
          "“"
              + name
              + "” could not be stored, so it lives only as long as this session: send it again"
              + " when it is missed.");
      return null;
    }
  }

  private long copy(InputStream in, OutputStream out) throws IOException {
    byte[] buffer = new byte[1 << 16];
    long size = 0;
    for (int n = in.read(buffer); n >= 0 && size <= maxBytes; n = in.read(buffer)) {
      out.write(buffer, 0, n);
      size += n;
    }
    return size;
  }

  private String tooLarge() {
    return "The file is larger than %,d MB: send a part of it, or a compressed or smaller export."
        .formatted(maxBytes / 1_000_000);
  }

  private void refuse(String name, String problem) {
    ObjectNode profile = JSON.createObjectNode().put("file", name).put("kind", "unusable");
    profile.putArray("tables");
    profile.putArray("problems").add(problem);
    profiles.add(profile);
    readings.add(new Reply.Reading(name, null, -1, -1, List.of(problem)));
  }

  private static List<Reply.Reading> readings(String name, JsonNode profile) {
    var problems = texts(profile.path("problems"));
    var readings = new ArrayList<Reply.Reading>();
    for (JsonNode table : profile.path("tables")) {
      var all = new ArrayList<>(readings.isEmpty() ? problems : List.of());
      all.addAll(texts(table.path("problems")));
      readings.add(
          new Reply.Reading(
              name,
              table.hasNonNull("sheet") ? table.get("sheet").asText() : null,
              table.path("rows").asLong(-1),
              table.path("columnCount").asInt(-1),
              all));
    }
    if (readings.isEmpty()) {
      readings.add(new Reply.Reading(name, null, -1, -1, problems));
    }
    return readings;
  }

  private static List<String> texts(JsonNode array) {
    var texts = new ArrayList<String>();
    array.forEach(text -> texts.add(text.asText()));
    return texts;
  }

  private static String sentence(SandboxException e, boolean kept) {
    String again = kept ? "the file is kept, ask again" : "send the file again";
    return switch (e.kind()) {
      case BUSY ->
          "The code interpreter is at its limits right now: " + again + " in a few minutes.";
      case DENIED ->
          "The code interpreter can't be used: the administrator has to look at its permissions.";
      case TIMEOUT -> "Putting the file into the session took too long: " + again + ".";
      case GONE, BROKEN -> "The file could not be put into the session: " + again + ".";
      case REFUSED -> "The session refused the file: send a smaller part of it.";
    };
  }
}
