@NullMarked
package dev.plotline.inbox;

import org.jspecify.annotations.NullMarked;
