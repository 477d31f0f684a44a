/// Reads the markdown that models write, and makes other people's text harmless, for whichever
/// platform shows it.
@NullMarked
package dev.plotline.chat.text;

import org.jspecify.annotations.NullMarked;
