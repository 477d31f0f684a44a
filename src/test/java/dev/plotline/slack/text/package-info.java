@NullMarked
package dev.plotline.slack.text;

import org.jspecify.annotations.NullMarked;
