/// One Code Interpreter session per thread: started on first use, kept, replaced and restored.
@NullMarked
package dev.plotline.sandbox;

import org.jspecify.annotations.NullMarked;
