package dev.plotline.slack;

import dev.plotline.chat.Controls;
import dev.plotline.chat.Inbox;
import dev.plotline.chat.Threads;
import java.util.function.Supplier;

/// The bot as the adapter sees it.
///
/// @param inbox takes messages
/// @param controls stops turns
/// @param threads what is known of threads
/// @param status what runs where, in a sentence or two, for `/plotline status`
public record Bot(Inbox inbox, Controls controls, Threads threads, Supplier<String> status) {}
