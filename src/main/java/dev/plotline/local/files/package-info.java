/// S3 on this machine: S3Proxy on a folder, signatures checked.
///
/// Why S3Proxy and not a fake of our own: it checks signatures and their expiry, answers ranges and
/// conditional writes, and stores objects as plain files that a person can look at. Adobe's S3Mock
/// checks no signature, so that an expired link would open. Its weak spot is `If-Match`, which
/// isn't atomic there; `If-None-Match: *` is, and nothing else is used.
///
/// Why the keys and the port are kept in files: with new ones each time, every link in every thread
/// would die with a restart. Whoever can read the keys can read the objects beside them anyway, and
/// both are readable by their owner alone.
@NullMarked
package dev.plotline.local.files;

import org.jspecify.annotations.NullMarked;
