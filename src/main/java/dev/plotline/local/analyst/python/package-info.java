/// Writes pandas code that a person would be glad to read.
///
/// How the code reports: a table is printed as a line `# title` and CSV with every digit, ended by
/// an empty line; a single fact as `Name: value`. People see this output too, so it is no protocol
/// of ours but what an analyst would print. Rounding is left to who writes the answer.
///
/// Why each piece loads its file anew: it runs whatever was restored of the session, and can be
/// taken out of the thread and run alone.
///
/// Names and values go into the code as Python literals only: a column may be called anything.
@NullMarked
package dev.plotline.local.analyst.python;

import org.jspecify.annotations.NullMarked;
