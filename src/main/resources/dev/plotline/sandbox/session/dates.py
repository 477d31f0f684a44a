"""Finds the one format in which the texts of a column are dates."""
import datetime
import re

DAYS_FIRST = ("%d/%m/%Y", "%d-%m-%Y", "%d/%m/%y", "%d-%m-%y")
MONTHS_FIRST = ("%m/%d/%Y", "%m-%d-%Y", "%m/%d/%y", "%m-%d-%y")
DAYS = ("%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%d.%m.%Y", "%d.%m.%y", "%d. %m. %Y", *MONTHS_FIRST, *DAYS_FIRST,
        "%d %b %Y", "%d-%b-%Y", "%d-%b-%y", "%d %b %y", "%d %B %Y", "%b %d, %Y", "%B %d, %Y", "%b %d %Y", "%B %d %Y",
        "%Y年%m月%d日", "%Y년 %m월 %d일", "%Y년%m월%d일", "%Y. %m. %d.", "%Y. %m. %d")
MONTHS = ("%Y-%m", "%Y/%m", "%b %Y", "%B %Y", "%b-%y", "%b-%Y", "%Y年%m月", "%Y년 %m월", "%Y년%m월")
TIMES = ("%H:%M", "%H:%M:%S", "%H:%M:%S.%f", "%I:%M %p", "%I:%M:%S %p")
_TIME = re.compile(r"[T ,]+(\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?\s?(?:[AaPp][Mm])?)\s?(Z|[+-]\d{2}:?\d{2})?$")
SAMPLE = 1000
SHARE = 0.95


class Format:
    """text: for strptime; zoned: whether the texts name a time zone; ambiguous: day and month could be swapped."""

    def __init__(self, text, zoned=False, ambiguous=False):
        self.text, self.zoned, self.ambiguous = text, zoned, ambiguous


def format_of(texts, day_first=False):
    """The Format of at least 95 of 100 texts, or None. day_first decides where the texts leave it open."""
    texts = list(dict.fromkeys(text.strip() for text in texts))[:SAMPLE]
    if not texts or max(map(len, texts)) > 60:
        return None
    timed = [_TIME.search(text) for text in texts]
    if any(timed):
        return _with_time(texts, timed, day_first)
    fitting = [one for one in DAYS + MONTHS if _fits(texts, one)]
    return _chosen(fitting, day_first)


def _with_time(texts, timed, day_first):
    first = next(one for one in timed if one)
    gap = re.match(r"T|,? +|, *", first.group(0))
    gap = gap.group(0) if gap else " "
    zoned = first.group(2) is not None
    fitting = [f"{day}{gap}{time}" for day in DAYS for time in TIMES
               if _fits([re.sub(r"\s?(Z|[+-]\d{2}:?\d{2})$", "", text) for text in texts[:50]], f"{day}{gap}{time}")]
    if zoned:
        spaced = " " if re.search(r"\s(Z|[+-]\d{2}:?\d{2})$", texts[0]) else ""
        fitting = [one + spaced + "%z" for one in fitting]
    fitting = [one for one in fitting if _fits(texts, one)]
    chosen = _chosen(fitting, day_first)
    if chosen is not None:
        chosen.zoned = zoned
    return chosen


def _chosen(fitting, day_first):
    if not fitting:
        return None
    days = [one for one in fitting if one.startswith("%d")]
    months = [one for one in fitting if one.startswith("%m")]
    if days and months:
        return Format(days[0] if day_first else months[0], ambiguous=True)
    return Format(fitting[0])


def _fits(texts, form):
    wrong, allowed = 0, int(len(texts) * (1 - SHARE))
    for text in texts:
        try:
            year = datetime.datetime.strptime(text, form).year
            wrong += not 1000 <= year <= 9999
        except ValueError:
            wrong += 1
        if wrong > allowed:
            return False
    return True
