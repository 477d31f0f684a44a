@NullMarked
package dev.plotline.cli;

import org.jspecify.annotations.NullMarked;
