package dev.plotline.slack;

import com.slack.api.bolt.App;
import dev.plotline.chat.Bot;
import java.util.Locale;

/// `/plotline`: help and status. Slack offers commands outside of threads only, so what steers a
/// thread are words and buttons.
final class Command {
  static final String NAME = "/plotline";

  private Command() {}

  /// Has Bolt answer the command in its acknowledgement.
  static void register(App app, Bot bot, Access access) {
    app.command(
        NAME,
        (request, context) -> {
          var payload = request.getPayload();
          var place = new Place(payload.getTeamId(), payload.getChannelId(), "", "");
          String text = payload.getText() == null ? "" : payload.getText().strip();
          String answer =
              access
                  .refusal(place, payload.getUserId(), false)
                  .map(why -> why + " " + access.contact())
                  .orElseGet(() ->
                      text.toLowerCase(Locale.ROOT).equals("status")
                          ? bot.status().get()
                          : Words.HELP);
          return context.ack(answer);
        });
  }
}
