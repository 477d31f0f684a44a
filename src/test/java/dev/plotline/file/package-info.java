@NullMarked
package dev.plotline.file;

import org.jspecify.annotations.NullMarked;
