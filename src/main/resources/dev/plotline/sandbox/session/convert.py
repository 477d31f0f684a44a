"""Turns columns of texts that are numbers or dates into numbers and dates, by lines of Python that people can read."""
import re

from _plotline import cells, dates

SHARE = 0.9
SAMPLE = 500
DATE_NAMES = re.compile(r"date|day|datum|fecha|日|날짜", re.IGNORECASE)


class Style:
    """How a file writes: decimal is "." or ",", day_first decides about 03/04/2024; kept: columns that stay texts."""

    def __init__(self, decimal=".", day_first=False, kept=()):
        self.decimal, self.day_first, self.kept = decimal, day_first, set(kept)


def conversions(frame, style):
    """Pairs of a line of code that changes a column of `df` and sentences about what it does."""
    for name in list(frame.columns):
        line, problems, column = None, [], frame[name]
        if column.dtype.kind in "iu" and DATE_NAMES.search(str(name)):
            line = _compact_dates(name, column)
        elif column.dtype.kind == "O" or str(column.dtype).startswith("str"):
            line = _texts(name, column, style, problems)
        if line:
            yield line, problems


def _compact_dates(name, column):
    """20240131 as a number, under a name that speaks of dates."""
    if len(column) and column.between(19000101, 21001231).all():
        texts = column.astype(str)
        if dates._fits(list(texts.unique()[:SAMPLE]), "%Y%m%d"):
            return f"df[{name!r}] = pd.to_datetime(df[{name!r}].astype(str), format='%Y%m%d', errors='coerce')"
    return None


def _texts(name, column, style, problems):
    values = column.dropna()
    texts = [value for value in values if isinstance(value, str)]
    real = [text for text in texts if text.strip() and text.strip().lower() not in cells.MISSING]
    if not real:
        return None
    others = [value for value in values if not isinstance(value, str)]
    if all(hasattr(value, "year") for value in others):
        line = _dates(name, real, len(texts) + len(others), bool(others), style, problems)
        if line:
            return line
    if str(name) in style.kept or any(isinstance(value, bool) or hasattr(value, "year") or
                                      isinstance(value, (list, dict)) for value in others):
        return None
    return _numbers(name, real, others, len(texts) - len(real), style, problems)


def _dates(name, real, count, mixed, style, problems):
    if not sum(map(cells.looks_like_date, real[:200])) >= SHARE * len(real[:200]):
        return None
    form = dates.format_of(real, style.day_first)
    if form is None:
        return None
    wrong = sum(1 for text in set(real) if not dates._fits([text.strip()], form.text))
    if wrong:
        wrong = sum(1 for text in real if not dates._fits([text.strip()], form.text))
        problems.append(f"{wrong} {'cell' if wrong == 1 else 'cells'} in {name!r} "
                        f"{'is no date' if wrong == 1 else 'are no dates'} and became empty.")
    if form.ambiguous:
        order = "day/month" if form.text.startswith("%d") else "month/day"
        problems.append(f"The dates in {name!r} could be read both ways; they were taken as {order}.")
    stripped = any(text != text.strip() for text in real)
    source = f"df[{name!r}].str.strip()" if stripped and not mixed else f"df[{name!r}]"
    if mixed:
        return f"df[{name!r}] = df[{name!r}].map(lambda cell: pd.to_datetime(cell, format={form.text!r}, " \
               f"errors='coerce') if isinstance(cell, str) else pd.to_datetime(cell))"
    options = ", utc=True" if form.zoned else ""
    options += ", errors='coerce'" if wrong or len(real) < count else ""
    return f"df[{name!r}] = pd.to_datetime({source}, format={form.text!r}{options})"


def _numbers(name, real, others, placeholders, style, problems):
    if sum(cells.amount(text) is not None for text in real[:SAMPLE]) < SHARE / 2 * len(real[:SAMPLE]):
        return None
    amounts = [cells.amount(text) for text in real]
    good = [one for one in amounts if one is not None]
    wrong = len(amounts) - len(good)
    if len(good) + len(others) < SHARE * (len(real) + len(others)) or not good:
        return None
    decimal = decimal_of(good, style.decimal)
    percent = sum(one.percent for one in good)
    if others and any(map(_has_wide_forms, real)):
        return None
    if decimal is None or 0 < percent and (percent < len(good) or others):
        return None
    if wrong:
        example = next(text for text, one in zip(real, amounts) if one is None)
        problems.append(f"{wrong} {'cell' if wrong == 1 else 'cells'} in {name!r} "
                        f"{'is' if wrong == 1 else 'are'} not {'a number' if wrong == 1 else 'numbers'} "
                        f"(such as {example[:40]!r}) and became empty.")
    source = _cleaned(f"df[{name!r}]", real, good, decimal)
    coerce = ", errors='coerce'" if wrong or placeholders else ""
    line = f"df[{name!r}] = pd.to_numeric({source}{coerce})"
    return line + " / 100  # percent" if percent else line


def _cleaned(source, real, good, decimal):
    """`replace` changes texts only: numbers among them stay as they are."""
    if any(map(_has_wide_forms, real)):
        source += ".str.normalize('NFKC').str.replace('\u2212', '-')"
    if any("(" in text or "（" in text for text in real):
        source += ".replace(r'^\\D*\\((.*)\\)\\D*$', r'-\\1', regex=True)"
    if any(text.strip().endswith("-") for text in real):
        source += ".replace(r'^(.*)-$', r'-\\1', regex=True)"
    if any(re.search(r"[^\W\d_]\.", text) for text in real):
        source += ".replace(r'[A-Za-z]+\\.', '', regex=True)"
    exponent = "eE" if any("e" in one.core.lower() for one in good) else ""
    source += f".replace(r'[^-0-9{decimal}{exponent}]', '', regex=True)"
    return source + (".replace(',', '.', regex=True)" if decimal == "," else "")


def _has_wide_forms(text):
    return not text.isascii() and any("\uff00" <= letter <= "\uffef" or letter == "\u2212" for letter in text)


def decimal_of(amounts, usual):
    """The decimal sign of numbers that belong together, or None when they contradict each other."""
    seen = {one.decimal for one in amounts if one.decimal}
    certain = seen & {".", ","}
    if certain:
        return certain.pop() if len(certain) == 1 else None
    if seen == {"?."} and all(one.marked and not one.percent for one in amounts):
        return ","  # money with three decimals is rarer than thousands parted by dots
    return usual
