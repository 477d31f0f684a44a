/// Files people sent and files the code made: the thread's workspace, and the port to where it is
/// kept.
@NullMarked
package dev.plotline.file;

import org.jspecify.annotations.NullMarked;
