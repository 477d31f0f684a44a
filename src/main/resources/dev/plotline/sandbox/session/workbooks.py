"""Reads the sheets of workbooks (XLSX, XLS, ODS) as grids of cells, to find the tables in them."""
import re
import zipfile

from _plotline import cells, grid, place

MOST_CELLS = 5_000_000
MOST_ROWS = 1_048_576
MOST_XML = 128 * place.MEBIBYTE
LARGE_XML = 4 * place.MEBIBYTE
HEAD_ROWS = 2000
_MERGED = re.compile(rb'<(?:\w+:)?mergeCell\s+ref="([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})"')
_UNCACHED = re.compile(rb'<(?:\w+:)?c\s+r="([A-Z]{1,3})(\d{1,7})"[^>]*>\s*'
                       rb'<(?:\w+:)?f\b[^>]*?(?:/>|>[^<]*</(?:\w+:)?f>)\s*'
                       rb'(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v></(?:\w+:)?v>)?\s*</(?:\w+:)?c>')


class Page:
    """A sheet of a workbook: its grid, whether people see it, cells (row, column) whose formulas have no result,
    whether it goes on beyond the grid, and how to get it whole."""

    def __init__(self, name, rows, merged=(), hidden=False, uncached=(), cut=False, whole=None):
        self.name, self.hidden, self.uncached, self.cut, self.whole = name, hidden, set(uncached), cut, whole
        self.sheet = grid.Sheet(rows, merged)


class Pages(list):
    """The sheets, and sentences about the workbook."""

    def __init__(self, pages=(), problems=()):
        super().__init__(pages)
        self.problems = list(problems)


def xlsx(path, whole=()):
    """whole: the names of large sheets of which more than the head is wanted: cells are read slowly."""
    import openpyxl
    pages = Pages()
    with place.opened(path) as file, zipfile.ZipFile(file) as archive:
        if any(name.endswith("vbaProject.bin") for name in archive.namelist()):
            pages.problems.append("The workbook has macros; they are not run.")
        book = openpyxl.load_workbook(file, read_only=True, data_only=True)
        for sheet in book.worksheets:
            if whole and sheet.title not in whole:
                continue
            size, merged, uncached = _from_xml(archive, sheet)
            sheet.reset_dimensions()  # what the file says about them can be wrong
            head = HEAD_ROWS if size > LARGE_XML and not whole else MOST_ROWS
            rows, cut = _trimmed(sheet.iter_rows(values_only=True), head)
            pages.append(Page(sheet.title, rows, merged, sheet.sheet_state != "visible", uncached, cut,
                              None if whole else lambda name=sheet.title: xlsx(path, [name])[0]))
    return pages


def _from_xml(archive, sheet):
    """(bytes, merged cells, formulas without results): what the reader of values doesn't tell."""
    path = sheet._worksheet_path.lstrip("/")
    size = archive.getinfo(path).file_size
    if size > MOST_XML:
        return size, [], []
    source = archive.read(path)
    merged = sorted((int(top) - 1, _column(left), int(bottom) - 1, _column(right))
                    for left, top, right, bottom in _MERGED.findall(source[source.rfind(b"</sheetData>"):]))
    uncached = [(int(row) - 1, _column(column)) for column, row in _UNCACHED.findall(source)] if b"<f" in source \
        or b":f" in source else []
    return size, merged, uncached


def _column(letters):
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number - 1


def _trimmed(source, most=MOST_ROWS):
    """(rows without trailing blanks, whether there are more)."""
    rows, count = [], 0
    for row in source:
        row = list(row)
        while row and row[-1] is None:
            row.pop()
        rows.append(row)
        count += len(row)
        if count > MOST_CELLS or len(rows) > most:
            return rows, True
    while rows and not rows[-1]:
        rows.pop()
    return rows, False


def xls(path):
    import os

    import xlrd
    pages = Pages()
    with place.opened(path) as file, open(os.devnull, "w", encoding="utf-8") as log:
        content = file.read()
        try:
            book = xlrd.open_workbook(file_contents=content, logfile=log, formatting_info=True)
        except (NotImplementedError, AssertionError, KeyError, IndexError):
            book = xlrd.open_workbook(file_contents=content, logfile=log)
    for sheet in book.sheets():
        rows = [[_xls_value(sheet.cell(row, column), book.datemode) for column in range(sheet.row_len(row))]
                for row in range(sheet.nrows)]
        merged = [(top, left, bottom - 1, right - 1) for top, bottom, left, right in sheet.merged_cells]
        pages.append(Page(sheet.name, _trimmed(rows)[0], merged, sheet.visibility != 0))
    return pages


def _xls_value(cell, datemode):
    from xlrd import xldate
    if cell.ctype in (0, 6) or cell.value == "":
        return None
    if cell.ctype == 3:
        try:
            return xldate.xldate_as_datetime(cell.value, datemode)
        except (ValueError, OverflowError, xldate.XLDateError):
            return cell.value
    if cell.ctype == 5:
        return "#N/A"
    return bool(cell.value) if cell.ctype == 4 else cell.value


def ods(path):
    import pandas as pd
    with place.opened(path) as file:
        frames = pd.read_excel(file, sheet_name=None, header=None, engine="odf")
    with place.opened(path) as file:
        hidden = _hidden_in_ods(file)
    pages = Pages()
    for name, frame in frames.items():
        rows = [[None if cells.is_blank(value) else value for value in row] for row in frame.itertuples(index=False)]
        rows, cut = _trimmed(rows)
        pages.append(Page(name, rows, hidden=name in hidden, cut=cut))
    return pages


def _hidden_in_ods(file):
    with zipfile.ZipFile(file) as archive:
        content = archive.read("content.xml")
    styles = re.findall(rb'<style:style style:name="([^"]*)" style:family="table"[^>]*>\s*<style:table-properties[^>]*'
                        rb'table:display="false"', content)
    return [name.decode() for name, style in re.findall(
        rb'<table:table table:name="([^"]*)" table:style-name="([^"]*)"', content) if style in styles]
