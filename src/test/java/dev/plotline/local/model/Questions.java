package dev.plotline.local.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The questions of the measurement, with answers calculated in Java.
final class Questions {
  private final Tables tables;
  private final List<Case> cases = new ArrayList<>();

  private Questions(Tables tables) {
    this.tables = tables;
  }

  static List<Case> of(Tables tables) {
    var questions = new Questions(tables);
    questions.weather();
    questions.penguins();
    questions.sales();
    questions.staff();
    questions.economy();
    questions.workbook();
    return questions.cases;
  }

  private void add(Case one) {
    cases.add(one);
  }

  private void weather() {
    var w = tables.weather;
    add(
        Case.of(
            "weather",
            "What is the average wind by weather, as a bar chart?",
            w.by("weather", g -> g.mean("wind"))));
    add(
        Case.of(
            "weather",
            "How many days were there by weather in 2013?",
            w.in("date", 2013).by("weather", Grid::count)));
    add(
        Case.of(
            "weather",
            "total precipitation by year",
            w.by("date", Grid::year, g -> g.sum("precipitation"))));
    add(
        Case.of(
            "weather",
            "Show the trend of temp_max by month",
            last12(w.by("date", Grid::month, g -> g.mean("temp_max")))));
    add(Case.of("weather", "What is the highest temp_max?", w.max("temp_max")));
    add(
        Case.of(
            "weather",
            "median wind where weather is snow",
            w.where("weather", "snow").median("wind")));
    add(
        Case.of(
            "weather",
            "How many days had temp_max above 30?",
            w.where("temp_max", v -> v instanceof Double d && d > 30).count()));
    add(
        Case.of(
            "weather",
            "What is the correlation between temp_max and temp_min?",
            w.correlation("temp_max", "temp_min")));
    add(
        Case.of(
            "weather",
            "average temp_min in Q3 2014",
            w.where("date", v -> Grid.month(v).matches("2014-0[789]")).mean("temp_min")));
    add(
        Case.of(
            "weather",
            "rows per weather between March 2013 and June 2013",
            w.where("date", v -> Grid.month(v).matches("2013-0[3456]"))
                .by("weather", Grid::count)));
    add(
        Case.of(
            "weather",
            "average temp_max in july by year",
            w.where("date", v -> Grid.month(v).endsWith("-07"))
                .by("date", Grid::year, g -> g.mean("temp_max"))));
    add(
        Case.of(
            "weather",
            "percentage of days by weather as a pie chart",
            w.by("weather", g -> g.count() / w.count() * 100)));
    add(
        Case.of(
            "weather", "sum of precipitation since 2015", w.in("date", 2015).sum("precipitation")));
    add(Case.of("weather", "standard deviation of wind", w.std("wind")));
    add(
        Case.of(
            "weather",
            "what is the average precipitation for fog?",
            w.where("weather", "fog").mean("precipitation")));
    add(
        Case.of(
            "weather",
            "average temp_max over the last 12 months",
            w.in("date", 2015).mean("temp_max")));
    add(
        Case.of(
            "weather",
            "which month had the highest total precipitation",
            Case.top(w.by("date", Grid::month, g -> g.sum("precipitation")))));
    add(
        Case.of("weather", "only 2015", w.in("date", 2015).by("weather", g -> g.mean("wind")))
            .after("average wind by weather"));
    add(
        Case.of("weather", "and the median?", w.by("weather", g -> g.median("wind")))
            .after("average wind by weather"));
    add(
        Case.of("weather", "and by year", w.by("date", Grid::year, g -> g.mean("wind")))
            .after("average wind by weather"));
    add(
        Case.of(
                "weather",
                "what about temp_min",
                w.in("date", 2012).by("weather", g -> g.mean("temp_min")))
            .after("average wind by weather", "only 2012"));
    add(Case.of("weather", "How many different weather values are there?", w.distinct("weather")));
  }

  private static Map<String, Double> last12(Map<String, Double> all) {
    return new TreeMap<>(((TreeMap<String, Double>) all).tailMap("2015-01"));
  }

  private void penguins() {
    var p = tables.penguins;
    String mass = "Body Mass (g)";
    String flipper = "Flipper Length (mm)";
    add(
        Case.of(
            "penguins",
            "What is the average body mass by species?",
            p.by("Species", g -> g.mean(mass))));
    add(
        Case.of(
            "penguins",
            "How many penguins are there on each island?",
            p.by("Island", Grid::count)));
    add(Case.of("penguins", "median flipper length by sex", p.by("Sex", g -> g.median(flipper))));
    add(
        Case.of(
            "penguins",
            "Which species has the highest average body mass?",
            Case.top(p.by("Species", g -> g.mean(mass)))));
    add(
        Case.of(
            "penguins",
            "min and max beak depth",
            Map.of("Beak Depth (mm)", p.min("Beak Depth (mm)"))));
    add(
        Case.of(
            "penguins",
            "How many values are missing in each column?",
            Map.of("Sex", p.missing("Sex"), mass, p.missing(mass))));
    add(
        Case.of(
            "penguins",
            "average body mass of Gentoo penguins",
            p.where("Species", "Gentoo").mean(mass)));
    add(
        Case.of(
            "penguins",
            "body mass of males by species",
            p.where("Sex", "MALE").by("Species", g -> g.mean(mass))));
    add(
        Case.of(
            "penguins",
            "Compare Adelie and Chinstrap by flipper length",
            p.where("Species", v -> !"Gentoo".equals(v)).by("Species", g -> g.mean(flipper))));
    add(
        Case.of(
            "penguins",
            "average body mass by species and island",
            Map.of(
                "Adelie|Dream",
                p.where("Species", "Adelie").where("Island", "Dream").mean(mass),
                "Gentoo|Biscoe",
                p.where("Species", "Gentoo").mean(mass))));
    add(
        Case.of(
            "penguins",
            "What percentage of penguins are Adelie?",
            Map.of("Adelie", p.where("Species", "Adelie").count() / p.count() * 100)));
    add(
        Case.of(
            "penguins",
            "penguins with body mass over 5500 by species, how many?",
            p.where(mass, v -> v instanceof Double d && d > 5500).by("Species", Grid::count)));
    add(
        Case.of(
            "penguins",
            "How are body mass and flipper length correlated?",
            p.correlation(mass, flipper)));
    add(Case.of("penguins", "Show the distribution of beak length", p.median("Beak Length (mm)")));
    add(Case.of("penguins", "number of species", p.distinct("Species")));
    add(
        Case.of(
                "penguins",
                "excluding Gentoo",
                p.where("Species", v -> !"Gentoo".equals(v)).by("Species", g -> g.mean(mass)))
            .after("average body mass by species"));
    add(
        Case.of(
            "penguins",
            "standard deviation of flipper length per species",
            p.by("Species", g -> g.std(flipper))));
  }

  private void sales() {
    var s = tables.sales;
    add(Case.of("sales", "Total revenue by region", s.by("Region", g -> g.sum("Revenue"))));
    add(
        Case.of(
            "sales",
            "top 3 products by revenue",
            Case.top(s.by("Product", g -> g.sum("Revenue")), 3)));
    add(
        Case.of(
            "sales",
            "Which sales rep sold the most units?",
            Case.top(s.by("Sales Rep", g -> g.sum("Units")))));
    add(
        Case.of(
            "sales", "average unit price per product", s.by("Product", g -> g.mean("Unit Price"))));
    add(Case.of("sales", "how many orders per region", s.by("Region", Grid::count)));
    add(Case.of("sales", "total revenue in 2024", s.in("Order Date", 2024).sum("Revenue")));
    add(
        Case.of(
            "sales",
            "revenue by month in 2024",
            s.in("Order Date", 2024).by("Order Date", Grid::month, g -> g.sum("Revenue"))));
    add(
        Case.of(
            "sales",
            "What share of revenue does each product have?",
            s.by("Product", g -> g.sum("Revenue") / s.sum("Revenue") * 100)));
    add(
        Case.of(
            "sales",
            "revenue by region and product",
            Map.of(
                "North|Gizmo",
                s.where("Region", "North").where("Product", "Gizmo").sum("Revenue"))));
    add(
        Case.of(
            "sales",
            "How many orders had revenue over 2000?",
            s.where("Revenue", v -> v instanceof Double d && d > 2000).count()));
    add(
        Case.of(
            "sales",
            "average revenue for Ann Lee",
            s.where("Sales Rep", "Ann Lee").mean("Revenue")));
    add(
        Case.of(
            "sales", "total units and revenue by region", s.by("Region", g -> g.sum("Revenue"))));
    add(Case.of("sales", "What is the largest revenue?", s.max("Revenue")));
    add(
        Case.of(
            "sales",
            "How many units were sold in the West region?",
            s.where("Region", "West").sum("Units")));
    add(
        Case.of(
            "sales",
            "growth of revenue by year",
            Map.of(
                "2024",
                (s.in("Order Date", 2024).sum("Revenue") / s.in("Order Date", 2023).sum("Revenue")
                        - 1)
                    * 100)));
    add(
        Case.of(
                "sales",
                "and for the Widget only?",
                s.where("Product", "Widget").by("Region", g -> g.sum("Revenue")))
            .after("total revenue by region"));
    add(
        Case.of("sales", "as a pie chart", s.by("Region", g -> g.sum("Revenue")))
            .after("total revenue by region"));
    add(
        Case.of("sales", "the same by product", s.by("Product", g -> g.sum("Revenue")))
            .after("total revenue by region"));
    add(
        Case.of(
            "sales",
            "average order revenue by sales rep where units is at least 20",
            s.where("Units", v -> v instanceof Long l && l >= 20)
                .by("Sales Rep", g -> g.mean("Revenue"))));
  }

  private void staff() {
    var s = tables.staff;
    add(
        Case.of(
            "staff", "average salary by department", s.by("department", g -> g.mean("salary"))));
    add(Case.of("staff", "How many employees are there in each city?", s.by("city", Grid::count)));
    add(Case.of("staff", "median age by city", s.by("city", g -> g.median("age"))));
    add(
        Case.of(
            "staff",
            "how many people were hired per year",
            s.by("hire_date", Grid::year, Grid::count)));
    add(
        Case.of(
            "staff", "average salary of remote employees", s.where("remote", true).mean("salary")));
    add(Case.of("staff", "how many employees work in Berlin?", s.where("city", "Berlin").count()));
    add(Case.of("staff", "how many salaries are missing", Map.of("salary", s.missing("salary"))));
    add(
        Case.of(
            "staff",
            "average salary where age is at least 50 and city is Paris",
            s.where("age", v -> v instanceof Long l && l >= 50)
                .where("city", "Paris")
                .mean("salary")));
    add(Case.of("staff", "max salary per department", s.by("department", g -> g.max("salary"))));
    add(Case.of("staff", "who has the highest salary?", s.max("salary")));
    add(
        Case.of(
            "staff",
            "employees hired since 2018 by department, count",
            s.where("hire_date", v -> v != null && Grid.year(v).compareTo("2018") >= 0)
                .by("department", Grid::count)));
    add(
        Case.of(
            "staff",
            "total salary except Sales",
            s.where("department", v -> !"Sales".equals(v)).sum("salary")));
  }

  private void economy() {
    var e = tables.economy;
    add(
        Case.of(
            "economy",
            "gdp by country in 2010",
            e.where("year", 2010L).by("country", g -> g.sum("gdp_trillion"))));
    add(
        Case.of(
            "economy",
            "average population by country",
            e.by("country", g -> g.mean("population_m"))));
    add(Case.of("economy", "total gdp by year", e.by("year", g -> g.sum("gdp_trillion"))));
    add(
        Case.of(
            "economy",
            "average gdp by country since 2010",
            e.where("year", v -> v instanceof Long l && l >= 2010)
                .by("country", g -> g.mean("gdp_trillion"))));
    add(
        Case.of(
            "economy",
            "which country had the highest gdp in 2015",
            Case.top(e.where("year", 2015L).by("country", g -> g.sum("gdp_trillion")))));
    add(
        Case.of(
            "economy",
            "gdp over time for Japan",
            e.where("country", "Japan").by("year", g -> g.sum("gdp_trillion"))));
    add(
        Case.of(
            "economy",
            "average gdp of Germany and France between 2005 and 2010",
            e.where("country", v -> "Germany".equals(v) || "France".equals(v))
                .where("year", v -> v instanceof Long l && l >= 2005 && l <= 2010)
                .mean("gdp_trillion")));
  }

  private void workbook() {
    add(Case.of("workbook", "total budget", tables.plan.sum("Budget")));
    add(Case.of("workbook", "spent by team", tables.plan.by("Team", g -> g.sum("Spent"))));
    add(
        Case.of(
            "workbook", "visitors by month", tables.traffic.by("Month", g -> g.sum("Visitors"))));
    add(Case.of("workbook", "average signups", tables.traffic.mean("Signups")));
    add(Case.of("workbook", "how many rows has the Traffic sheet?", tables.traffic.count()));
  }
}
