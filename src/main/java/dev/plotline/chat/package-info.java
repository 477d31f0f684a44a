/// What a chat is to this bot, whichever platform it is on.
///
/// Everything here is plain data and ports, and sees no other package. A [FileRef] is data and not
/// an open stream, because a recorded message must be readable again after a restart: whoever needs
/// the bytes asks the platform's [Chat].
@NullMarked
package dev.plotline.chat;

import org.jspecify.annotations.NullMarked;
