package dev.plotline.local.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/// The tables of the measurement: two real ones, and some filled at random.
final class Tables {
  final Grid weather = Grid.weather();
  final Grid penguins = Grid.penguins();
  final Grid sales;
  final Grid staff;
  final Grid economy;
  final Grid plan;
  final Grid traffic;

  Tables(long seed) throws IOException {
    var random = new Random(seed);
    sales = sales(random);
    staff = staff(random);
    economy = economy(random);
    plan = plan(random);
    traffic = traffic(random);
  }

  /// Writes all files into `folder` and gives their profiles by name.
  Map<String, JsonNode> write(Path folder, PythonBench python) throws IOException {
    weather.writeSeparated(folder, ",");
    penguins.writeJson(folder);
    sales.writeSeparated(folder, ",");
    staff.writeSeparated(folder, "\t");
    economy.writeJson(folder);
    plan.writeSeparated(folder, ",");
    traffic.writeSeparated(folder, ",");
    python.run(WORKBOOK, folder, folder.resolve("none"));
    return Map.of(
        "weather", Profiles.of(weather, csv("seattle-weather.csv", "date")),
        "penguins", Profiles.of(penguins, json("penguins.json")),
        "sales", Profiles.of(sales, csv("sales.csv", "Order Date")),
        "staff",
            Profiles.of(
                staff,
                "import pandas as pd\n\ndf = pd.read_csv('staff.tsv', sep='\\t')\n"
                    + "df['hire_date'] = pd.to_datetime(df['hire_date'])"),
        "economy", Profiles.of(economy, json("economy.json")),
        "workbook", workbook());
  }

  private ObjectNode workbook() {
    var profile = Profiles.of(plan, "");
    profile.put("file", "office.xlsx").put("kind", "workbook");
    profile
        .putArray("tables")
        .add(
            Profiles.table(
                plan,
                "Plan",
                "import pandas as pd\n\ndf = pd.read_excel('office.xlsx', sheet_name='Plan')"))
        .add(
            Profiles.table(
                traffic,
                "Traffic",
                "import pandas as pd\n\ndf = pd.read_excel('office.xlsx', sheet_name='Traffic')"));
    return profile;
  }

  private static final String WORKBOOK =
      """
      import pandas as pd

      with pd.ExcelWriter('office.xlsx') as book:
          pd.read_csv('plan.csv').to_excel(book, sheet_name='Plan', index=False)
          pd.read_csv('traffic.csv').to_excel(book, sheet_name='Traffic', index=False)
      """;

  private static String csv(String file, String date) {
    return "import pandas as pd\n\ndf = pd.read_csv('%s')\ndf['%s'] = pd.to_datetime(df['%s'])"
        .formatted(file, date, date);
  }

  private static String json(String file) {
    return "import pandas as pd\n\ndf = pd.read_json('%s')".formatted(file);
  }

  private static Grid sales(Random random) {
    var rows = new ArrayList<List<@Nullable Object>>();
    for (int i = 0; i < 400; i++) {
      long units = 1L + random.nextInt(40);
      double price = Math.round(random.nextDouble(5, 120) * 100) / 100.0;
      rows.add(
          List.of(
              1_000L + i,
              LocalDate.of(2023, 1, 1).plusDays(random.nextInt(730)),
              pick(random, "North", "South", "East", "West"),
              pick(random, "Widget", "Gadget", "Doohickey", "Gizmo", "Extra Long Product Name"),
              pick(random, "Ann Lee", "Bob Ray", "Cyd Moe"),
              units,
              price,
              Math.round(units * price * 100) / 100.0));
    }
    return new Grid(
        "sales.csv",
        List.of(
            "Order ID",
            "Order Date",
            "Region",
            "Product",
            "Sales Rep",
            "Units",
            "Unit Price",
            "Revenue"),
        rows);
  }

  private static Grid staff(Random random) {
    var rows = new ArrayList<List<@Nullable Object>>();
    for (int i = 0; i < 150; i++) {
      var row = new ArrayList<@Nullable Object>();
      row.add("E%03d".formatted(i));
      row.add(pick(random, "Engineering", "Sales", "Marketing", "Finance"));
      row.add(pick(random, "Berlin", "Paris", "Osaka"));
      row.add(random.nextBoolean());
      row.add(i % 20 == 7 ? null : (Object) (30_000L + random.nextInt(90_000)));
      row.add(21L + random.nextInt(44));
      row.add(LocalDate.of(2010, 1, 1).plusDays(random.nextInt(5_000)));
      rows.add(row);
    }
    return new Grid(
        "staff.tsv",
        List.of("employee_id", "department", "city", "remote", "salary", "age", "hire_date"),
        rows);
  }

  private static Grid economy(Random random) {
    var rows = new ArrayList<List<@Nullable Object>>();
    for (String country : List.of("Germany", "France", "Japan", "Brazil")) {
      double gdp = random.nextDouble(1, 4);
      for (long year = 2000; year <= 2020; year++) {
        gdp *= random.nextDouble(0.97, 1.06);
        rows.add(
            List.of(
                country,
                year,
                Math.round(gdp * 1e3) / 1e3,
                Math.round(random.nextDouble(50, 200) * 10) / 10.0));
      }
    }
    return new Grid(
        "economy.json", List.of("country", "year", "gdp_trillion", "population_m"), rows);
  }

  private static Grid plan(Random random) {
    var rows = new ArrayList<List<@Nullable Object>>();
    for (String team : List.of("Red", "Blue", "Green", "Amber")) {
      rows.add(List.of(team, (Object) (100L + random.nextInt(900)), 100L + random.nextInt(900)));
    }
    return new Grid("plan.csv", List.of("Team", "Budget", "Spent"), rows);
  }

  private static Grid traffic(Random random) {
    var rows = new ArrayList<List<@Nullable Object>>();
    for (String month : List.of("Jan", "Feb", "Mar", "Apr", "May", "Jun")) {
      rows.add(List.of(month, (Object) (1_000L + random.nextInt(900)), 10L + random.nextInt(90)));
    }
    return new Grid("traffic.csv", List.of("Month", "Visitors", "Signups"), rows);
  }

  private static String pick(Random random, String... values) {
    return values[random.nextInt(values.length)];
  }
}
