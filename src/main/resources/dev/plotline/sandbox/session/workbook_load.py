"""Writes and runs the Python that loads the tables of a workbook."""
from _plotline import cells, convert, grid, loads, place, totals
from _plotline.delimited_load import is_code
from _plotline.loads import call, letters

MOST_TABLES = 20
SAMPLE = 2000


def load(path, pages):
    """(tables, problems) for the profile."""
    problems, tables, found = list(pages.problems), [], 0
    hidden = [page.name for page in pages if page.hidden]
    if hidden:
        names = ", ".join(map(repr, hidden[:10]))
        one = len(hidden) == 1
        problems.append(f"The {'sheet' if one else 'sheets'} {names} {'is' if one else 'are'} hidden in the workbook, "
                        "and read all the same.")
    for page in pages:
        told, count = _page(path, page, len(pages), MOST_TABLES - len(tables))
        tables += told
        found += count
    if found > MOST_TABLES:
        problems.append(f"The workbook has {found} tables; the first {MOST_TABLES} are described.")
    if not found:
        problems.append("The workbook holds no table.")
    return tables, problems


def _page(path, page, sheets, most):
    """(tables for the profile, how many there are). What a large sheet holds below its head is told by loading it;
    only when that is not simply more of the last table, the whole sheet is searched."""
    while True:
        found = grid.tables(page.sheet)
        end = len(page.sheet.rows) - 1
        running = [table for table in found if page.cut and table.last == end and not table.totals]
        if page.cut and page.whole and len(running) != 1:
            page = page.whole()
            continue
        loaded = [(table, _run(path, page, table, sheets, table in running)) for table in found[:most]]
        for table, result in loaded:
            if table in running:
                table.last = table.first + len(result.frame) - 1
                if page.whole and _ends_oddly(result.frame):
                    break
        else:
            return [_described(page, table, result) for table, result in loaded], len(found)
        page = page.whole()


def _ends_oddly(frame):
    """Blank rows or totals, as between and below tables."""
    last = frame.tail(5).astype(object)
    rows = last.where(last.notna(), None).values.tolist()
    return bool(frame.isna().all(axis=1).any()) or any(totals.is_named_total(row) or cells.is_blank(row[0])
                                                       for row in rows)


def _described(page, table, loaded):
    said = _formulas(page, table)
    if page.cut and not page.whole:
        said.append("The sheet is very large: its end was not searched for totals and further tables.")
    return loads.described(loaded, table, page.name, problems=said)


def _run(path, page, table, sheets, is_running):
    options = _options(page, table, sheets, is_running)
    code = ["df = " + call("pd.read_excel", loads.literal(path), **options), *_tidied(page, table)]
    style = convert.Style(kept=_codes(page.sheet, table))
    try:
        return loads.run("\n".join(code), style)
    except ImportError:
        if not _is_old(path):
            raise
        return _through_xlrd(path, page, table, style)


def _tidied(page, table):
    """Lines that give merged cells their value in every row and take out what is no row of data."""
    lines = []
    for at, name in enumerate(table.names):
        column = table.left + at
        covered = {row for top, left, bottom, right in table.merged if left == column == right and top >= table.first
                   for row in range(top + 1, bottom + 1)}
        blank = {table.first + row for row, (value,) in enumerate(
            page.sheet.part(table.first, column, table.last, column)) if value is None} if covered else set()
        if covered and blank <= covered:
            lines.append(f"df[{name!r}] = df[{name!r}].ffill()  # merged cells")
    lines += loads.tidy(table)
    if table.blanks:
        lines.append("df = df.dropna(how='all').reset_index(drop=True)  # blank rows")
    return lines


def _options(page, table, sheets, is_running):
    rows, raw = page.sheet.rows, None
    if len(table.header) == 1:
        raw, = page.sheet.part(table.header[0], table.left, table.header[0], table.right)
    plain = raw == table.names and not any(name.startswith("#") for name in raw)  # errors like #N/A
    after = rows[table.last + 1:]
    wider = table.left > 0 or any(len(row) > table.right + 1 for row in rows)
    codes = _codes(page.sheet, table)
    return {
        "sheet_name": repr(page.name) if sheets > 1 else None,
        "header": ((table.header[0] or None) if plain else "None"),
        "names": None if plain else loads.listing(table.names),
        "skiprows": None if plain else table.first or None,
        "nrows": None if is_running or not (page.cut or any(value is not None for row in after for value in row))
        else table.last - table.first + 1,
        "usecols": repr(f"{letters(table.left)}:{letters(table.right)}") if wider else None,
        "dtype": "{" + ", ".join(f"{name!r}: str" for name in codes) + "}" if codes else None,
    }


def _codes(sheet, table):
    """Texts like 00123, which pandas would make numbers of."""
    data = sheet.part(table.first, table.left, min(table.last, table.first + SAMPLE), table.right)
    found = []
    for at, name in enumerate(table.names):
        values = [row[at] for row in data if row[at] is not None]
        texts = [value.strip() for value in values if isinstance(value, str)]
        if texts and len(texts) == len(values) and is_code(texts):
            found.append(name)
    return found


def _formulas(page, table):
    """Libraries write formulas without results; only a spreadsheet program computes them."""
    missing = sum(1 for row, column in page.uncached
                  if table.first <= row <= table.last and table.left <= column <= table.right)
    if not missing:
        return []
    what = "cell holds a formula whose result is" if missing == 1 else "cells hold formulas whose results are"
    return [f"{missing} {what} not stored in the file and read as missing: open it in a spreadsheet program, save it, "
            "and send it again."]


def _is_old(path):
    with place.opened(path) as file:
        return not file.read(2) == b"PK"


def _through_xlrd(path, page, table, style):
    """Pandas refuses the xlrd of some systems, which can be used without it."""
    data = page.sheet.part(table.first, table.left, table.last, table.right)
    dates = [name for at, name in enumerate(table.names) if any(hasattr(row[at], "year") for row in data)]
    whole = [name for at, name in enumerate(table.names)  # the old format has fractions only
             if all(isinstance(row[at], float) and row[at].is_integer() for row in data)]
    book = call("xlrd.open_workbook", loads.literal(path)) + f".sheet_by_name({page.name!r})"
    cut = f"{table.left}, {table.right + 1}"
    lines = [
        f"sheet = {book}",
        f"rows = [sheet.row_values(row, {cut}) for row in range({table.first}, {table.last + 1})]",
        f"df = pd.DataFrame(rows, columns={loads.listing(table.names)}).replace('', float('nan'))",
        *(f"df[{name!r}] = pd.to_datetime(df[{name!r}], unit='D', origin='1899-12-30').dt.round('s')"
          for name in dates),
        "df = df.infer_objects()",
        *([f"df = df.astype({{{', '.join(f'{name!r}: int' for name in whole)}}})"] if whole else []),
        *_tidied(page, table),
    ]
    return loads.run("\n".join(lines), style, "import pandas as pd\nimport xlrd")
