/// What somebody asks of which table: reads English questions, by rules, into queries.
///
/// Why each recognised phrase is taken out of the sentence: what is left over at the end was not
/// understood, and then the question is declined with the very words. A reader that only looks for
/// what it knows would answer "average price of unicorns" with the average price.
///
/// Why placeholders and regular expressions and no grammar: people write fragments ("top 5", "and
/// by month?"), and a fragment has no parse tree. With the columns, values, numbers and dates
/// replaced by marks, each rule is one readable pattern.
@NullMarked
package dev.plotline.local.analyst.question;

import org.jspecify.annotations.NullMarked;
