package dev.plotline.sandbox;

import dev.plotline.chat.ThreadKey;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What one turn did in the thread's session.
///
/// @param steps in order
/// @param variables digests of the variables afterwards, by name; null when they are not known
/// @param session the session it was done in, null when there was none at the end
public record Journal(
    List<Step> steps, @Nullable Map<String, String> variables, @Nullable Held session) {
  /// Nothing was done.
  public static final Journal NOTHING = new Journal(List.of(), null, null);

  /// Copies them.
  public Journal {
    steps = List.copyOf(steps);
    variables = variables == null ? null : Map.copyOf(variables);
  }

  /// A session that another process may find alive.
  ///
  /// @param id the service's
  /// @param expiresAt when the service ends it
  public record Held(String id, Instant expiresAt) {}

  /// Where the journals of earlier turns are.
  @FunctionalInterface
  public interface Source {
    /// Those of a thread since it last began anew, in order.
    List<Journal> of(ThreadKey thread) throws IOException;
  }
}
