/// AgentCore Code Interpreter on this machine: its wire protocol over a sandbox of our own.
///
/// One sandboxed process tree per session: a supervisor in Python (resources `driver`) that never
/// runs user code, and below it the interpreters and commands that do. JSON over its standard input
/// and output; no ports, no other descriptors. Why it is as it is:
///
/// - Sessions are started from one permanent platform thread ([Starter]): the kernel's signal on a
///   parent's death follows the thread that started a process, and a virtual thread's carrier
///   retires.
/// - Each session's pipe is read on a platform thread ([Box]): some 256 virtual threads blocked in
///   reads starve all others of the JVM.
/// - The environment is emptied here, not by bubblewrap: what bubblewrap was started with can be
///   read inside. Root becomes another user before anything else: in a user name space alone it
///   stays root for files of the kernel ([Root]).
/// - Files are read and written by the supervisor, inside, folder by folder without following
///   links, and never by this JVM: code can swap a file for a link at any moment.
/// - What a session could put in our way is out of its reach: the folder that holds its folders is
///   ours, its complaints come by a pipe, and what it leaves is deleted from open folder to name,
///   never along a path ([Trees]).
/// - Memory that several processes share without a file is refused altogether, `/dev/zero`, which
///   makes the same when mapped, included: most of it can be hidden from every count.
/// - Landlock knows no modes, owners and dates: there the kernel holds such calls of user code, and
///   the supervisor answers them, for the session's own folders only. To refuse them would break
///   `cp`, `tar` and `chmod +x`; to let them pass after a look would be a race.
/// - Each process carries the mark of the call that started it, a limit that means nothing and
///   can't be raised: what was stopped is ended with all it started, and nothing of other calls is.
/// - `RLIMIT_DATA`, not `RLIMIT_AS`: node reserves 10 GB. What it misses is counted by the watch.
/// - Limits of the driver end calls gently first, because variables are worth more than a second.
/// - No zygote and no pool: a session is there in a tenth of a second, and libraries load while the
///   model thinks.
/// - Not ipykernel: slower to start and to answer, five ports, and none of the limits.
/// - A closed session's end is waited for outside of all locks ([Boxes]): it can take seconds.
@NullMarked
package dev.plotline.local.code;

import org.jspecify.annotations.NullMarked;
