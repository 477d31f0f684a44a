/// S3 on this machine: S3Proxy on a folder, signatures checked.
@NullMarked
package dev.plotline.local.files;

import org.jspecify.annotations.NullMarked;
