@NullMarked
package dev.plotline.agent;

import org.jspecify.annotations.NullMarked;
