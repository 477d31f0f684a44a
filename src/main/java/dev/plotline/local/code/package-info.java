/// AgentCore Code Interpreter on this machine: its wire protocol over a sandbox of our own.
@NullMarked
package dev.plotline.local.code;

import org.jspecify.annotations.NullMarked;
