"""Reads CSV and its relatives into records and finds the tables in them."""
import csv
import itertools
import io

from _plotline import cells, charset, delimited_load, grid, place, separators, totals
from _plotline.kept import os

WHOLE = 8 * place.MEBIBYTE
HEAD_RECORDS = 2000
TAIL = 64 * 1024
MOST_TABLES = 10
LONGEST_FIELD = 1 << 27


class File:
    """records: the lines as lists of cells, blank lines included; whole: whether these are all."""

    def __init__(self, path, encoding):
        self.path, self.encoding = path, encoding
        self.size = os.stat(place.inside(path)).st_size
        self.whole = self.size <= WHOLE
        self.separator, self.quoting, self.records = ",", None, []

    def text(self):
        return open(place.inside(self.path), encoding=self.encoding, errors="replace", newline="")

    def parsed(self, lines):
        spaced = self.separator == separators.SPACES
        return csv.reader(lines, delimiter=" " if spaced else self.separator, skipinitialspace=spaced,
                          quoting=csv.QUOTE_MINIMAL if self.quoting is None else self.quoting)


def read(path, strict):
    """(tables, problems) of a text file with separators, or None when it is no such file. strict: only with separators
    in every line, as for a name that promises no table."""
    encoding = charset.encoding_of(place.inside(path))
    if encoding is None:
        return None
    file = File(path, encoding)
    with file.text() as lines:
        sample = lines.read(separators.SAMPLE)
    file.separator = separators.separator_of(sample, len(sample) < separators.SAMPLE, strict)
    if file.separator is None:
        return None
    _read_records(file)
    found = grid.tables(grid.Sheet(file.records, columns=False))
    problems = [f"The file holds {len(found)} tables; the first {MOST_TABLES} are described."] \
        if len(found) > MOST_TABLES else []
    if not file.whole:
        for table in found[-1:]:
            _look_at_end(file, table)
        return [delimited_load.load(file, table) for table in found[-1:]], problems
    return [delimited_load.load(file, table) for table in found[:MOST_TABLES]], problems


def _read_records(file):
    """A quotation mark that is never closed would swallow the rest of the file: then quotation marks mean nothing."""
    limit = csv.field_size_limit(LONGEST_FIELD)
    try:
        for file.quoting in (None, csv.QUOTE_NONE):
            try:
                with file.text() as lines:
                    file.records = list(itertools.islice(file.parsed(lines), None if file.whole else HEAD_RECORDS))
            except csv.Error:
                continue
            if not any(len(cell) > 2000 and cell.count("\n") > 20 for record in file.records for cell in record):
                return
    finally:
        csv.field_size_limit(limit)


def _look_at_end(file, table):
    """The number of records and the totals of a file that is too large to hold all its records."""
    count = _count_records(file)
    with open(place.inside(file.path), "rb") as raw:
        raw.seek(max(0, file.size - TAIL) // 4 * 4)
        end = raw.read().decode(file.encoding if file.encoding != "utf-16" else "utf-16-le", "replace")
    last = [record for record in file.parsed(io.StringIO(end, newline="")) if any(cell.strip() for cell in record)]
    summed = 0
    for record in reversed(last[1:]):
        if summed == totals.MOST_AT_END or not totals.is_named_total(record) \
                or all(cells.number(cell) is None for cell in record):
            break
        summed += 1
    table.last = count - summed - 1
    table.totals = list(range(count - summed, count))


def _count_records(file):
    """Counts line ends outside quotation marks."""
    count, quoted, end = 0, False, "\n"
    with file.text() as text:
        while block := text.read(place.MEBIBYTE):
            if file.quoting is None and ('"' in block or quoted):
                for piece in block.split('"'):
                    count += 0 if quoted else piece.count("\n")
                    quoted = not quoted
                quoted = not quoted
            else:
                count += block.count("\n")
            end = block[-1]
    return count + (end != "\n")
