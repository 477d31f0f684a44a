@NullMarked
package dev.plotline.runtime;

import org.jspecify.annotations.NullMarked;
