package dev.plotline.cli;

import java.net.URI;

/// A Plotline that answers, in this process or in another.
public interface Server extends AutoCloseable {
  /// Where `/invocations` is.
  URI admin();

  /// What it demands as `Authorization: Bearer`, empty when nothing.
  String token();

  /// Whether links that it gives out still open when this process has ended.
  boolean lasts();

  @Override
  void close();
}
