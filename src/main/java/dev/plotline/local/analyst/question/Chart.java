package dev.plotline.local.analyst.question;

/// Which picture is wanted. `AUTO` is what fits, `NONE` is no picture at all.
public enum Chart {
  AUTO,
  NONE,
  BAR,
  LINE,
  PIE,
  SCATTER,
  HISTOGRAM,
  BOX
}
