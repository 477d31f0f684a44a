"""Describes the columns of a data frame for a reader who can't see it."""
import datetime
import math

MOST = 60
MOST_EXAMPLES = 3
LONGEST_EXAMPLE = 40


def describe_columns(frame):
    return [_describe(str(name), frame.iloc[:, at]) for at, name in enumerate(frame.columns[:MOST])]


def _describe(name, column):
    values = column.dropna()
    type_ = _type(column, values)
    if type_ == "integer" and column.dtype.kind == "f" and values.abs().max() < 1 << 53:
        values = values.astype("int64")
    described = {"name": name, "type": type_, "missing": int(len(column) - len(values)), "distinct": _distinct(values),
                 "examples": [_example(value) for value in _first(values)]}
    if type_ in ("integer", "number", "date", "datetime") and len(values):
        described["min"], described["max"] = _example(values.min()), _example(values.max())
    return described


def _type(column, values):
    kind = column.dtype.kind
    if not len(values):
        return "empty"
    if kind == "b" or str(column.dtype) == "boolean":
        return "boolean"
    if kind in "iu":
        return "integer"
    if kind == "f":
        # Whole numbers with a gap among them are read as floats.
        return "integer" if len(values) < len(column) and (values % 1 == 0).all() else "number"
    if kind == "M":
        return "date" if (values == values.dt.normalize()).all() else "datetime"
    kinds = {_kind(value) for value in values}
    return kinds.pop() if len(kinds) == 1 else "number" if kinds == {"integer", "number"} else "mixed"


def _kind(value):
    if isinstance(value, str):
        return "text"
    if isinstance(value, bool):
        return "boolean"
    if isinstance(value, int):
        return "integer"
    if isinstance(value, float):
        return "number"
    if isinstance(value, datetime.datetime):
        return "datetime" if value.time() != datetime.time() else "date"
    if isinstance(value, datetime.date):
        return "date"
    return "text" if isinstance(value, (datetime.time, datetime.timedelta)) else "mixed"


def _distinct(values):
    try:
        return int(values.nunique())
    except TypeError:  # lists and objects, as JSON has them
        return int(values.map(repr).nunique())


def _first(values):
    found, seen = [], set()
    for value in values.iloc[:10_000]:
        shown = repr(_example(value))
        if shown not in seen:
            seen.add(shown)
            found.append(value)
            if len(found) == MOST_EXAMPLES:
                break
    return found


def _example(value):
    """A value as JSON has it: numbers as they are, dates in ISO form, the rest as text."""
    value = value.item() if hasattr(value, "item") else value
    if isinstance(value, (bool, int)):
        return value if abs(value) < 1 << 63 else str(value)
    if isinstance(value, float):
        return value if math.isfinite(value) else str(value)
    if isinstance(value, datetime.datetime):
        return value.date().isoformat() if value.time() == datetime.time() and not value.tzinfo else value.isoformat()
    if isinstance(value, (datetime.date, datetime.time)):
        return value.isoformat()
    text = " ".join(str(value).encode("utf-8", "replace").decode().split())
    return text if len(text) <= LONGEST_EXAMPLE else text[:LONGEST_EXAMPLE - 1] + "…"
