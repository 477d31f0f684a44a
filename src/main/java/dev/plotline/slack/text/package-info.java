/// Turns a model's markdown and other people's names into what Slack shows, with nothing live in it
/// but the program's own links.
///
/// Why rich text blocks and not Slack's own markdown block or mrkdwn: in those two, `<!channel>`,
/// `<@U…>` and `<https://evil|https://bank>` are live, and bare addresses become links. A text
/// element of a rich text block is only ever text. Only the notification line of a message is
/// mrkdwn; it is escaped.
@NullMarked
package dev.plotline.slack.text;

import org.jspecify.annotations.NullMarked;
