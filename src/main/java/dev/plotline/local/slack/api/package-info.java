/// Slack's Web API, as far as a bot that answers in threads uses it.
///
/// Why one tiny class per family of methods: each answers, refuses and counts as Slack's page of
/// that method says, and is read beside it. Everything that all methods share (tokens, scopes,
/// forms and JSON, rates, faults for tests) is in `ApiServlet` and `Rates`.
@NullMarked
package dev.plotline.local.slack.api;

import org.jspecify.annotations.NullMarked;
