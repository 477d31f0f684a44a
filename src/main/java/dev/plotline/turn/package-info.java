/// Takes each message from the inbox to the posted answer: one lane per thread, repeats dropped.
///
/// Why a message that its author deletes leaves its answer, the code and what the code made: the
/// thread on the platform still shows them to everybody, the answer may be of use to others, and
/// `delete` is there for the whole. The words, the files and what they showed the model are nobody
/// else's. A turn that runs when its message is deleted goes on to its end, and is forgotten then.
@NullMarked
package dev.plotline.turn;

import org.jspecify.annotations.NullMarked;
