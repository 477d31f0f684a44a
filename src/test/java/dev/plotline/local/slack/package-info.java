/// Tests of the local Slack, by Slack's own clients and in a real browser.
@NullMarked
package dev.plotline.local.slack;

import org.jspecify.annotations.NullMarked;
