/// Slack's Web API and the files behind it: each method once, with its scope, its patience with
/// limits, and what may be asked again.
///
/// Why answers are read as raw JSON and not as the SDK's types: a shape that its types don't expect
/// makes the whole answer unreadable, and a file's size overflows in them. Why nothing here is the
/// SDK's `filesUploadV2`: it holds the whole file in memory and never tries again.
@NullMarked
package dev.plotline.slack.api;

import org.jspecify.annotations.NullMarked;
