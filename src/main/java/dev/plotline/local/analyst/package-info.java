/// The offline analyst: no language model, rules that turn common questions into readable pandas
/// code and what it prints into an answer.
///
/// It keeps nothing: each reply is made from the request alone, the earlier turns read again from
/// the start. So it survives restarts, and a follow-up ("as a bar chart") is the last understood
/// question with something changed.
///
/// Why it would rather decline than guess: people act on its numbers, and nobody can ask it what it
/// meant. What it took a doubtful word for is said in the answer.
@NullMarked
package dev.plotline.local.analyst;

import org.jspecify.annotations.NullMarked;
