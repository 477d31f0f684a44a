/// What the adapters of chat platforms have in common: the words that steer, progress at a pace,
/// work beside the acknowledgement, work that no interrupt ends, pauses between calls, and short
/// memories of what came by.
@NullMarked
package dev.plotline.chat.adapter;

import org.jspecify.annotations.NullMarked;
