"""What a single cell holds: a number, a date, a text, nothing; also when it holds it as text."""
import datetime
import re
import unicodedata

BLANK, TEXT, NUMBER, DATE, TRUTH = "blank", "text", "number", "date", "truth"
MISSING = {"na", "n/a", "n.a.", "#n/a", "nan", "null", "none", "nil", "-", "--", "—", "–", "―", ".", "..", "...", "?",
           "#div/0!", "#ref!", "#value!", "#name?", "#num!", "#null!"}
CURRENCY = ("US$", "R$", "C$", "A$", "HK$", "NT$", "S$", "USD", "EUR", "GBP", "JPY", "CNY", "RMB", "KRW", "INR", "CHF",
            "SEK", "NOK", "DKK", "PLN", "CZK", "BRL", "CAD", "AUD", "Kč", "kr.", "kr", "zł", "Ft", "TL", "Rs.", "Rs",
            "円", "元", "원", "$", "€", "£", "¥", "₩", "₹", "₽", "₺", "₫", "฿", "₱", "₪", "₴", "₦")
_CURRENCY = "|".join(map(re.escape, CURRENCY))
_AMOUNT = re.compile(rf"(?:{_CURRENCY})?\s*(\(?)\s*([-+]?)\s*(?:{_CURRENCY})?\s*([-+]?)\s*"
                     rf"(\d[\d.,' \u2019]*|[.,]\d+)(?:([eE][-+]?\d+))?\s*(?:{_CURRENCY})?\s*(\)?)\s*([-%]?)"
                     rf"\s*(?:{_CURRENCY})?")
_GROUPS = {",": re.compile(r"\d{1,3}(,\d{2,3})*,\d{3}"), ".": re.compile(r"\d{1,3}(\.\d{3})+")}
TRUTHS = {"true", "false"}
LONGEST_NUMBER = 40


class Amount:
    """A number as text. core: digits with their separators; decimal: "." or "," when only one reading is possible,
    None when there is no separator, "?." or "?," when it may also separate thousands; marks: what stands around it."""

    def __init__(self, core, decimal, grouped, negative, percent, marked):
        self.core, self.decimal, self.grouped = core, decimal, grouped
        self.negative, self.percent, self.marked = negative, percent, marked


def plain(text):
    """Full-width forms as ordinary ones, every kind of space and minus as one."""
    text = unicodedata.normalize("NFKC", text) if not text.isascii() else text
    return text.replace("\u2212", "-").replace("\u202f", " ").strip()


def amount(text):
    """The Amount that a text is, or None."""
    if len(text) > LONGEST_NUMBER:
        return None
    text = plain(text)
    found = _AMOUNT.fullmatch(text)
    if not found:
        return None
    opening, first, second, core, exponent, closing, trailing = found.groups()
    if bool(opening) != bool(closing) or first and second or (first or second) and (trailing == "-" or opening):
        return None
    bare = re.sub(r"(?<=\d)[ '\u2019](?=\d{3}(?!\d))", "", core.strip())
    if not re.fullmatch(r"[\d.,]+", bare):
        return None
    decimal, grouped = _separators(bare)
    if decimal is False:
        return None
    marked = not re.fullmatch(r"[-+]?[\d.,]+(?:[eE][-+]?\d+)?", text)
    negative = "-" in (first, second, trailing) or bool(opening)
    return Amount(bare + (exponent or ""), decimal, grouped or bare != core.strip(), negative, trailing == "%", marked)


def _separators(core):
    """(decimal sign, whether thousands are separated); False for the sign when it is no number."""
    dots, commas = core.count("."), core.count(",")
    if not dots and not commas:
        return None, False
    if dots and commas:
        decimal = "." if core.rindex(".") > core.rindex(",") else ","
        whole, _, rest = core.rpartition(decimal)
        group = "," if decimal == "." else "."
        right = decimal not in whole and rest.isdigit() and _GROUPS[group].fullmatch(whole)
        return (decimal, True) if right else (False, False)
    sign = "." if dots else ","
    if dots + commas > 1:
        return ("," if sign == "." else ".", True) if _GROUPS[sign].fullmatch(core) else (False, False)
    if _GROUPS[sign].fullmatch(core) and not core.startswith("0"):
        return "?" + sign, False
    return sign, False


def kind(value):
    """What a cell of any file holds."""
    if value is None or isinstance(value, float) and value != value:
        return BLANK
    if isinstance(value, bool):
        return TRUTH
    if isinstance(value, (int, float)):
        return NUMBER
    if isinstance(value, (datetime.date, datetime.time, datetime.timedelta)):
        return DATE
    text = str(value).strip()
    if not text or text.lower() in MISSING:
        return BLANK
    if text.lower() in TRUTHS:
        return TRUTH
    if text[0] in "0123456789-+.,($€£¥₩₹" or not text[0].isalpha() or text[-1].isdigit() or text[-1] in "%円元원)":
        if amount(text) is not None:
            return NUMBER
        if looks_like_date(text):
            return DATE
    elif looks_like_date(text):
        return DATE
    return TEXT


_DATE = re.compile(r"""
    \d{4}([-/.])\d{1,2}\1\d{1,2}([T ].*)? | \d{1,2}([-/.])\s?\d{1,2}\3\s?\d{2,4}([T ,].*)?
    | \d{4}\.\s\d{1,2}\.\s\d{1,2}\.?
    | \d{4}[-/]\d{1,2} | \d{4}年\d{1,2}月(\d{1,2}日)? | \d{4}년\s?\d{1,2}월(\s?\d{1,2}일)?
    | \d{1,2}[-\s](jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?[-\s,]\s?\d{2,4}
    | (jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?[-\s]\d{1,2}(,?\s\d{4})?
    | (jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?[-\s]\d{4}
    """, re.VERBOSE | re.IGNORECASE)


def looks_like_date(text):
    return 5 < len(text) < 40 and _DATE.fullmatch(text) is not None


def is_blank(value):
    """Whether nobody sees anything in the cell."""
    return value is None or isinstance(value, float) and value != value or isinstance(value, str) and not value.strip()


def number(value):
    """The value of a cell as a float, or None. Text counts as it reads where no other reading is possible, else with
    a decimal point."""
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, (int, float)):
        return None if value != value else float(value)
    if not isinstance(value, str):
        return None
    found = amount(value)
    return None if found is None else worth(found, "," if found.decimal == "," else ".")


def worth(found, decimal):
    core = found.core.replace("," if decimal == "." else ".", "").replace(",", ".")
    try:
        return float(core) * (-1 if found.negative else 1)
    except ValueError:
        return None


def words(value):
    """A cell as one line."""
    if isinstance(value, datetime.datetime) and value.time() == datetime.time():
        value = value.date()
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        value = int(value)
    return "" if value is None else " ".join(str(value).split())
