/// Tells the app what happens: events, buttons, modals, shortcuts and commands, signed and sent to
/// its address, or through a socket that the app has opened.
///
/// Why deliveries of one message come one after the other: Slack promises no order and tests want
/// one, so the order of a pair is chosen (`Pairing`) instead of left to chance.
@NullMarked
package dev.plotline.local.slack.event;

import org.jspecify.annotations.NullMarked;
