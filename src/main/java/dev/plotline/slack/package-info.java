/// Slack's side: takes signed events, buttons and commands in, hands messages to the inbox, and
/// posts answers into threads.
///
/// Why a filter of ours stands before Bolt: its servlet parses before it verifies, has no limit on
/// sizes, accepts times in the future and fails on events whose shape it doesn't know. Why events
/// and message shortcuts are taken as raw JSON by a middleware: what its types don't expect would
/// lose the event, and an event that nobody handles is answered 404, which Slack takes for a
/// failure.
///
/// Why one message is found by channel and `ts`, not by the event's id: a mention is two events.
/// Everything that needs Slack's Web API happens after the acknowledgement: who asks, guests, and
/// names are looked up on the lane, in [dev.plotline.chat.Chat#admit].
///
/// Why nothing is removed when the app is uninstalled or its token revoked: that happens by mistake
/// and while a token is exchanged, and what is stored is the workspace's own. It goes by `delete`,
/// or with the bucket.
@NullMarked
package dev.plotline.slack;

import org.jspecify.annotations.NullMarked;
