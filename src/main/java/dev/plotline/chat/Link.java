package dev.plotline.chat;

import java.net.URI;
import java.time.Instant;

/// A signed address that anybody who has it can open until it expires.
///
/// @param url the address, signature included
/// @param expiresAt never later than the credentials that signed it
public record Link(URI url, Instant expiresAt) {}
