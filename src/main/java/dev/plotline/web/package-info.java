/// The HTTP server: takes servlets and filters, sets limits, answers with plain errors.
///
/// Why Jetty's own class and no framework: the bot and every stand-in need a few servlets on a port
/// and nothing else, and start-up time is part of the product. Requests run on virtual threads, so
/// a servlet may block.
@NullMarked
package dev.plotline.web;

import org.jspecify.annotations.NullMarked;
