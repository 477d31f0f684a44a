@NullMarked
package dev.plotline.chat.adapter;

import org.jspecify.annotations.NullMarked;
