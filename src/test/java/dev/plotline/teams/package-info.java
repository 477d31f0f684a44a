@NullMarked
package dev.plotline.teams;

import org.jspecify.annotations.NullMarked;
