package dev.plotline.cli;

import java.io.InputStream;
import java.nio.file.Path;
import java.util.function.Supplier;

/// What the commands are given by the wiring.
///
/// @param home the Plotline home
/// @param inProcess starts a server in this process, on free ports
/// @param serve runs a server until it is told to stop
/// @param in standard input
/// @param screen where things are shown
record Setup(
    Path home, Supplier<Server> inProcess, Runnable serve, InputStream in, Screen screen) {}
