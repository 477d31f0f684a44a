package dev.plotline.local.slack.api;

import com.fasterxml.jackson.databind.node.ObjectNode;

/// What one method does; what it returns is sent with `"ok": true`.
@FunctionalInterface
interface Method {
  /// Does it, or throws a [Refusal].
  ObjectNode call(Arguments arguments);
}
