/// S3 on this machine: S3Proxy on a folder, signatures checked.
///
/// Why S3Proxy and not a fake of our own: it checks signatures and their expiry, answers ranges and
/// conditional writes, and stores objects as plain files that a person can look at. Adobe's S3Mock
/// checks no signature, so that an expired link would open. Its weak spot is `If-Match`, which
/// isn't atomic there; `If-None-Match: *` is, and nothing else is used.
///
/// Why the keys are kept in a file: with new keys each time, every link in every thread would die
/// with a restart. Whoever can read that file can read the objects beside it anyway, and both are
/// readable by their owner alone.
@NullMarked
package dev.plotline.local.files;

import org.jspecify.annotations.NullMarked;
