@NullMarked
package dev.plotline.turn;

import org.jspecify.annotations.NullMarked;
