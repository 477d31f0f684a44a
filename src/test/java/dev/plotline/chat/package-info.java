@NullMarked
package dev.plotline.chat;

import org.jspecify.annotations.NullMarked;
