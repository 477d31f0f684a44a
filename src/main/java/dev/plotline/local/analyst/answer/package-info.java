/// Words for people: what the code printed becomes a sentence with the key numbers and a short
/// table; what was not understood becomes a sentence with questions that would be.
///
/// Why the answer is made from the output and not calculated again: what is said must be what the
/// code found, or showing the code would prove nothing.
///
/// No answer holds a link: names and values from files that could be taken for one, or for markup,
/// are shown as code.
@NullMarked
package dev.plotline.local.analyst.answer;

import org.jspecify.annotations.NullMarked;
