package dev.plotline.teams.graph;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plotline.chat.FileRef;
import dev.plotline.teams.graph.Source.Kind;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The files that an activity names. In group chats and channels it names none; that there is one
/// may be seen in its HTML.
public final class Attached {
  private static final String DOWNLOAD = "application/vnd.microsoft.teams.file.download.info";

  private static final String CARDS = "application/vnd.microsoft.";

  /// What replies and cards leave there has other ids.
  private static final Pattern FILE =
      Pattern.compile(
          "(?i)<attachment\\s[^>]{0,200}?id=[\"']?"
              + "([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})\\b");

  private Attached() {}

  /// The files, in order.
  ///
  /// @param activity as it came, of a person's message
  public static List<FileRef> of(JsonNode activity) {
    Map<String, FileRef> files = new LinkedHashMap<>();
    Map<String, FileRef> unknown = new LinkedHashMap<>();
    for (JsonNode attachment : activity.path("attachments")) {
      String type = text(attachment, "contentType").toLowerCase(Locale.ROOT);
      if (type.equals(DOWNLOAD)) {
        put(files, personal(attachment));
      } else if (type.equals("text/html")) {
        Matcher named = FILE.matcher(text(attachment, "content"));
        while (named.find()) {
          put(unknown, new Source(Kind.UNKNOWN, named.group(1)).file("the attached file", -1));
        }
      } else if (type.equals("reference")) {
        put(files, shared(attachment));
      } else if (!type.startsWith(CARDS) && !text(attachment, "contentUrl").isEmpty()) {
        put(files, pasted(attachment, type, files.size() + 1));
      }
    }
    // The HTML of a personal chat names once more what comes with an address.
    boolean named = files.values().stream().anyMatch(file -> Source.of(file).kind() != Kind.PASTED);
    if (!named) {
      unknown.values().forEach(file -> put(files, file));
    }
    return List.copyOf(files.values());
  }

  private static void put(Map<String, FileRef> files, FileRef file) {
    files.putIfAbsent(file.id(), file);
  }

  private static FileRef personal(JsonNode attachment) {
    String link = text(attachment.path("content"), "downloadUrl");
    // What was attached from the cloud may have an address only.
    return link.isEmpty()
        ? shared(attachment)
        : new Source(Kind.SIGNED, link).file(name(attachment, "file"), -1);
  }

  private static FileRef shared(JsonNode attachment) {
    var source = new Source(Kind.SHARED, text(attachment, "contentUrl"));
    return source.file(name(attachment, "file"), -1);
  }

  private static FileRef pasted(JsonNode attachment, String type, int number) {
    String extension = type.matches("[a-z]+/[a-z]{3,4}") ? type.replaceFirst(".*/", "") : "png";
    return new Source(Kind.PASTED, text(attachment, "contentUrl"))
        .file(name(attachment, "pasted " + number + "." + extension), -1);
  }

  private static String name(JsonNode attachment, String otherwise) {
    String name = text(attachment, "name");
    return name.isBlank() ? otherwise : name;
  }

  private static String text(JsonNode node, String field) {
    JsonNode value = node.path(field);
    return value.isTextual() ? value.asText() : "";
  }
}
