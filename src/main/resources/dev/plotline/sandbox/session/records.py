"""Finds the tables in JSON: lists of records, objects of columns, and such lists inside other objects."""
import json

from _plotline import charset, convert, grid, loads, place

MOST_BYTES = 200 * place.MEBIBYTE
MOST_TABLES = 10
DEEPEST = 3


def read(path):
    """(tables, problems) of a JSON file, also of one with a value per line; ValueError when it is none."""
    size, encoding = _size_and_encoding(path)
    if size > MOST_BYTES:
        return [], ["The JSON file is larger than 200 MB and was not read: send the part that matters."]
    with open(place.inside(path), encoding=encoding, errors="replace") as file:
        text = file.read()
    try:
        data = json.loads(text)
    except ValueError:
        return _lines(path, encoding, text)
    except RecursionError:
        return [], ["The JSON is nested too deeply to be read."]
    found = list(_tables(data, ()))
    problems = [f"The file holds {len(found)} lists of records; the first {MOST_TABLES} are described."] \
        if len(found) > MOST_TABLES else []
    opening = f"with open({loads.literal(path)}, encoding={encoding!r}) as file:\n    data = json.load(file)\n"
    tables = [_table(opening, keys, expression) for keys, expression in found[:MOST_TABLES]]
    if not tables:
        problems.append("The JSON holds no list of records.")
    return tables, problems


def _size_and_encoding(path):
    with place.opened(path) as file:
        size = file.seek(0, 2)
    encoding = charset.encoding_of(place.inside(path))
    return size, encoding or "utf-8"


def _lines(path, encoding, text):
    good = bad = 0
    nested = False
    for line in text.split("\n"):
        if line.strip():
            try:
                value = json.loads(line)
                if not isinstance(value, dict):
                    raise ValueError
                nested |= any(isinstance(one, dict) for one in value.values())
                good += 1
            except (ValueError, RecursionError):
                bad += 1
    if good == 0 or bad > good:
        raise ValueError("neither JSON nor JSON lines")
    if bad:
        body = ("records = []\n"
                f"with open({loads.literal(path)}, encoding={encoding!r}) as file:\n"
                "    for line in file:\n"
                "        try:\n"
                "            record = json.loads(line)\n"
                "        except ValueError:\n"
                "            continue  # no JSON\n"
                "        if isinstance(record, dict):\n"
                "            records.append(record)\n")
    else:
        body = (f"with open({loads.literal(path)}, encoding={encoding!r}) as file:\n"
                "    records = [json.loads(line) for line in file if line.strip()]\n")
    problems = [f"{bad} {'line is no JSON object and was' if bad == 1 else 'lines are no JSON objects and were'} "
                "left out."] if bad else []
    make = "json_normalize" if nested else "DataFrame"
    loaded = loads.run(f"{body}df = pd.{make}(records)", convert.Style(), "import json\n\nimport pandas as pd")
    return [_described(loaded, None, problems)], []


def _tables(data, keys):
    """((keys that lead to the table), source that makes a frame of it)."""
    at = "data" + "".join(f"[{key!r}]" for key in keys)
    if isinstance(data, list):
        if data and all(isinstance(one, dict) for one in data):
            nested = any(isinstance(value, dict) for one in data[:1000] for value in one.values())
            yield keys, f"pd.json_normalize({at})" if nested else f"pd.DataFrame({at})"
        elif len(data) > 1 and all(isinstance(one, list) for one in data):
            yield from _rows(data, keys, at)
        elif data and not keys and not any(isinstance(one, (list, dict)) for one in data):
            yield keys, f"pd.DataFrame({{'value': {at}}})"
    elif isinstance(data, dict) and data:
        values = list(data.values())
        if all(isinstance(one, list) for one in values) and len({len(one) for one in values}) == 1 and values[0] \
                and not any(isinstance(cell, (list, dict)) for one in values for cell in one[:100]):
            yield keys, f"pd.DataFrame({at})"
        elif len(values) > 2 and all(isinstance(one, dict) for one in values) and _alike(values):
            plain = not any(isinstance(cell, (list, dict)) for one in values[:1000] for cell in one.values())
            if plain:
                yield keys, f"pd.DataFrame.from_dict({at}, orient='index').reset_index()"
        elif len(keys) < DEEPEST:
            for key, value in data.items():
                if isinstance(value, (list, dict)):
                    yield from _tables(value, (*keys, key))


def _rows(data, keys, at):
    width = max(map(len, data))
    head = data[0]
    if all(isinstance(one, str) for one in head) and len(head) == width and any(
            not isinstance(cell, str) for row in data[1:] for cell in row):
        yield keys, f"pd.DataFrame({at}[1:], columns={at}[0])"
    elif width:
        names = loads.listing([f"Column {number}" for number in range(1, width + 1)])
        yield keys, f"pd.DataFrame({at}, columns={names})"


def _alike(values):
    shared = set(values[0]).intersection(*values[:1000])
    return len(shared) * 2 >= len(values[0]) > 0


def _table(opening, keys, expression):
    loaded = loads.run(f"{opening}df = {expression}", convert.Style(), "import json\n\nimport pandas as pd")
    return _described(loaded, " · ".join(map(str, keys))[:200] or None, [])


def _described(loaded, title, problems):
    """Records stand in no rows of a sheet; they are counted from 1."""
    table = grid.Table(0, len(loaded.frame) - 1, 0, 0)
    table.title = title
    return loads.described(loaded, table, problems=problems)
