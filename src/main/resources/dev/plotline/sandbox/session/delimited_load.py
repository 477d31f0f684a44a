"""Writes and runs the Python that loads one table of a file with separators."""
import csv
import re

from _plotline import cells, convert, headers, loads, place, separators
from _plotline.loads import call

LARGE_BYTES = 200 * place.MEBIBYTE
LARGE_ROWS = 5_000_000
LOOKED_AT = 100_000
SAMPLE = 2000
LONGEST_INTEGER = 15


def load(file, table):
    """The table for the profile."""
    if table.header and "".join(file.records[table.header[0]]).lstrip().startswith("#"):
        table.names = headers.unique(name.lstrip("# ") for name in table.names)
    width = table.right + 1
    data = file.records[table.first:table.last + 1]
    _shift_names(table, file, data, width)
    names, problems = table.names, []
    style, thousands, texts = _style(file, data, names)
    raw = file.records[table.header[0]] if len(table.header) == 1 else None
    plain = raw == names
    rows, nrows = _rows(file, table, problems)
    _tell_irregular(table, file, data, problems)
    options = {
        "sep": None if file.separator == "," else "r'\\s+'" if file.separator == separators.SPACES
        else repr(file.separator),
        "encoding": None if file.encoding == "utf-8" else repr(file.encoding),
        "decimal": None if style.decimal == "." else "','", "thousands": repr(thousands) if thousands else None,
        "quoting": file.quoting,
        "skiprows": (table.header[0] if plain else table.first) or None,
        "header": None if plain else "None", "names": None if plain else loads.listing(names),
        "usecols": f"range({width})" if max(map(len, data + [raw] if plain else data), default=0) > width else None,
        "dtype": "{" + ", ".join(f"{name!r}: str" for name in texts) + "}" if texts else None,
        "skipinitialspace": "True" if _is_spaced(data) else None, "nrows": nrows,
        "compression": "None" if re.search(r"\.(gz|bz2|zip|xz|zst|tar)$", file.path.lower()) else None,
    }
    tidy = loads.tidy(table, [table.first + at for at, row in enumerate(data) if _is_void(row)])
    if any(not _is_void(row) and not any(cell.strip() for cell in row) for row in data):
        tidy.append("df = df.dropna(how='all').reset_index(drop=True)")
    loaded = _run(file, options, tidy, style, problems)
    return loads.described(loaded, table, rows=rows, problems=problems)


def _run(file, options, tidy, style, problems):
    """Damage beyond the lines that were looked at shows only when all is read."""
    repairs = [("UnicodeDecodeError", "", "encoding_errors", "'replace'",
                f"Some characters are not valid {file.encoding} and were replaced."),
               ("ParserError", "Too many columns", "engine", "'python'", None),  # where no row is as long as the header
               ("Error", "", "quoting", "3", None),  # what that engine says about quotation marks inside cells
               ("ParserError", "", "on_bad_lines", "'skip'", "Lines with more cells than the header were left out.")]
    while True:
        code = "\n".join(["df = " + call("pd.read_csv", loads.literal(file.path), **options), *tidy])
        try:
            return loads.run(code, style)
        except (ValueError, csv.Error) as fault:
            repair = next((one for one in repairs if type(fault).__name__ == one[0] and one[1] in str(fault)), None)
            if repair is None:
                raise
            repairs.remove(repair)
            options[repair[2]] = repair[3]
            if repair[4]:
                problems.append(repair[4])


def _rows(file, table, problems):
    """(rows of the table when that is more than are loaded, how many to load or None for all)."""
    if file.whole:
        after = file.records[table.last + 1:]
        count = sum(1 for row in file.records[table.first:table.last + 1] if not _is_void(row))
        return None, count if any(not _is_void(row) for row in after) else None
    count = table.last - table.first + 1
    if file.size > LARGE_BYTES or count > LARGE_ROWS:
        problems.append(f"The table has {count:,} rows; types, counts and the code to load it cover the first "
                        f"{LOOKED_AT:,}: leave out nrows to load all, or read it in parts with chunksize.")
        return count, min(LOOKED_AT, count)
    return None, count if table.totals else None


def _is_void(record):
    """A line that pandas skips: one with nothing but separators is a row of missing values to it."""
    return len(record) < 2 and not any(cell.strip() for cell in record)


def _is_spaced(data):
    cells_ = [cell for row in data[:SAMPLE] for cell in row[1:] if cell]
    return any(cell[0] == " " for cell in cells_)


def _shift_names(table, file, data, width):
    """R writes no name above its row names."""
    if len(table.header) != 1:
        return
    raw = [cell for cell in file.records[table.header[0]]]
    lengths = [len(row) for row in data[:SAMPLE] if not _is_void(row)]
    if len(raw) == width - 1 and raw and lengths.count(width) >= 0.9 * len(lengths) and all(map(str.strip, raw)):
        table.names = headers.unique(["", *raw])


def _tell_irregular(table, file, data, problems):
    if not table.header:
        return
    named = sum(1 for cell in file.records[table.header[-1]] if cell.strip())
    longer = [table.first + at + 1 for at, row in enumerate(data) if any(cell.strip() for cell in row[max(named, 1):])]
    named_all = not any(re.fullmatch(r"Column \d+", name) for name in table.names)
    if longer and not named_all and len(longer) <= 0.1 * len(data):
        where = ", ".join(map(str, longer[:5])) + (", ..." if len(longer) > 5 else "")
        problems.append(f"{len(longer)} {'row has' if len(longer) == 1 else 'rows have'} more cells than the header "
                        f"(row {where}): the separator may also occur inside a text.")


def _style(file, data, names):
    """(how numbers and dates are written, the separator of thousands or None, columns that must be read as text)."""
    columns = {}
    for at, name in enumerate(names):
        texts = [row[at].strip() for row in data[:SAMPLE] if at < len(row)]
        texts = [text for text in texts if text and text.lower() not in cells.MISSING]
        amounts = [cells.amount(text) for text in texts]
        good = [one for one in amounts if one is not None]
        columns[name] = (texts, good if texts and len(good) >= convert.SHARE * len(texts) else [])
    kept = [name for name, (texts, good) in columns.items() if is_code(texts)]
    numeric = {name: good for name, (_, good) in columns.items() if good and name not in kept}
    decimal = _decimal(file, numeric)
    group = "." if decimal == "," else ","
    grouped = any(not one.marked and (one.grouped or one.decimal == "?" + group)
                  for good in numeric.values() for one in good)
    texts = list(kept)
    if grouped:
        texts += [name for name, (cells_, good) in columns.items() if name not in kept
                  and (not good or convert.decimal_of(good, decimal) != decimal)
                  and any(group in cell for cell in cells_)]
    return convert.Style(decimal, decimal == "," or file.separator == ";", kept), group if grouped else None, texts


def _decimal(file, numeric):
    votes = [convert.decimal_of(good, "") for good in numeric.values() if any(one.decimal for one in good)]
    if votes.count(",") != votes.count("."):
        return "," if votes.count(",") > votes.count(".") else "."
    ambiguous = any(one.decimal == "?," for good in numeric.values() for one in good)
    return "," if ambiguous and file.separator == ";" and "." not in votes else "."


def is_code(texts):
    """Numbers that are names: with zeros in front, or longer than a number can be held exactly."""
    digits = [text for text in texts if text.isascii() and text.isdigit()]
    if not digits or len(digits) < convert.SHARE * len(texts):
        return False
    return any(len(text) > 1 and text[0] == "0" or len(text) > LONGEST_INTEGER for text in digits)
