/// Teams' side: takes verified activities in, hands messages to the inbox, and posts answers into
/// conversations.
///
/// Why nothing of bot-builder stands at the door: the SDK is archived, and its validation lets
/// tokens through that it should not. Its connector is used for sending, inside `teams.api` alone,
/// behind a port that another sender could take over.
///
/// Why a conversation's type decides and never the look of its id: some group chats have ids like
/// personal ones.
@NullMarked
package dev.plotline.teams;

import org.jspecify.annotations.NullMarked;
