package dev.plotline.teams.text;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/// A button of a card. A press comes back as an invoke `adaptiveCard/action`, with the verb and the
/// data of [#json]; both come from a client then, and are believed no more than a text is. Which
/// thread is meant says the invoke's own conversation.
///
/// @param title what it says
/// @param verb which of ours
/// @param about the id of the message that was answered, empty for the latest
public record Button(String title, String verb, String about) {
  /// Shows the code that ran.
  public static final String CODE = "plotline-code";

  /// Makes new links.
  public static final String LINKS = "plotline-links";

  /// Ends the turn.
  public static final String STOP = "plotline-stop";

  /// Begins the thread anew.
  public static final String RESET = "plotline-reset";

  /// Removes what is stored of the thread.
  public static final String DELETE = "plotline-delete";

  /// The field of the data that holds [#about].
  public static final String ABOUT = "about";

  /// As a card has it.
  ObjectNode json() {
    var action =
        JsonNodeFactory.instance
            .objectNode()
            .put("type", "Action.Execute")
            .put("title", title)
            .put("verb", verb);
    if (verb.equals(RESET) || verb.equals(DELETE)) {
      action.put("style", "destructive");
    }
    action.putObject("data").put(ABOUT, about);
    return action;
  }
}
