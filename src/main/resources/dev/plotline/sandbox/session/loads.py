"""Writes the Python that loads a table, and runs the very same text to learn what it loads."""
from _plotline import columns, convert, place
from _plotline.kept import os

LONGEST_LINE = 110


def call(function, *arguments, **options):
    """A call as source, on one line or with one argument per line."""
    written = [*arguments, *(f"{name}={value}" for name, value in options.items() if value is not None)]
    line = f"{function}({', '.join(written)})"
    return line if len(line) <= LONGEST_LINE else f"{function}(\n    " + ",\n    ".join(written) + ")"


def literal(path):
    """A path as source. Pandas would take `http:/x` for an address."""
    return repr("./" + path if ":" in path.split("/")[0] else path)


def listing(items):
    """A list as source, wrapped."""
    lines, line = [], ""
    for item in map(repr, items):
        if line and len(line) + len(item) > 100:
            lines.append(line)
            line = ""
        line += item + ", "
    lines.append(line)
    text = "\n    ".join(one.rstrip() for one in lines).rstrip(",")
    return f"[{text}]" if len(lines) == 1 else f"[\n    {text}]"


class Loaded:
    def __init__(self, frame, code, problems):
        self.frame, self.code, self.problems = frame, code, problems


def run(code, style, imports="import pandas as pd"):
    """Runs code that makes `df`, then what turns its texts into numbers and dates."""
    names = {"__name__": "plotline_load"}
    home = _go_to_root()
    try:
        exec(compile(f"{imports}\n\n{code}", "<load>", "exec", dont_inherit=True), names)
        done, problems = [], []
        for line, said in list(convert.conversions(names["df"], style)):
            try:
                exec(compile(line, "<load>", "exec", dont_inherit=True), names)
            except (ValueError, TypeError, OverflowError):
                continue  # the column stays as it was
            done.append(line)
            problems += said
    finally:
        os.chdir(home)
    if any("pd." in line for line in done) and "pandas" not in imports:
        imports += "\nimport pandas as pd"
    return Loaded(names["df"], "\n".join([imports, "", code, *done]), problems)


def _go_to_root():
    """The code names its file by a path relative to the working folder, wherever the person's code has gone."""
    try:
        home = os.getcwd()
    except OSError:
        home = place.ROOT
    os.chdir(place.ROOT)
    return home


def described(loaded, table, sheet=None, rows=None, problems=()):
    """A table of the profile."""
    return {"sheet": sheet, "title": table.title, "headerRows": [row + 1 for row in table.header],
            "firstRow": table.first + 1, "lastRow": table.last + 1, "totalRows": [row + 1 for row in
                                                                               sorted(table.totals + table.dropped)],
            "mergedCells": [_range(*one) for one in table.merged[:20]],
            "rows": len(loaded.frame) if rows is None else rows, "columnCount": len(loaded.frame.columns),
            "columns": columns.describe_columns(loaded.frame), "load": loaded.code,
            "problems": [*problems, *loaded.problems][:20]}


def _range(top, left, bottom, right):
    return f"{letters(left)}{top + 1}:{letters(right)}{bottom + 1}"


def letters(column):
    """The spreadsheet's name of a column that counts from 0."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


def tidy(table, skipped=()):
    """Lines that take rows out of `df` which are no data. skipped: rows that the reader leaves out by itself."""
    lines = []
    if table.dropped:
        gone = set(skipped)
        index = [row - table.first - sum(1 for one in gone if table.first <= one < row) for row in table.dropped]
        lines.append(f"df = df.drop(index={listing(index)}).reset_index(drop=True)  # rows of subtotals")
    return lines
