package dev.plotline.local.slack.api;

import java.util.List;

/// What holds for one method before it is called.
///
/// @param scopes one of them is needed; none when the list is empty or when it depends on arguments
/// @param json whether it takes a body of JSON: methods that only read don't
/// @param rate how often it may be called
/// @param token which token it wants
record Rule(List<String> scopes, boolean json, Rate rate, Token token) {

  /// The kinds of tokens.
  enum Token {
    /// Of the bot.
    BOT,
    /// Of the app.
    APP,
    /// None.
    NONE
  }

  /// For a method that changes something.
  static Rule writes(Rate rate, String... scopes) {
    return new Rule(List.of(scopes), true, rate, Token.BOT);
  }

  /// For a method that reads.
  static Rule reads(Rate rate, String... scopes) {
    return new Rule(List.of(scopes), false, rate, Token.BOT);
  }

  /// With another kind of token.
  Rule by(Token token) {
    return new Rule(scopes, json, rate, token);
  }
}
