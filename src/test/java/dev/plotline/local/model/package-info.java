@NullMarked
package dev.plotline.local.model;

import org.jspecify.annotations.NullMarked;
