package dev.plotline.teams.graph;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.plotline.chat.FileRef;

/// Where the bytes of a file are; what the id of a [FileRef] stands for.
///
/// @param kind how they are fetched
/// @param address of the file, or why it can't be had
record Source(Kind kind, String address) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /// How a file is fetched.
  enum Kind {
    /// From a link that was signed beforehand.
    SIGNED,
    /// From SharePoint or OneDrive, by Graph.
    SHARED,
    /// From the connector that the message came from.
    PASTED,
    /// Not yet: the message says that there is a file, and Graph knows which.
    UNKNOWN,
    /// Not at all.
    LOST
  }

  /// The file with a name as the person sees it.
  FileRef file(String name, long size) {
    var json = JSON.createObjectNode().put("kind", kind.name()).put("address", address);
    return new FileRef(json.toString(), name, size);
  }

  /// What [#file] has written; lost when it is something else.
  static Source of(FileRef file) {
    try {
      JsonNode json = JSON.readTree(file.id());
      return new Source(Kind.valueOf(json.path("kind").asText()), json.path("address").asText());
    } catch (JsonProcessingException | IllegalArgumentException e) {
      return new Source(Kind.LOST, "Nobody knows where the file is: send it again.");
    }
  }
}
