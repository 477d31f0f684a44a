@NullMarked
package dev.plotline.teams.verify;

import org.jspecify.annotations.NullMarked;
