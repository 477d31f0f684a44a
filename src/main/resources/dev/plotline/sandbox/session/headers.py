"""Finds the header of a block of cells and makes one name for each column out of it."""
from _plotline import cells
from _plotline.cells import BLANK, DATE, NUMBER, TEXT

MOST_ROWS = 5
SAMPLE = 200
LONGEST_NAME = 120
JOINT = " · "


def header_rows(rows, merged):
    """How many rows at the top of a block name its columns. merged: (top, left, bottom, right) within the block."""
    kinds = [[cells.kind(value) for value in row] for row in rows[:MOST_ROWS + SAMPLE]]
    top = 0
    while top < min(MOST_ROWS, len(rows)) and _can_name(rows, kinds, top):
        top += 1
    if top == 0 or _repeats_below(rows, kinds):
        return 0
    count = max([1] + [bottom + 1 for first, _, bottom, _ in merged if first == 0 and bottom < min(top, len(rows) - 1)])
    while count < top and count < len(rows) - 1 and _goes_on(kinds, merged, count):
        count += 1
    return count


def _can_name(rows, kinds, at):
    """A name is a text, or a year, date or running number above something of another kind."""
    row, types = rows[at], kinds[at]
    filled = [column for column, type_ in enumerate(types) if type_ != BLANK]
    if not filled:
        return False
    others = [column for column in filled if types[column] != TEXT]
    if not others:
        return True
    if len(others) == len(filled) and types[0] != BLANK and not _are_years([row[column] for column in others]):
        return False
    below = kinds[at + 1:]
    if all(types[column] == DATE for column in others):
        return all(_usual(below, column) not in (DATE, None) for column in others)
    if any(types[column] != NUMBER for column in others):
        return False
    values = [cells.number(row[column]) for column in others]
    if _are_years(values):
        return not all(_are_years([cells.number(line[column]) for line in rows[at + 1:at + 21]]) for column in others)
    return len(others) > 1 and all(after - before == 1 for before, after in zip(values, values[1:])) \
        and len(filled) > len(others) and len(rows) > at + 2


def _are_years(values):
    values = [cells.number(value) for value in values]
    return bool(values) and all(value is not None and 1900 <= value <= 2100 and value == int(value) for value in values)


def _usual(kinds, column):
    """The most frequent kind in a column, blanks apart."""
    found = [row[column] for row in kinds if column < len(row) and row[column] != BLANK]
    return max(set(found), key=found.count) if found else None


def usual_kind(rows, column):
    return _usual([[cells.kind(row[column])] for row in rows[:SAMPLE] if column < len(row)], 0)


def _goes_on(kinds, merged, at):
    """Whether the row is one more level of names: a merged cell reaches over or into it, or it has texts where the
    columns have numbers."""
    if any(first == at - 1 and right > left for first, left, _, right in merged):
        return True
    below = kinds[at + 1:]
    values = [column for column in range(len(kinds[at])) if _usual(below, column) not in (TEXT, None)]
    named = [column for column in values if kinds[at][column] != BLANK]
    return len(values) > 0 and 2 * len(named) >= len(values)


def _repeats_below(rows, kinds):
    """A first row of texts that come again in their columns is data like the rest."""
    filled = [column for column, kind in enumerate(kinds[0]) if kind != BLANK]
    again = [column for column in filled
             if any(column < len(row) and row[column] == rows[0][column] for row in rows[1:SAMPLE])]
    return len(rows) > 2 and len(again) * 2 > len(filled)


def names(rows, count, width, merged):
    """One name for each column: its levels joined, without line breaks; blank ones numbered, equal ones too."""
    levels = [[cells.words(row[column]) if column < len(row) else "" for column in range(width)]
              for row in rows[:count]]
    for top, left, bottom, right in merged:
        for row in range(top, min(bottom, count - 1) + 1):
            for column in range(left, min(right, width - 1) + 1):
                levels[row][column] = levels[top][left]
    for level in levels[:-1]:
        if sum(map(bool, level)) < width:
            _spread(level, levels[-1])
    return unique(JOINT.join(_levels(levels, column)) for column in range(width))


def _spread(level, last):
    """A group name stands above its first column only when its cells are not merged."""
    current = ""
    for column, name in enumerate(level):
        current = name or current
        if not name and last[column]:
            level[column] = current


def _levels(levels, column):
    found = []
    for level in levels:
        if level[column] and (not found or found[-1] != level[column]):
            found.append(level[column])
    return found


def unique(wanted):
    taken, result = set(), []
    for number, name in enumerate(wanted, 1):
        name = cells.words(name).lstrip("\ufeff")
        name = "".join(letter for letter in name if letter.isprintable())
        base = name = name[:LONGEST_NAME].strip() or f"Column {number}"
        again = 1
        while name in taken:
            again += 1
            name = f"{base} {again}"
        taken.add(name)
        result.append(name)
    return result
