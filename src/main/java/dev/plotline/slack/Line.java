package dev.plotline.slack;

import dev.plotline.slack.api.Downloads;
import dev.plotline.slack.api.Uploads;

/// What speaks to one workspace.
///
/// @param posts answers
/// @param uploads files out
/// @param downloads files in
/// @param people who asks
/// @param signs progress
/// @param whispers words to one person
record Line(
    Posts posts,
    Uploads uploads,
    Downloads downloads,
    People people,
    Signs signs,
    Whispers whispers) {}
