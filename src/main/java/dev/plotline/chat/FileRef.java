package dev.plotline.chat;

/// A file that came with a message; [Chat#open] gives its bytes.
///
/// @param id the platform's own id
/// @param name the name as the person sees it: untrusted, any script, any characters
/// @param size in bytes as the platform says, -1 when it doesn't
public record FileRef(String id, String name, long size) {}
