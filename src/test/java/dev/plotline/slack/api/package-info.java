@NullMarked
package dev.plotline.slack.api;

import org.jspecify.annotations.NullMarked;
