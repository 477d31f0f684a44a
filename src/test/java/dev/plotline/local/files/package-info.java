@NullMarked
package dev.plotline.local.files;

import org.jspecify.annotations.NullMarked;
