@NullMarked
package dev.plotline.chat.text;

import org.jspecify.annotations.NullMarked;
