@NullMarked
package dev.plotline;

import org.jspecify.annotations.NullMarked;
