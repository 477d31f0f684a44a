package dev.plotline.chat.adapter;

import java.io.Serial;
import java.util.LinkedHashMap;
import java.util.Map;

/// The latest entries; the oldest goes when there are too many. Not for several threads.
public final class Latest<V> extends LinkedHashMap<String, V> {
  @Serial private static final long serialVersionUID = 1L;

  private final int most;

  /// @param most how many are kept
  public Latest(int most) {
    this.most = most;
  }

  @Override
  protected boolean removeEldestEntry(Map.Entry<String, V> eldest) {
    return size() > most;
  }
}
