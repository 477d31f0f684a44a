/// A real browser for tests: Chromium without a window, driven by its DevTools protocol.
///
/// Why no library for it: the ones there are bring a browser of their own or a second language;
/// what is needed is a WebSocket, which the JDK has, and a dozen commands.
@NullMarked
package dev.plotline.local.slack.browser;

import org.jspecify.annotations.NullMarked;
