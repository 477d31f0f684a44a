@NullMarked
package dev.plotline.teams.api;

import org.jspecify.annotations.NullMarked;
