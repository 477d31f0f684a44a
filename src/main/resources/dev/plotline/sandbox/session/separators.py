"""Finds what separates the cells in the lines of a text."""
import collections
import csv
import re

from _plotline import cells

SAMPLE = 256 * 1024
LINES = 400
USUAL = (",", ";", "\t", "|")
RARE = ("~", "^", ":")
SPACES = r"\s+"


def separator_of(sample, complete, strict):
    """One of the separators, SPACES for columns that are lined up with blanks, or None. Without strict, lines in which
    nothing separates are a table of one column. complete: whether the sample ends where the text ends."""
    lines = sample.splitlines(keepends=True)
    lines = (lines if complete or len(lines) < 2 else lines[:-1])[:LINES]
    if not any(line.strip() for line in lines):
        return None
    said = re.match(r"sep=(.)\s*$", lines[0].lstrip("\ufeff"))
    if said:
        return said.group(1)
    text = "".join(lines)
    quoted = {mark: text.count(f'"{mark}"') for mark in USUAL}
    surest = max(quoted, key=quoted.get)
    if quoted[surest] >= sum(1 for line in lines if line.strip()) and 2 * quoted[surest] > sum(quoted.values()):
        return surest
    found = [(share, width, mark) for mark in USUAL for share, width in [_regularity(lines, mark)]
             if share >= (0.9 if strict else 0.5)]
    if len(found) > 1:  # a decimal comma is as regular as a separator
        found = [one for one in found if one[2] != "," or not _is_within_numbers(lines, ",")] or found
    if not found:
        found = [(share, width, mark) for mark in RARE for share, width in [_regularity(lines, mark)]
                 if share >= 0.95 and width > (2 if mark == ":" else 1) and not _is_within_numbers(lines, mark)]
    if found:
        share, width, mark = max(found, key=lambda one: (one[0] * min(one[1], 4), one[1]))
        return mark if not strict or _is_a_table(lines, mark, width) else None
    if _is_lined_up(lines):
        return SPACES
    return None if strict else ","


def _records(lines, mark):
    try:
        return [record for record in csv.reader(lines, delimiter=mark) if any(cell.strip() for cell in record)]
    except csv.Error:
        return [line.rstrip("\r\n").split(mark) for line in lines if line.strip()]


def _regularity(lines, mark):
    """(share of lines with the most frequent number of cells, that number); lines above the table don't count."""
    counts = [len(record) for record in _records(lines, mark)]
    several = [count for count in counts if count > 1]
    if not several:
        return 0.0, 1
    width = collections.Counter(several).most_common(1)[0][0]
    counts = counts[counts.index(width):]
    return counts.count(width) / len(counts), width


def _is_within_numbers(lines, mark):
    text = "".join(lines)
    return len(re.findall(rf"(?<=\d){re.escape(mark)}(?=\d)", text)) >= 0.8 * max(1, text.count(mark))


def _is_a_table(lines, mark, width):
    """Prose has commas too, but neither short cells nor a number of them that stays."""
    records = _records(lines, mark)
    longest = sorted(len(cell.strip()) for record in records for cell in record)
    usual = longest[len(longest) * 9 // 10]
    return len(records) >= 3 and usual <= 60 and (width > 2 or mark != "," or usual <= 25)


def _is_lined_up(lines):
    records = [line.split() for line in lines if line.strip()]
    counts = collections.Counter(map(len, records))
    width, often = counts.most_common(1)[0]
    filled = [cell for record in records[1:] for cell in record]
    numbers = sum(1 for cell in filled if cells.kind(cell) in (cells.NUMBER, cells.DATE))
    return width > 1 and often >= 0.9 * len(records) > 2 and 2 * numbers >= len(filled)
