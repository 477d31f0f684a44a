/// What Slack accepts as blocks and views, and how it says no.
///
/// Why as strict as this: Slack refuses a whole message for one empty table cell or one field it
/// doesn't know, and then an answer is lost. What passes here must pass there; where it is not
/// known what Slack does, this says no.
@NullMarked
package dev.plotline.local.slack.block;

import org.jspecify.annotations.NullMarked;
