"""Rows that sum up other rows and are no data: by their words in many languages, and by their numbers."""
import re
import statistics

from _plotline import cells

WORDS = """
total|totals|grand total|sub ?total|sub-total|overall total|sum|sums|total general|grand sum|summe|summen|gesamt
|gesamtsumme|gesamtergebnis|insgesamt|zwischensumme|endsumme|total général|somme|sous-total|sous total|ensemble|totale
|totale generale|totale complessivo|somma|subtotale|suma|suma total|razem|łącznie|ogółem|suma końcowa|celkem|součet|celkový součet|spolu
|итого|всего|сумма|общий итог|разом|усього|toplam|genel toplam|ara toplam|totaal|eindtotaal|subtotaal|totalt|summa|i alt
|yhteensä|kokonaissumma|összesen|végösszeg|total geral|soma|σύνολο|σύνολα|γενικό σύνολο|ukupno|skupaj
|סהכ|סה"כ|المجموع|الإجمالي|إجمالي|कुल|योग|tổng|tổng cộng|รวม|รวมทั้งสิ้น|jumlah|total keseluruhan
|合計|総計|小計|総合計|計|累計|总计|合计|小计|總計|总和|共计|共計|合計金額|합계|총계|소계|총합|총합계|누계
"""
MEANS = "average|averages|mean|avg|median|durchschnitt|mittelwert|moyenne|media|promedio|średnia|平均|平均値|平均值|평균"
_TOTAL = "|".join(word.strip() for word in WORDS.split("|"))
_EXACT = re.compile(rf"(?:{_TOTAL})")
_MEAN = re.compile(rf"(?:{MEANS})")
_WITH_NAME = re.compile(rf"(?:{_TOTAL})\s.*|.*\s(?:{_TOTAL})|.*(?:合計|総計|小計|总计|合计|小计|總計|합계|총계|소계)")
MOST_AT_END = 6


def label(row):
    """The first text of a row, as it is compared with the words; empty when the row begins with something else."""
    for value in row[:4]:
        if isinstance(value, str) and value.strip():
            text = value.strip()
            if not (text[0].isalpha() or text[0] in "*([【"):
                return ""
            return re.sub(r"[\s:：*=]+", " ", cells.plain(text).lower()).strip(" .-–—()[]【】")
        if not cells.is_blank(value):
            return ""
    return ""


def is_named_total(row):
    said = label(row)
    return bool(said and (_EXACT.fullmatch(said) or _WITH_NAME.fullmatch(said)))


def may_be_total(row):
    """Whether a closer look with `is_total` is worth it."""
    said = label(row)
    return not said and cells.is_blank(row[0]) or bool(_MEAN.fullmatch(said)) or is_named_total(row)


def is_total(row, data):
    """Whether the row that follows the data rows sums them up."""
    said = label(row)
    numbers = [cells.number(value) for value in row]
    if not any(value is not None for value in numbers):
        return False
    if _EXACT.fullmatch(said):
        return True
    if _MEAN.fullmatch(said):
        return _agrees(numbers, data, statistics.fmean, statistics.median)
    if said and _WITH_NAME.fullmatch(said):
        texts = sum(1 for value in row if cells.kind(value) in (cells.TEXT, cells.DATE))
        return texts == 1 and _usual_texts(data) > 1 or _agrees(numbers, data, sum)
    return not said and cells.is_blank(row[0]) and len(data) > 1 and _agrees(numbers, data, sum)


def is_subtotal(row, data):
    """Whether a row in the middle sums up the rows since the last such row."""
    if not is_named_total(row):
        return False
    return _agrees([cells.number(value) for value in row], data, sum)


def _agrees(numbers, data, *functions):
    """Whether at least half of the numbers are what a function makes of those above them."""
    right = wrong = 0
    for column, value in enumerate(numbers):
        above = [cells.number(row[column]) for row in data if column < len(row)]
        above = [one for one in above if one is not None]
        if value is None or not any(above):
            continue
        if any(abs(function(above) - value) <= max(0.011, abs(value) * 1e-6) for function in functions):
            right += 1
        else:
            wrong += 1
    return right > 0 and right >= wrong


def _usual_texts(data):
    counts = sorted(sum(1 for value in row if cells.kind(value) in (cells.TEXT, cells.DATE)) for row in data[:50])
    return counts[len(counts) // 2] if counts else 0
