@NullMarked
package dev.plotline.teams.graph;

import org.jspecify.annotations.NullMarked;
