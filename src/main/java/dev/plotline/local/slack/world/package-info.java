/// What there is in the workspace of the local Slack: people, channels, messages, files, views.
///
/// Why all in memory but the files' bytes: the workspace is for trying and testing; what Plotline
/// itself remembers of a thread is in its own store.
@NullMarked
package dev.plotline.local.slack.world;

import org.jspecify.annotations.NullMarked;
