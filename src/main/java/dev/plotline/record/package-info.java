/// What happened in a thread, for later: one object a turn, from which everything that is known of
/// a thread is read again, whichever process wrote it.
///
/// Layout: `<thread>/turns/<time>-<hash of the message's id>.json`, written once and never changed;
/// a reset is `<thread>/turns/<time>-reset.json`. The times in a thread only ever grow, so the
/// store's order is the order of the turns. The key names the message, so whether one was answered
/// shows in a list of keys. What a person thinks of an answer lies beside, in
/// `<thread>/feedback/<hash of the message's id>/<hash of the person's id>.json`, because it
/// changes. Which threads a file was sent in is found by the file's id: `sent/<platform>/<hash of
/// the file's id>/<hash of the thread>`, because a platform may tell of a file's end by its id
/// alone.
///
/// A turn is stored before its answer is posted: after a crash in between the answer is posted from
/// the record, and the model is not asked again.
///
/// Why the keys are listed at the start of each turn although turns are cached: another process may
/// have answered in the thread in the meantime, in a deploy that overlaps or behind the same
/// address.
@NullMarked
package dev.plotline.record;

import org.jspecify.annotations.NullMarked;
