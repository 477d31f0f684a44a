package dev.plotline.agent;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Locale;

/// What the model is told about itself and its work: the resource `system-prompt.md`, filled in.
///
/// It changes only with the day, the person and the administrator's notes, so that the prompt cache
/// holds over the steps of a turn and mostly over those of a thread.
public final class SystemPrompt {
  private static final String TEXT = resource();

  private SystemPrompt() {}

  /// The prompt.
  ///
  /// @param today in the person's time zone
  /// @param notes the administrator's, empty when there are none
  /// @param network what the session can reach, one sentence, or empty
  public static String of(
      LocalDate today, ZoneId zone, Locale locale, String notes, String network) {
    String language = locale.getDisplayLanguage(Locale.ENGLISH);
    return TEXT.replace("{today}", today.toString())
        .replace("{zone}", zone.getId())
        .replace("{language}", language.isEmpty() ? "not known" : language)
        .replace("{network}", network)
        .replace("{notes}", notes.isBlank() ? "" : "\n# Notes of the administrator\n\n" + notes)
        .strip();
  }

  private static String resource() {
    try (InputStream in = SystemPrompt.class.getResourceAsStream("system-prompt.md")) {
      if (in == null) {
        throw new IllegalStateException("the jar lacks the system prompt");
      }
      return new String(in.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
