package dev.plotline.chat;

import java.util.function.Supplier;

/// The bot as an adapter sees it.
///
/// @param inbox takes messages
/// @param controls stops turns
/// @param threads what is known of threads
/// @param status what runs where, in a sentence or two
public record Bot(Inbox inbox, Controls controls, Threads threads, Supplier<String> status) {}
