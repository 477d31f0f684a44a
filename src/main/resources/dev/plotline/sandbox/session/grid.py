"""Finds the tables on a sheet: blocks of cells between blank rows and columns, their titles, headers and totals."""
from _plotline import cells, headers, totals
from _plotline.cells import BLANK, TEXT

MOST_TITLE_ROWS = 12
SAMPLE = 400
LONGEST_TITLE = 200
MOST_SUBTOTALS = 1000
NOTES = ("source", "note", "quelle", "hinweis", "fuente", "fonte", "remarque", "*", "※", "注", "資料", "出典", "来源",
         "출처")


class Table:
    """Rows and columns count from 0 and include both ends. header: rows of names; dropped: rows between first and last
    that are no data (subtotals); blanks: whether blank rows lie in between; totals: rows of totals after the data."""

    def __init__(self, first, last, left, right):
        self.first, self.last, self.left, self.right = first, last, left, right
        self.title, self.header, self.names, self.merged = None, [], [], []
        self.totals, self.dropped, self.blanks = [], [], False


class Sheet:
    """rows: lists of cell values; merged: (top, left, bottom, right); columns: whether a blank column parts tables."""

    def __init__(self, rows, merged=(), columns=True):
        self.rows, self.merged, self.columns = rows, list(merged), columns
        self.masks = [_mask(row) for row in rows]

    def cut(self, top, bottom, mask=-1):
        """The blocks [(top, left, bottom, right)] between blank rows and columns, from the top and the left."""
        blocks, start = [], None
        for row in range(top, bottom + 2):
            filled = row <= bottom and self.masks[row] & mask
            if filled and start is None:
                start = row
            elif not filled and start is not None:
                blocks += self._cut_columns(start, row - 1, mask)
                start = None
        return blocks

    def _cut_columns(self, top, bottom, mask):
        union = 0
        for row in range(top, bottom + 1):
            union |= self.masks[row] & mask
        runs = _runs(union)
        if len(runs) == 1 or not self.columns:
            return [(top, runs[0][0] if self.columns else 0, bottom, runs[-1][1])]
        blocks = []
        for left, right in runs:
            blocks += self.cut(top, bottom, (1 << right + 1) - (1 << left))
        return blocks

    def part(self, top, left, bottom, right):
        return [[row[column] if column < len(row) else None for column in range(left, right + 1)]
                for row in self.rows[top:bottom + 1]]

    def merged_in(self, top, left, bottom, right):
        """Merged cells inside a block, in its own coordinates."""
        return [(one[0] - top, one[1] - left, one[2] - top, one[3] - left) for one in self.merged
                if top <= one[0] and one[2] <= bottom and left <= one[1] and one[3] <= right]


def _mask(row):
    """A bit for each cell that isn't blank; written out because it runs for every cell of a file."""
    mask, bit = 0, 1
    for value in row:
        if value is not None and (value.strip() if value.__class__ is str else value == value):
            mask |= bit
        bit <<= 1
    return mask


def _runs(mask):
    runs, column = [], 0
    while mask >> column:
        if mask >> column & 1:
            left = column
            while mask >> column & 1:
                column += 1
            runs.append((left, column - 1))
        column += 1
    return runs


def tables(sheet):
    """The tables of a sheet, in reading order."""
    found, texts = [], []
    for block in sheet.cut(0, len(sheet.rows) - 1):
        _read_block(sheet, block, found, texts)
    return found


def _read_block(sheet, block, found, texts):
    top, left, bottom, right = block
    above = found[-1] if found and not texts else None
    if above is not None and _belongs_to(sheet, block, above):
        return
    if _is_text(sheet, block):
        texts.append(block)
        return
    start = _after_titles(sheet, block)
    if start > top:
        texts.append((top, left, start - 1, right))
        for inner in sheet.cut(start, bottom, (1 << right + 1) - (1 << left)):
            _read_block(sheet, inner, found, texts)
        return
    table = _table(sheet, block)
    table.title = _title(sheet, texts, block)
    texts.clear()
    found.append(table)


def _title(sheet, texts, block):
    """The texts right above a table."""
    lines, below = [], block[0]
    for top, left, bottom, right in reversed(texts):
        if below - bottom > 4:
            break
        below = top
        for row in reversed(sheet.part(top, left, bottom, right)):
            line = " ".join(filter(None, map(cells.words, row))).strip("# ")
            if line and not line.lower().startswith("sep="):
                lines.insert(0, line)
    return " · ".join(lines)[:LONGEST_TITLE] or None


def _is_text(sheet, block):
    """A single cell, a narrow column of sentences, or a few words with a value beside each."""
    top, left, bottom, right = block
    if bottom - top > 1000 or right - left > 1 and bottom > top:
        return False
    rows = sheet.part(*block)
    filled = [value for row in rows for value in row if not cells.is_blank(value)]
    if len(filled) == 1 or len(rows) == 1 and len(filled) == 2 and cells.kind(filled[0]) == TEXT:
        return True
    if left == right:
        is_texts = all(cells.kind(value) == TEXT for value in filled)
        return is_texts and (len(rows) < 3 or sum(len(value) for value in filled) > 40 * len(filled))
    return right - left == 1 and len(rows) <= MOST_TITLE_ROWS and _are_pairs(rows)


def _are_pairs(rows):
    """Name: value, with values of several kinds."""
    if not all(cells.kind(name) == TEXT for name, _ in rows):
        return False
    ends = sum(name.rstrip().endswith((":", "：")) for name, _ in rows)
    kinds = [cells.kind(value) for _, value in rows]
    return 2 * ends > len(rows) or kinds[0] not in (TEXT, BLANK) and len(set(kinds) - {BLANK}) > 1


def _after_titles(sheet, block):
    """The first row of a block below its title rows, which begin at the left and are far emptier than the rest."""
    top, left, bottom, right = block
    if bottom == top or right == left:
        return top
    rows = sheet.part(top, left, min(bottom, top + SAMPLE), right)
    counts = [sum(1 for value in row if not cells.is_blank(value)) for row in rows]
    rest = sorted(counts)
    usual = rest[len(rest) * 3 // 4]
    merged = sheet.merged_in(*block)
    for index, (row, count) in enumerate(zip(rows[:MOST_TITLE_ROWS], counts)):
        few = count == 1 and usual > 1 or count <= 2 and usual > 4 or count == 0
        groups = [one for one in merged if one[0] == index and one[3] > one[1]]
        starts_left = not cells.is_blank(row[0]) or count == 0
        is_group = len(groups) > 1 or len(groups) == 1 and groups[0][1] > 0
        if not few or not starts_left or is_group or top + index == bottom:
            return top + index
        if cells.kind(row[0]) != TEXT and count:
            return top + index
    return top


def _table(sheet, block):
    top, left, bottom, right = block
    rows, merged = sheet.part(top, left, min(bottom, top + SAMPLE), right), sheet.merged_in(*block)
    count = headers.header_rows(rows, merged)
    table = Table(top + count, bottom, left, right)
    table.header = list(range(top, top + count))
    table.names = headers.names(rows, count, right - left + 1, merged)
    table.merged = [one for one in sheet.merged if top <= one[0] <= bottom and left <= one[1] <= right]
    _find_totals(sheet, table)
    return table


def _find_totals(sheet, table):
    _leave_notes(sheet, table)
    while table.last > table.first and len(table.totals) < totals.MOST_AT_END:
        row, = sheet.part(table.last, table.left, table.last, table.right)
        if not totals.may_be_total(row):
            break
        data = sheet.part(table.first, table.left, table.last - 1, table.right)
        if not totals.is_total(row, [one for one in data if not totals.is_named_total(one)]):
            break
        table.totals.insert(0, table.last)
        table.last -= 1
    _find_subtotals(sheet, table)


def _leave_notes(sheet, table):
    """Remarks right below the data are no rows of it."""
    width = table.right - table.left + 1
    while width > 2 and table.last > table.first:
        row, = sheet.part(table.last, table.left, table.last, table.right)
        filled = [value for value in row if not cells.is_blank(value)]
        said = cells.words(filled[0]).lower() if filled else ""
        if len(filled) != 1 or row[0] is not filled[0] or not (len(said) > 40 or said.startswith(NOTES)):
            return
        table.last -= 1


def _find_subtotals(sheet, table):
    table.dropped, since = [], []
    for at in range(table.first, table.last + 1):
        row, = sheet.part(at, table.left, at, table.right)
        if totals.is_subtotal(row, since):
            table.dropped.append(at)
            since = []
        else:
            since.append(row)
    if len(table.dropped) > MOST_SUBTOTALS:
        table.dropped = []


def _belongs_to(sheet, block, table):
    """Rows below a blank row that go on with the table above it, or sum it up."""
    top, left, bottom, right = block
    if left < table.left or right > table.right or top - table.last > 4 or not sheet.columns and left > 0:
        return False
    row, = sheet.part(top, table.left, top, table.right)
    data = sheet.part(table.first, table.left, table.last, table.right)
    if top == bottom and totals.may_be_total(row) and totals.is_total(row, [one for one in data if any(one)]):
        table.totals.append(top)
        return True
    if table.totals or not data:
        return False
    width = table.right - table.left + 1
    values = [column for column in range(width) if headers.usual_kind(data, column) not in (TEXT, None)]
    alike = [column for column in values
             if cells.kind(row[column]) in (BLANK, headers.usual_kind(data, column))]
    filled = [column for column in values if cells.kind(row[column]) != BLANK]
    if not filled or len(alike) < len(values) or sum(1 for one in row if not cells.is_blank(one)) * 2 < width:
        return False
    table.last, table.blanks = bottom, True
    _find_totals(sheet, table)
    return True
