/// Teams' side: takes verified activities in, hands messages to the inbox, and posts answers into
/// conversations.
///
/// Why nothing of bot-builder stands at the door: the SDK is archived, and its validation lets
/// tokens through that it should not. Its connector is used for sending, inside `teams.api` alone,
/// behind a port that another sender could take over.
///
/// Why an edit changes nothing: what was asked has its answer below it, and an edited message of a
/// group chat or a channel names its files no more than a new one does, so nobody could tell which
/// are gone. Deleting the message has them forgotten.
///
/// Why a group chat is never followed without a mention: it has no threads, so that one question
/// would have the bot answer people who talk to each other.
///
/// Why a conversation's type decides and never the look of its id: some group chats have ids like
/// personal ones.
@NullMarked
package dev.plotline.teams;

import org.jspecify.annotations.NullMarked;
