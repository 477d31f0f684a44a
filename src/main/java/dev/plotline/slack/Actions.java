package dev.plotline.slack;

import com.slack.api.app_backend.interactive_components.payload.BlockActionPayload;
import com.slack.api.bolt.App;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What the buttons are called and what they carry, and how a press is read.
final class Actions {
  static final String STOP = "plotline-stop";
  static final String CODE = "plotline-code";
  static final String LINKS = "plotline-links";
  static final String FEEDBACK = "plotline-feedback";
  static final String RESET = "plotline-reset";
  static final String DELETE = "plotline-delete";
  static final String ASK = "plotline-ask-";

  private static final Pattern OURS = Pattern.compile("plotline-.*");

  private Actions() {}

  /// A press of a button.
  ///
  /// @param action which button
  /// @param place the thread, with the `ts` of the message that it hangs under
  /// @param about what the button carries besides
  /// @param user who
  /// @param external whether of another workspace
  /// @param at the press's own `ts`
  /// @param trigger opens a modal within 3 s, empty when there is none
  record Press(
      String action,
      Place place,
      String about,
      String user,
      boolean external,
      String at,
      String trigger) {}

  /// What a button carries: the workspace, the thread, and what it is about.
  static String value(Place place, String about) {
    return place.team() + " " + place.root() + " " + about;
  }

  /// Has Bolt hand over the presses of our buttons; they are acknowledged before anything is done.
  static void register(App app, Buttons buttons) {
    app.blockAction(
        OURS,
        (request, context) -> {
          read(request.getPayload()).ifPresent(buttons::pressed);
          return context.ack();
        });
  }

  private static Optional<Press> read(BlockActionPayload payload) {
    var action = payload.getActions().getFirst();
    String[] value = text(action.getValue()).split(" ", 3);
    var channel = payload.getChannel();
    if (value.length < 3 || channel == null) {
      return Optional.empty();
    }
    var place = new Place(value[0], text(channel.getId()), value[1], "");
    String team = text(payload.getUser().getTeamId());
    return Optional.of(
        new Press(
            text(action.getActionId()),
            place,
            value[2],
            text(payload.getUser().getId()),
            !team.isEmpty() && !team.equals(value[0]),
            text(action.getActionTs()),
            text(payload.getTriggerId())));
  }

  private static String text(@Nullable String text) {
    return text == null ? "" : text;
  }
}
