/// The loop: ask the model, run the tools it names, ask again, until it ends its turn or a limit
/// does.
@NullMarked
package dev.plotline.agent;

import org.jspecify.annotations.NullMarked;
