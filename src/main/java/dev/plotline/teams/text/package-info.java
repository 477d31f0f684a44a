/// Turns an answer into what Teams shows: its markdown and Adaptive Cards, with nothing live in
/// them but the program's own links.
///
/// Why text in cards stands in rich text blocks: a text block reads markdown, so a file's name or a
/// table's cell could make a link; a run of a rich text block is only ever text.
///
/// Why tags in code are not escaped but taken apart by a space: whether Teams decodes an entity
/// inside of code is written nowhere, and either answer would be wrong for the other; the code
/// still runs. What somebody wants to copy stands in a card's code block, which is data, as it is.
///
/// Why lists have two spaces at each line's end: phones show no lists, and keep the lines so.
@NullMarked
package dev.plotline.teams.text;

import org.jspecify.annotations.NullMarked;
