package dev.plotline.local.analyst.python;

import dev.plotline.local.analyst.question.Column;
import dev.plotline.local.analyst.question.Filter;
import dev.plotline.local.analyst.question.Query;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Code that keeps the rows which meet the conditions, and says so when none does.
final class FilterCode {
  private FilterCode() {}

  /// `body` put behind the filters; as it is when there are none.
  static String around(Query query, String body) {
    if (query.filters().isEmpty()) {
      return body;
    }
    var code = new StringBuilder("everything = df\n");
    for (var filter : query.filters()) {
      code.append("\n# Only rows: ").append(Python.comment(filter.words())).append(".\n");
      code.append(write(filter));
    }
    code.append("\nif df.empty:\n    print('Nothing found:', ")
        .append(Python.text(Python.comment(query.limits())))
        .append(")\n");
    query.filters().forEach(f -> code.append(values(f).indent(4)));
    return code
        + "else:\n"
        + "print('Rows used:', len(df), 'of', len(everything))\n".indent(4)
        + body.indent(4).replaceAll("(?m)^ +$", "");
  }

  private static String write(Filter filter) {
    return switch (filter) {
      case Filter.Values(Column column, var values, boolean wanted) ->
          values(column, values, wanted);
      case Filter.Somewhere(var columns, String value, boolean wanted) ->
          somewhere(columns, value, wanted);
      case Filter.Compared(Column column, String operator, String number) ->
          "df = df[%s %s %s]\n".formatted(numbers(column), operator, number);
      case Filter.Between(Column column, String low, String high) ->
          "df = df[%s.between(%s, %s)]\n".formatted(numbers(column), low, high);
      case Filter.Dates(Column column, LocalDate from, LocalDate to, _) ->
          dates(column) + "df = df[" + range(from, to) + "]\n";
      case Filter.Months(Column column, var months, _) ->
          dates(column) + "df = df[dates.dt.month.isin(" + months + ")]\n";
      case Filter.Years(Column column, var years) ->
          column.temporal()
              ? dates(column) + "df = df[dates.dt.year.isin(" + years + ")]\n"
              : "df = df[%s.isin(%s)]\n".formatted(item(column), years);
      case Filter.Recent recent -> recent(recent);
      case Filter.Empty(Column column, boolean wanted) ->
          "df = df[%s.%s()]\n".formatted(item(column), wanted ? "isna" : "notna");
    };
  }

  private static String values(Column column, List<String> values, boolean wanted) {
    return Python.fill(
        """
        names = df[$column].astype(str).str.strip().str.casefold()
        wanted = $values
        for name in set(wanted) - set(names):
            print('Note: there is no', name, 'in', $column + '.')
        df = df[$notnames.isin(wanted)]
        """,
        "column",
        Python.text(column.name()),
        "values",
        Python.list(values.stream().map(v -> plain(column, v)).toList()),
        "notnames",
        wanted ? "names" : "~names");
  }

  private static String plain(Column column, String value) {
    String lower = value.strip().toLowerCase(Locale.ROOT);
    if (column.type() != Column.Type.BOOLEAN) {
      return lower;
    }
    return switch (lower) {
      case "yes", "y", "1" -> "true";
      case "no", "n", "0" -> "false";
      default -> lower;
    };
  }

  private static String somewhere(List<Column> columns, String value, boolean wanted) {
    return Python.fill(
        """
        wanted = $value
        for column in $columns:
            matches = df[column].astype(str).str.strip().str.casefold().isin(wanted)
            if matches.any():
                print('Note:', wanted[0], 'is a value of', column + '.')
                df = df[$matches]
                break
        else:
            df = df.iloc[:0]
        """,
        "value",
        Python.list(forms(value.strip().toLowerCase(Locale.ROOT))),
        "columns",
        Python.list(columns.stream().map(Column::name).toList()),
        "matches",
        wanted ? "matches" : "~matches");
  }

  /// The value as said, and its singular.
  private static List<String> forms(String value) {
    return value.length() > 3 && value.endsWith("s")
        ? List.of(value, value.substring(0, value.length() - 1))
        : List.of(value);
  }

  private static String recent(Filter.Recent recent) {
    String offset =
        recent.period() == dev.plotline.local.analyst.question.Period.QUARTER
            ? "months=" + 3 * recent.count()
            : recent.period().word() + "s=" + recent.count();
    boolean temporal = recent.column().temporal();
    if (!temporal) {
      return Python.fill(
          "years = $column\ndf = df[years $compared]\n",
          "column",
          item(recent.column()),
          "compared",
          recent.last()
              ? "> years.max() - " + recent.count()
              : "< years.min() + " + recent.count());
    }
    return dates(recent.column())
        + Python.fill(
            """
            df = df[dates $compared]
            print('Period:', dates[df.index].min().date(), 'to', dates[df.index].max().date())
            """,
            "compared",
            recent.last()
                ? "> dates.max() - pd.DateOffset(" + offset + ")"
                : "< dates.min() + pd.DateOffset(" + offset + ")");
  }

  /// What there is instead, for who named a value that isn't there.
  private static String values(Filter filter) {
    return switch (filter) {
      case Filter.Values(Column column, _, _) -> there(column);
      case Filter.Somewhere(var columns, _, _) ->
          columns.stream().limit(5).map(FilterCode::there).collect(Collectors.joining());
      case Filter.Dates(Column column, _, _, _) -> span(column);
      case Filter.Years(Column column, _) -> span(column);
      case Filter.Months(Column column, _, _) -> span(column);
      case Filter.Recent(Column column, _, _, _) -> span(column);
      case Filter.Compared(Column column, _, _) -> span(column);
      case Filter.Between(Column column, _, _) -> span(column);
      case Filter.Empty _ -> "";
    };
  }

  private static String there(Column column) {
    return Python.fill(
        "print('There is:', $label + ',', ', '.join(everything[$column].dropna().astype(str).unique()[:20]))\n",
        "label",
        Python.text(Python.comment(column.name())),
        "column",
        Python.text(column.name()));
  }

  private static String span(Column column) {
    return Python.fill(
        "print('There is:', $label, 'from', everything[$column].min(), 'to', everything[$column].max())\n",
        "label",
        Python.text(Python.comment(column.name())),
        "column",
        Python.text(column.name()));
  }

  private static String range(@Nullable LocalDate from, @Nullable LocalDate to) {
    String low = from == null ? "" : "(dates >= '" + from + "')";
    String high = to == null ? "" : "(dates < '" + to.plusDays(1) + "')";
    return low + (low.isEmpty() || high.isEmpty() ? "" : " & ") + high;
  }

  private static String dates(Column column) {
    return "dates = pd.to_datetime(" + item(column) + ")\n";
  }

  private static String numbers(Column column) {
    return column.type() == Column.Type.MIXED
        ? "pd.to_numeric(" + item(column) + ", errors='coerce')"
        : item(column);
  }

  static String item(Column column) {
    return "df[" + Python.text(column.name()) + "]";
  }
}
