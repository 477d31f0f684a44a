@NullMarked
package dev.plotline.local.code;

import org.jspecify.annotations.NullMarked;
