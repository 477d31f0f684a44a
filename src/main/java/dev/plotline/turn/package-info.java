/// Takes each message from the inbox to the posted answer: one lane per thread, repeats dropped.
@NullMarked
package dev.plotline.turn;

import org.jspecify.annotations.NullMarked;
