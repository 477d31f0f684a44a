package dev.plotline.chat;

/// The largest picture that a platform shows among words.
///
/// @param side pixels of the longest side
/// @param bytes of the file
public record PictureLimit(int side, int bytes) {}
