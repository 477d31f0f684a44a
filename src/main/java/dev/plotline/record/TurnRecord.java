package dev.plotline.record;

import dev.plotline.agent.Block;
import dev.plotline.agent.Entry;
import dev.plotline.chat.Content;
import dev.plotline.chat.Link;
import dev.plotline.chat.Message;
import dev.plotline.chat.Reply;
import dev.plotline.sandbox.Journal;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// One turn as it is stored.
///
/// @param asked what the person said
/// @param sent the files that came with it
/// @param entries what it adds to the conversation, as the model saw it but for the pictures
/// @param answer what the person was told
/// @param journal what was done in the session
/// @param endedAt when
public record TurnRecord(
    Asked asked,
    List<Sent> sent,
    List<Entry> entries,
    Answer answer,
    Journal journal,
    Instant endedAt) {
  /// Copies the lists, and puts words in the place of pictures: the model has drawn its conclusions
  /// from them, and they would fill its window.
  public TurnRecord {
    sent = List.copyOf(sent);
    entries =
        entries.stream()
            .map(e -> new Entry(e.role(), e.blocks().stream().map(TurnRecord::kept).toList()))
            .toList();
  }

  private static Block kept(Block block) {
    return switch (block) {
      case Block.Image _ -> new Block.Text("[an image that was shown here]");
      case Block.ToolResult(String id, boolean error, List<Block> content) ->
          new Block.ToolResult(id, error, content.stream().map(TurnRecord::kept).toList());
      case Block.Text _, Block.ToolUse _, Block.Reasoning _ -> block;
    };
  }

  /// What a person said.
  ///
  /// @param messageId the platform's id of the message
  /// @param personId the platform's id of the person
  /// @param name the person's name
  /// @param text the words
  /// @param at when
  public record Asked(String messageId, String personId, String name, String text, Instant at) {
    /// What a message says.
    public static Asked of(Message message) {
      var from = message.from();
      return new Asked(message.id(), from.id(), from.name(), message.text(), message.at());
    }
  }

  /// A file that a person sent.
  ///
  /// @param fileId the platform's id
  /// @param path in the working folder
  /// @param key where it is stored, null when it could not be
  public record Sent(String fileId, String path, @Nullable String key) {}

  /// A file that the code made.
  ///
  /// @param name the name a person sees
  /// @param path in the working folder
  /// @param mediaType for example `text/csv`
  /// @param size in bytes
  /// @param key where it is stored, null when it could not be
  public record Made(String name, String path, String mediaType, long size, @Nullable String key) {
    private static Made of(Reply.File file, Function<String, @Nullable String> keys) {
      return new Made(
          file.name(), file.path(), file.mediaType(), file.size(), keys.apply(file.path()));
    }

    /// The file with a new link.
    ///
    /// @param links a link to a key, null when none can be made
    /// @param contents the bytes of a key
    public Reply.File file(
        Function<String, @Nullable Link> links, Function<String, Content> contents) {
      return new Reply.File(
          name,
          path,
          mediaType,
          size,
          key == null ? null : links.apply(key),
          key == null ? Content.MISSING : contents.apply(key));
    }
  }

  /// A chart.
  ///
  /// @param file the image
  /// @param title what stands above it
  /// @param alt what it shows
  /// @param axes what was plotted
  public record Figure(Made file, String title, String alt, List<Reply.Axes> axes) {
    /// Copies the list.
    public Figure {
      axes = List.copyOf(axes);
    }
  }

  /// The answer without what is of use for an hour only: the links.
  ///
  /// @param ending how the turn ended
  /// @param text markdown
  /// @param notices sentences of the program's
  /// @param figures charts
  /// @param files other files
  /// @param read what was read
  /// @param executions the code that ran
  /// @param model the model's id
  /// @param session the session's id
  public record Answer(
      Reply.Ending ending,
      String text,
      List<String> notices,
      List<Figure> figures,
      List<Made> files,
      List<Reply.Reading> read,
      List<Reply.Execution> executions,
      String model,
      @Nullable String session) {
    /// Copies the lists.
    public Answer {
      notices = List.copyOf(notices);
      figures = List.copyOf(figures);
      files = List.copyOf(files);
      read = List.copyOf(read);
      executions = List.copyOf(executions);
    }

    /// What is kept of a reply.
    ///
    /// @param keys where the file of a path is stored, null when it isn't
    public static Answer of(Reply reply, Function<String, @Nullable String> keys) {
      return new Answer(
          reply.ending(),
          reply.text(),
          reply.notices(),
          reply.figures().stream()
              .map(f -> new Figure(Made.of(f.file(), keys), f.title(), f.alt(), f.axes()))
              .toList(),
          reply.files().stream().map(file -> Made.of(file, keys)).toList(),
          reply.read(),
          reply.executions(),
          reply.model(),
          reply.session());
    }

    /// The reply again.
    ///
    /// @param links a link to a key, null when none can be made
    /// @param contents the bytes of a key
    public Reply reply(Function<String, @Nullable Link> links, Function<String, Content> contents) {
      return new Reply(
          ending,
          text,
          notices,
          figures.stream()
              .map(f ->
                  new Reply.Figure(f.file().file(links, contents), f.title(), f.alt(), f.axes()))
              .toList(),
          files.stream().map(file -> file.file(links, contents)).toList(),
          read,
          executions,
          model,
          session);
    }
  }
}
