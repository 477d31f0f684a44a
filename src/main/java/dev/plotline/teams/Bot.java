package dev.plotline.teams;

import dev.plotline.chat.Controls;
import dev.plotline.chat.Inbox;
import dev.plotline.chat.Threads;

/// The bot as the adapter sees it.
///
/// @param inbox takes messages
/// @param controls stops turns
/// @param threads what is known of threads
public record Bot(Inbox inbox, Controls controls, Threads threads) {}
