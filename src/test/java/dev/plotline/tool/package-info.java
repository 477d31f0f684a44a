@NullMarked
package dev.plotline.tool;

import org.jspecify.annotations.NullMarked;
