@NullMarked
package dev.plotline.slack;

import org.jspecify.annotations.NullMarked;
