/// `/invocations` and `/ping`: a chat for programs, by AgentCore Runtime's contract.
@NullMarked
package dev.plotline.runtime;

import org.jspecify.annotations.NullMarked;
