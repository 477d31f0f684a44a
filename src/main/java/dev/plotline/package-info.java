/// The wiring: what is read from the environment, what is started, and nothing else.
@NullMarked
package dev.plotline;

import org.jspecify.annotations.NullMarked;
