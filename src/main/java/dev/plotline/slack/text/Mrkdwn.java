package dev.plotline.slack.text;

import dev.plotline.chat.text.Inert;

/// Text for fields that take Slack's mrkdwn.
public final class Mrkdwn {
  private Mrkdwn() {}

  /// Text of others: the three characters that begin anything live are escaped, and addresses are
  /// set as code, because Slack makes links of bare ones.
  public static String of(String text) {
    String clean =
        Inert.visible(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    return Inert.address()
        .matcher(clean)
        .replaceAll(found -> "`" + found.group().replace("`", "'").replace("$", "\\$") + "`");
  }
}
