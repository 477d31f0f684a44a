/// Whether a request comes from Teams: the token's signature, what it claims, and whether that is
/// what the activity says.
///
/// Why not the SDK's own check: it takes the tokens of emulators, of skills and the bot's own
/// outbound ones, and tokens that never expire, and it compares nothing when the activity leaves
/// out its channel or its service address. Here a token passes when each single thing is right.
@NullMarked
package dev.plotline.teams.verify;

import org.jspecify.annotations.NullMarked;
