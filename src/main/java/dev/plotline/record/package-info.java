/// What happened in a thread, for later: one object a turn, from which everything that is known of
/// a thread is read again, whichever process wrote it.
///
/// Layout: `<thread>/turns/<time>-<hash of the message's id>.json`, written once, and again only
/// without what was taken back; a reset is `<thread>/turns/<time>-reset.json`. The times in a
/// thread only ever grow, so the store's order is the order of the turns. The key names the
/// message, so whether one was answered shows in a list of keys. What a person thinks of an answer
/// lies beside, in `<thread>/feedback/<hash of the message's id>/<hash of the person's id>.json`,
/// because it changes. Which threads a file was sent in is found by the file's id:
/// `sent/<platform>/<hash of the file's id>/<hash of the thread>`, because a platform may tell of a
/// file's end by its id alone. What was taken back on a platform is kept in
/// `retracted/<platform>/<hash>` for two hours, so that forgetting it outlives a process.
///
/// A turn is stored before its answer is posted: after a crash in between the answer is posted from
/// the record, and the model is not asked again.
///
/// Why the keys are listed at the start of each turn although turns are cached: another process may
/// have answered in the thread in the meantime, in a deploy that overlaps or behind the same
/// address.
///
/// Notebooks hold the outputs that the thread has seen; the run before it is posted only says what
/// would come out otherwise today. Choices in them:
///
/// - Shell commands are `%%bash` cells: every Jupyter on Linux and macOS runs them. JavaScript and
///   TypeScript are `%%script` cells: they run beside the notebook's files like the session's own
///   did, and where the program for them is missing Jupyter says so and goes on. `%%javascript`
///   would run in the reader's browser with the reader's rights, see no file and print nowhere.
/// - A cell that failed has the tag on which Jupyter goes on after it, as the thread did.
/// - A picture that was only saved gets a cell that shows it, because Jupyter shows open figures
///   and no files; one that was left open or shown needs none.
/// - Nothing of ours is imported into the reader's name space, and names from outside are Python
///   literals, so that no cell of ours changes what the thread's code finds.
/// - The answers are not in it: a model's markdown can name pictures and links that a reader's
///   browser would fetch. For the same reason a person's words are escaped to the last character.
/// - Outputs are text and pictures only, which Jupyter shows without trusting the file.
@NullMarked
package dev.plotline.record;

import org.jspecify.annotations.NullMarked;
