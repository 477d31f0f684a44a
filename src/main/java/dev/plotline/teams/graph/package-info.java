/// Files in and out of Teams: through the activity where it has them, through Microsoft Graph where
/// it has not, and to OneDrive when somebody wants to keep what was made.
///
/// Why Graph is asked about each message of a group chat or channel: its activity says nothing of
/// files, or only that there is one. Why a file is looked up before the turn: without consent there
/// is nothing to answer yet, and whoever asked is shown another way.
///
/// Why the way is also shown after an answer: where Graph tells nothing, a question whose file
/// nobody sees looks like any other, and most of those have none. Only one that was answered out of
/// nothing, without a file read or code run, by asking for data, may have lost its file; a greeting
/// has not, whatever the answer to it proposes.
///
/// Why no client here follows redirects by itself: the bot's token would go along. A file's bytes
/// are fetched without a token, from Microsoft's file hosts only, whatever an activity or an answer
/// names.
@NullMarked
package dev.plotline.teams.graph;

import org.jspecify.annotations.NullMarked;
