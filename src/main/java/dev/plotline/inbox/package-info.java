/// Messages from before they are acknowledged until they are answered, so that none is lost and
/// none is answered twice, whatever dies in between.
///
/// Layout, with hashes of all ids from outside:
///
/// - `inbox/<platform>/<thread>/<message>`: a message and which process took it. Written only if it
///   is not there, which drops repeats too, also those that another process gets.
/// - `….claim-<n>`: the process that has taken it up, after the one before it ended or its turn
///   failed.
/// - `….try-<n>`: its turn was begun again. After some of them a message is given up, and that is
///   said: it may be what ends the process.
/// - `….done`: it needs no answer any more. All are kept for two days, for late repeats, and then
///   swept; those of a thread or a message that was deleted are empty. One without it is kept for
///   as long as threads are: its platform may be configured no more.
/// - `instances/<id>`: written every ten seconds by each process.
/// - `threads/<platform>/<thread>/posted/<message>/<n>`: the adapter's marks.
///
/// A process is taken for dead when its object has not been written for a minute longer than our
/// own; both times are the store's, so no two clocks are compared. One that ends in order deletes
/// its object. One that ran in the same home folder is dead for sure when we hold that folder's
/// lock, so a crash and a restart on one machine wait for nothing. One that nobody has seen a sign
/// of may have just begun, while the store was away, so its messages are left alone for a minute.
///
/// What was said first in a thread is answered first, by the platform's clock and whichever process
/// took it: a turn begins only when nothing is open that was said before it. It waits for a live
/// process at work, for a minute for one that may be dead, for what is just being recorded, and for
/// what failed and is tried again. What was left it takes up itself. A process that was alone at
/// its last beat and has taken up all asks nobody, which saves a call to the store for each turn;
/// so one that began less than a beat ago can be overtaken. Nobody waits for a store that is away.
///
/// A process takes up only what it can answer: a claim on a platform that it is not configured for
/// would keep the message from one that is. What failed here is left to a process that has taken it
/// over meanwhile.
///
/// A message that was tried too often is given up in its lane, so that what is said after it comes
/// after it, and so that posting it keeps nobody from giving signs of life.
///
/// A second process in one home folder has a spool of its own; what it leaves when it ends is taken
/// over by the one that holds the home's lock, at its start and every hour.
///
/// Files that an adapter adds to a message itself, because they came in another event of it, are
/// kept too until the message is answered, and join it only after a crash.
///
/// What programs ask is not recorded: the caller waits on a connection that dies with the process,
/// so nobody would be there for a later answer, and the caller knows that it got none. Their turns
/// are.
///
/// Where an answer can still be posted twice:
///
/// - A process that is cut off from the store for more than a minute but not from the chat platform
///   goes on with its messages while another takes them up
///   (`DurableInboxTest#aProcessThatIsCutOffFromTheStoreAndTheOneThatTakesOverBothAnswer`).
/// - A process that is cut off from the store records on its disk what the platform then delivers
///   to another as well
///   (`DurableInboxTest#whatWaitsOnTheDiskOfAProcessThatIsCutOffIsTakenByAnotherToo`).
/// - A process dies between the platform's acceptance of an answer and the mark of it, on a
///   platform that can't be asked what was posted
///   (`CrashIT#anAnswerPostedJustBeforeTheEndIsRepeatedOnlyWhereThePlatformCannotBeAsked`).
///
/// Nobody can tell these from the answer having never been posted, and an answer twice is better
/// than none.
@NullMarked
package dev.plotline.inbox;

import org.jspecify.annotations.NullMarked;
