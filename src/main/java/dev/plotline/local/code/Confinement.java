package dev.plotline.local.code;

/// How code is to be kept apart from this machine.
public enum Confinement {
  /// Bubblewrap, else Landlock, else code is not run at all.
  BEST,
  /// Bubblewrap or nothing.
  BUBBLEWRAP,
  /// Landlock or nothing.
  LANDLOCK,
  /// Not at all: code does what the user who started this may do. Only ever by an explicit setting.
  NONE
}
