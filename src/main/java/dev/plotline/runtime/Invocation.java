package dev.plotline.runtime;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.plotline.chat.FileRef;
import dev.plotline.chat.Message;
import dev.plotline.chat.Person;
import dev.plotline.chat.ThreadKey;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/// One request to `/invocations`, read and checked: `{"prompt": text, "thread": name, "files":
/// [{"name", "data" | "upload"}], "user": {"name", "zone", "language"}}`, all but one of `prompt`
/// and `files` optional.
///
/// @param message for the inbox
/// @param inline base64 of the files that came inside, by their id
record Invocation(Message message, Map<String, String> inline) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int MAX_PROMPT = 100_000;

  /// The request is not to be answered; the message says why.
  static final class Refused extends Exception {
    private static final long serialVersionUID = 1L;

    private final String why;

    Refused(String why) {
      super(why);
      this.why = why;
    }

    /// One sentence for the caller.
    String why() {
      return why;
    }
  }

  /// Reads a request.
  ///
  /// @param thread the thread when the body names none
  static Invocation parse(byte[] body, String thread, Uploads uploads, Instant now)
      throws Refused, IOException {
    JsonNode json;
    try {
      json = JSON.readTree(body);
    } catch (JsonProcessingException e) {
      throw new Refused("Invalid JSON");
    }
    if (!json.isObject()) {
      throw new Refused("The body must be a JSON object with a `prompt`.");
    }
    String prompt = text(json, "prompt");
    if (prompt.length() > MAX_PROMPT) {
      throw new Refused("`prompt` must have at most 100,000 characters: send the data as a file.");
    }
    var inline = new HashMap<String, String>();
    List<FileRef> files = files(json.path("files"), uploads, inline);
    if (prompt.isBlank() && files.isEmpty()) {
      throw new Refused("`prompt` must not be empty.");
    }
    String name = text(json, "thread").isBlank() ? thread : text(json, "thread");
    var key = new ThreadKey(Programs.PLATFORM, "", name);
    String id = UUID.randomUUID().toString();
    return new Invocation(
        new Message(key, id, person(json.path("user")), prompt, files, now), inline);
  }

  private static List<FileRef> files(JsonNode array, Uploads uploads, Map<String, String> inline)
      throws Refused, IOException {
    var files = new ArrayList<FileRef>();
    for (JsonNode file : array) {
      String name = text(file, "name");
      if (name.isBlank()) {
        throw new Refused("Each of `files` needs a `name`.");
      }
      if (file.hasNonNull("data")) {
        String id = "inline-" + files.size();
        String data = file.get("data").asText();
        if (!data.matches("[A-Za-z0-9+/\\s]*={0,2}\\s*")) {
          throw new Refused("`data` of " + name + " must be base64.");
        }
        inline.put(id, data.replaceAll("\\s", ""));
        files.add(new FileRef(id, name, data.length() * 3L / 4));
      } else {
        String id = text(file, "upload");
        long size = uploads.size(id);
        if (size < 0) {
          throw new Refused("`upload` of " + name + " is not there: send the file again.");
        }
        files.add(new FileRef(id, name, size));
      }
    }
    return files;
  }

  private static Person person(JsonNode user) throws Refused {
    String language = text(user, "language");
    ZoneId zone;
    try {
      zone = text(user, "zone").isBlank() ? ZoneOffset.UTC : ZoneId.of(text(user, "zone"));
    } catch (DateTimeException e) {
      throw new Refused("`user.zone` must be a time zone such as Europe/Berlin.");
    }
    return new Person("", text(user, "name"), zone, Locale.forLanguageTag(language));
  }

  private static String text(JsonNode json, String field) {
    return json.path(field).asText("");
  }
}
