package dev.plotline.record;

import dev.plotline.file.Workspace;
import dev.plotline.sandbox.Step;
import java.io.IOException;
import java.io.InputStream;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The pictures of a thread's charts, as they were stored. Used by one thread.
final class Charts {
  private static final Logger log = LoggerFactory.getLogger(Charts.class);
  private static final Set<String> VISIBLE = Set.of("image/png", "image/jpeg", "image/gif");
  // They are held in memory, several times over.
  private static final long MOST_BYTES = 12 << 20;

  private final Workspace workspace;
  private long left = MOST_BYTES;

  Charts(Workspace workspace) {
    this.workspace = workspace;
  }

  /// A picture.
  ///
  /// @param mediaType for example `image/png`
  /// @param base64 empty when it can't be shown
  /// @param alt what it shows, or why it can't be
  record Picture(String mediaType, String base64, String alt) {}

  /// The picture of a chart that was drawn in a turn.
  Picture of(Step.Chart chart, TurnRecord turn) {
    Optional<TurnRecord.Figure> figure =
        turn.answer().figures().stream()
            .filter(one -> one.file().path().equals(chart.path()))
            .findFirst();
    if (figure.isEmpty()) {
      return missing(chart, "it was not kept");
    }
    // Of a picture that is saved again under its name, the turn keeps the last.
    return isLast(chart, turn)
        ? read(chart, figure.get())
        : missing(chart, "it was drawn anew further down");
  }

  private static boolean isLast(Step.Chart chart, TurnRecord turn) {
    for (Step step : turn.journal().steps().reversed()) {
      if (step instanceof Step.Ran ran) {
        for (Step.Chart one : ran.charts()) {
          if (one.path().equals(chart.path())) {
            return one.digest().equals(chart.digest());
          }
        }
      }
    }
    return false;
  }

  private Picture read(Step.Chart chart, TurnRecord.Figure figure) {
    TurnRecord.Made made = figure.file();
    if (!VISIBLE.contains(made.mediaType())) {
      return missing(chart, "notebooks show no pictures of this kind");
    }
    if (made.size() > left) {
      return missing(chart, "the pictures would be too many for one file");
    }
    if (made.key() == null) {
      return missing(chart, "it could not be stored");
    }
    try (InputStream in = workspace.content(made.key()).open()) {
      byte[] bytes = in.readNBytes((int) left + 1);
      left -= bytes.length;
      return left < 0
          ? missing(chart, "the pictures would be too many for one file")
          : new Picture(made.mediaType(), Base64.getEncoder().encodeToString(bytes), figure.alt());
    } catch (IOException e) {
      log.warn("a chart is missing in a notebook: {}", e.getMessage());
      return missing(chart, "it is not stored any more");
    }
  }

  private static Picture missing(Step.Chart chart, String why) {
    return new Picture("", "", "[" + chart.path() + " is not shown: " + why + "]");
  }
}
