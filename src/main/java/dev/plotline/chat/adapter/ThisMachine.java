package dev.plotline.chat.adapter;

import java.net.URI;

/// The machine that the bot runs on, as addresses name it.
public final class ThisMachine {
  private ThisMachine() {}

  /// Whether an address is on this machine, by its name alone.
  public static boolean isAt(URI address) {
    String host = String.valueOf(address.getHost());
    return host.equals("localhost") || host.equals("[::1]") || host.matches("127(\\.\\d+){3}");
  }

  /// Whether a link opens for the people of a platform: one to this machine opens for nobody whose
  /// platform is somewhere else.
  public static boolean opens(URI link, URI platform) {
    return !isAt(link) || isAt(platform);
  }
}
