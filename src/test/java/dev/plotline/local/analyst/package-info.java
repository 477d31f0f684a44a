@NullMarked
package dev.plotline.local.analyst;

import org.jspecify.annotations.NullMarked;
