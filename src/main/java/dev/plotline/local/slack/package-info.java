/// A Slack workspace on this machine: Slack's Web API, events and files on loopback, and a page in
/// the browser to talk in.
///
/// Why it is this strict: the adapter for Slack runs unchanged against it, in each test and
/// whenever no chat platform is configured. What Slack refuses (a block it doesn't know, an empty
/// table cell, a scope that is lacking, too many calls) is refused here in the same words, so that
/// it is found here.
///
/// Why the page knows nothing of the bot: it shows what the Web API was told, as Slack's own client
/// does. What looks right here looks right because the calls were right.
@NullMarked
package dev.plotline.local.slack;

import org.jspecify.annotations.NullMarked;
