package dev.plotline.runtime;

import com.fasterxml.jackson.core.Base64Variant;
import com.fasterxml.jackson.core.Base64Variants;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.plotline.chat.FileRef;
import dev.plotline.chat.Message;
import dev.plotline.chat.Person;
import dev.plotline.chat.ThreadKey;
import java.io.CharConversionException;
import java.io.IOException;
import java.io.InputStream;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The body of a request to `/invocations`, all but one of `prompt` and `files` optional. Files
/// that come inside it go to the uploads while it is read: it may have 100 MB, and the whole heap
/// no more than a few times that.
record InvocationBody(
    @Nullable String prompt,
    @Nullable String thread,
    @JsonDeserialize(using = Few.class) @Nullable List<Sent> files,
    @Nullable User user) {
  private static final int MAX_PROMPT = 100_000;
  private static final int MAX_FILES = 100;
  private static final Base64Variant BASE64 = Base64Variants.MIME_NO_LINEFEEDS.withPaddingAllowed();
  private static final ObjectReader JSON =
      JsonMapper.builder()
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build()
          .readerFor(InvocationBody.class);

  /// A file: `data` or `upload` is there.
  ///
  /// @param data base64 in the request, the id of an upload here
  record Sent(
      @Nullable String name,
      @JsonDeserialize(using = Inline.class) @Nullable String data,
      @Nullable String upload) {}

  /// Who asks.
  record User(@Nullable String name, @Nullable String zone, @Nullable String language) {}

  /// The request is not to be answered; the message says why in one sentence.
  static final class Refused extends Exception {
    private static final long serialVersionUID = 1L;

    Refused(String why) {
      super(why);
    }
  }

  /// Reads a request.
  ///
  /// @param session the thread when the body names none
  static Message read(InputStream in, String session, Uploads uploads, Instant now)
      throws Refused, IOException {
    var inline = new ArrayList<String>();
    try {
      InvocationBody body =
          JSON.withAttribute(Inline.class, new Inline.Spool(uploads, inline)).readValue(in);
      if (body == null) {
        throw new Refused("The body must be a JSON object with a `prompt`.");
      }
      return body.message(session, uploads, now);
    } catch (Few.TooMany e) {
      inline.forEach(uploads::delete);
      throw new Refused(
          "`files` must have at most 100: send the others with the next message, or all as a ZIP.");
    } catch (JsonMappingException e) {
      inline.forEach(uploads::delete);
      throw new Refused(wrongAt(e));
    } catch (JsonProcessingException | CharConversionException e) {
      inline.forEach(uploads::delete);
      throw new Refused("Invalid JSON");
    } catch (Refused | IOException e) {
      inline.forEach(uploads::delete);
      throw e;
    }
  }

  private Message message(String session, Uploads uploads, Instant now)
      throws Refused, IOException {
    String text = or(prompt, "");
    if (text.length() > MAX_PROMPT) {
      throw new Refused("`prompt` must have at most 100,000 characters: send the data as a file.");
    }
    var refs = new ArrayList<FileRef>();
    for (Sent file : files == null ? List.<Sent>of() : files) {
      refs.add(ref(file, uploads));
    }
    if (text.isBlank() && refs.isEmpty()) {
      throw new Refused("`prompt` must not be empty.");
    }
    var key =
        new ThreadKey(Programs.PLATFORM, "", thread == null || thread.isBlank() ? session : thread);
    return new Message(key, UUID.randomUUID().toString(), person(), text, refs, now);
  }

  private static FileRef ref(@Nullable Sent file, Uploads uploads) throws Refused, IOException {
    if (file == null || file.name() == null || file.name().isBlank()) {
      throw new Refused("Each of `files` needs a `name`.");
    }
    String id = or(file.data(), or(file.upload(), ""));
    long size = uploads.size(id);
    if (size < 0) {
      throw new Refused("`upload` of " + file.name() + " is not there: send the file again.");
    }
    return new FileRef(id, file.name(), size);
  }

  private Person person() throws Refused {
    User asker = user == null ? new User(null, null, null) : user;
    String zone = or(asker.zone(), "");
    try {
      return new Person(
          "",
          or(asker.name(), ""),
          zone.isBlank() ? ZoneOffset.UTC : ZoneId.of(zone),
          Locale.forLanguageTag(or(asker.language(), "")));
    } catch (DateTimeException e) {
      throw new Refused("`user.zone` must be a time zone such as Europe/Berlin.");
    }
  }

  private static String or(@Nullable String text, String other) {
    return text == null ? other : text;
  }

  private static String wrongAt(JsonMappingException e) {
    if (e.getPath().isEmpty()) {
      return "The body must be a JSON object with a `prompt`.";
    }
    String field = e.getPath().getLast().getFieldName();
    return switch (field) {
      case "data" -> "`data` must be base64.";
      case null -> "Each of `" + e.getPath().getFirst().getFieldName() + "` must be an object.";
      default -> "`" + field + "` has the wrong type.";
    };
  }

  /// Files that are counted while they are read: a hundred megabytes hold millions.
  static final class Few extends JsonDeserializer<List<Sent>> {
    /// There is one more than may be.
    static final class TooMany extends JsonMappingException {
      private static final long serialVersionUID = 1L;

      TooMany(JsonParser parser) {
        super(parser, "too many files");
      }
    }

    @Override
    @SuppressWarnings("unchecked")
    public List<Sent> deserialize(JsonParser parser, DeserializationContext context)
        throws IOException {
      if (!parser.isExpectedStartArrayToken()) {
        return (List<Sent>) context.handleUnexpectedToken(List.class, parser);
      }
      var files = new ArrayList<Sent>();
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        if (files.size() == MAX_FILES) {
          throw new TooMany(parser);
        }
        try {
          files.add(
              parser.hasToken(JsonToken.VALUE_NULL)
                  ? new Sent(null, null, null)
                  : context.readValue(parser, Sent.class));
        } catch (JsonMappingException e) {
          throw JsonMappingException.wrapWithPath(e, files, files.size());
        }
      }
      return files;
    }
  }

  /// Base64 that becomes an upload.
  static final class Inline extends JsonDeserializer<String> {
    /// Where to.
    record Spool(Uploads uploads, List<String> ids) {}

    @Override
    public String deserialize(JsonParser parser, DeserializationContext context)
        throws IOException {
      var spool = (Spool) context.getAttribute(Inline.class);
      String id;
      try {
        id = spool.uploads().add(out -> parser.readBinaryValue(BASE64, out));
      } catch (JsonProcessingException e) {
        throw JsonMappingException.from(parser, "no base64", e);
      }
      spool.ids().add(id);
      return id;
    }
  }
}
