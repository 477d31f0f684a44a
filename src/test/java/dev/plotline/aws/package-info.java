@NullMarked
package dev.plotline.aws;

import org.jspecify.annotations.NullMarked;
