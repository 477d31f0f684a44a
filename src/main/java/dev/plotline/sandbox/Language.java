package dev.plotline.sandbox;

import java.util.Locale;

/// A language that a session runs.
public enum Language {
  /// With variables that last over calls.
  PYTHON,
  /// By the session's own runtime.
  JAVASCRIPT,
  /// Like JavaScript, types stripped.
  TYPESCRIPT;

  /// The language of a service's name, which must be one.
  static Language of(String id) {
    return valueOf(id.toUpperCase(Locale.ROOT));
  }

  /// The service's name for it.
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}
