/// The page in the browser: what it is made of, what it is told, and what it may ask for.
///
/// Why the token is in the address and not in a cookie: cookies of `127.0.0.1` are sent to every
/// port of it. Why no message is ever HTML here: texts come from a model, from files and from
/// people; the page gets them as JSON and makes nodes of them, never markup.
///
/// Why no build step: the page is read and changed with an editor alone. Why not Slack's looks: it
/// is no copy of Slack's client but a place to see the bot work, and it says so.
@NullMarked
package dev.plotline.local.slack.page;

import org.jspecify.annotations.NullMarked;
