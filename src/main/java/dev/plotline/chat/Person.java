package dev.plotline.chat;

import java.time.ZoneId;
import java.util.Locale;

/// Who asks. Only the name, the zone and the language reach the model.
///
/// @param id the platform's own id
/// @param name the display name
/// @param zone the time zone that "today" is meant in
/// @param locale the language of the person's client
public record Person(String id, String name, ZoneId zone, Locale locale) {}
