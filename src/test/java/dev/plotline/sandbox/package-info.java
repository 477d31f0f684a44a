@NullMarked
package dev.plotline.sandbox;

import org.jspecify.annotations.NullMarked;
