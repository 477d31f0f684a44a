/// Sending to Teams: the port [dev.plotline.teams.api.Sender] and its implementation on
/// bot-builder, the only home of that SDK.
///
/// Why the SDK is replaced in part: its HTTP client posts a message up to four times within 70 ms
/// when the service is busy, knows no limit and follows redirects, and its caches never shrink. So
/// each send here is one request of a client of ours; what may be tried again, and when, is decided
/// here. Why activities are JSON outside: the SDK's types drop what they don't know, such as a
/// stream's entity, and its validator fails on maps of `java.util`.
@NullMarked
package dev.plotline.teams.api;

import org.jspecify.annotations.NullMarked;
