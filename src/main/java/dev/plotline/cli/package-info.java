/// What is typed: `serve` and `ask`.
@NullMarked
package dev.plotline.cli;

import org.jspecify.annotations.NullMarked;
