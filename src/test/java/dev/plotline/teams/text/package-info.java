@NullMarked
package dev.plotline.teams.text;

import org.jspecify.annotations.NullMarked;
