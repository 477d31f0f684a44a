@NullMarked
package dev.plotline.teams.fake;

import org.jspecify.annotations.NullMarked;
