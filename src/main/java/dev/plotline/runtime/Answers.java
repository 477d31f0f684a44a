package dev.plotline.runtime;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plotline.chat.Reply;
import java.io.IOException;
import java.io.InputStream;
import java.util.Base64;
import java.util.Locale;

/// An answer as JSON, the shape that scripts rely on: `answer`, `figures`, `files`, `read`,
/// `executions`, `model`, `session`, with `ending` and `notices`.
final class Answers {
  private static final ObjectMapper JSON = new ObjectMapper();
  // A response may hold 100 MB; a file without a link travels inside it.
  private static final long MAX_INLINE = 32 << 20;

  private Answers() {}

  static String json(Reply reply) {
    ObjectNode answer = JSON.createObjectNode();
    answer.put("ending", reply.ending().name().toLowerCase(Locale.ROOT));
    answer.put("answer", reply.text());
    reply.notices().forEach(answer.putArray("notices")::add);
    var inline = new long[] {MAX_INLINE};
    ArrayNode figures = answer.putArray("figures");
    reply.figures().forEach(figure -> figure(figures.addObject(), figure, inline));
    ArrayNode files = answer.putArray("files");
    reply.files().forEach(file -> file(files.addObject(), file, inline));
    ArrayNode read = answer.putArray("read");
    reply.read().forEach(reading -> reading(read.addObject(), reading));
    ArrayNode executions = answer.putArray("executions");
    reply.executions().forEach(execution -> execution(executions.addObject(), execution));
    answer.put("model", reply.model());
    answer.put("session", reply.session());
    return answer.toString();
  }

  private static void figure(ObjectNode node, Reply.Figure figure, long[] inline) {
    file(node, figure.file(), inline).put("alt", figure.alt()).put("title", figure.title());
    ArrayNode axes = node.putArray("axes");
    for (Reply.Axes one : figure.axes()) {
      ObjectNode axis = axes.addObject();
      axis.put("title", one.title()).put("x", one.x()).put("y", one.y());
      one.kinds().forEach(axis.putArray("kinds")::add);
      one.series().forEach(axis.putArray("series")::add);
    }
  }

  private static void reading(ObjectNode node, Reply.Reading reading) {
    node.put("file", reading.file()).put("sheet", reading.sheet());
    node.put("rows", reading.rows() < 0 ? null : Long.valueOf(reading.rows()));
    node.put("columns", reading.columns() < 0 ? null : Integer.valueOf(reading.columns()));
    reading.problems().forEach(node.putArray("problems")::add);
  }

  private static void execution(ObjectNode node, Reply.Execution execution) {
    node.put("language", execution.language())
        .put("code", execution.code())
        .put("stdout", execution.stdout())
        .put("stderr", execution.stderr())
        .put("exitCode", execution.exitCode())
        .put("seconds", execution.time().toMillis() / 1000.0);
  }

  /// @param inline how many bytes may still travel inside the answer
  private static ObjectNode file(ObjectNode node, Reply.File file, long[] inline) {
    node.put("name", file.name()).put("path", file.path()).put("size", file.size());
    node.put("mediaType", file.mediaType());
    var link = file.link();
    node.put("url", link == null ? null : link.url().toString());
    node.put("expiresAt", link == null ? null : link.expiresAt().toString());
    if (link == null && file.size() <= inline[0]) {
      inline[0] -= file.size();
      try (InputStream in = file.content().open()) {
        node.put("data", Base64.getEncoder().encodeToString(in.readAllBytes()));
      } catch (IOException e) {
        node.putNull("data");
      }
    }
    return node;
  }
}
