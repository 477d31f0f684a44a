package dev.plotline.chat.adapter;

import java.util.Map;

/// The latest keys that came by, to see repeats of what has no durable record: refusals and words.
public final class Recent {
  private static final int MOST = 5_000;

  private final Map<String, Boolean> keys = new Latest<>(MOST);

  /// Whether a key comes for the first time.
  public synchronized boolean isNew(String key) {
    return keys.put(key, true) == null;
  }
}
