package dev.plotline.local.slack.page;

import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.plotline.local.slack.world.Json;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/// Files to try the bot with.
final class Samples {
  /// One of them.
  ///
  /// @param note what is in it
  /// @param question what one could ask about it
  record Sample(String name, String note, String question) {}

  static final List<Sample> ALL =
      List.of(
          new Sample(
              "quarterly-sales.xlsx",
              "Workbook, two sheets, titles above the tables",
              "total Amount by Region, as a bar chart"),
          new Sample(
              "city-weather.csv",
              "730 rows: a year in two cities",
              "average temp_max by month, as a line chart"),
          new Sample(
              "support-tickets.csv",
              "Tickets, dates and gaps",
              "how many tickets by Category, as a bar chart"));

  private Samples() {}

  static ArrayNode json() {
    ArrayNode list = Json.list();
    for (Sample sample : ALL) {
      list.addObject()
          .put("name", sample.name())
          .put("note", sample.note())
          .put("question", sample.question());
    }
    return list;
  }

  /// The bytes of one.
  static InputStream open(String name) throws IOException {
    InputStream bytes =
        ALL.stream().anyMatch(sample -> sample.name().equals(name))
            ? Samples.class.getResourceAsStream("samples/" + name)
            : null;
    if (bytes == null) {
      throw new FileNotFoundException(name);
    }
    return bytes;
  }
}
