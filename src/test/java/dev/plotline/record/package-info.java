@NullMarked
package dev.plotline.record;

import org.jspecify.annotations.NullMarked;
