"""Finds the encoding of a text whose bytes don't say it."""
import codecs
import re

SAMPLE = 256 * 1024
BLOCK = 1 << 20
MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF32_BE, "utf-32"),
         (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
# The most frequent characters of running text and of table headings.
SIMPLIFIED = set("的一是不了在人有我他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年过发后作里用道行所然家种事成方多经么去法学"
                 "如都同现当没动面起看定天分还进好小部其些主样理心她本前开但因只从想实日月金额数量名称价格单位合计销售产品客户编号类型省市区备注城"
                 "姓龄张李王刘陈杨赵黄周吴徐孙三四五六七八九十广州深圳北京上海东南西华江浙湖河山川重庆津苏店门电话址男女收入支出利润季度总部商")
TRADITIONAL = set("的一是不了在人有我他這個們中來上大為和國地到以說時要就出會可也你對生能而子那得於著下自之年過發後作裡用道行所然家種事成方多經麼去法學"
                  "如都同現當沒動面起看定天分還進好小部其些主樣理心她本前開但因只從想實日月金額數量名稱價格單位合計銷售產品客戶編號類型縣市區備註城"
                  "姓齡張李王劉陳楊趙黃周吳徐孫三四五六七八九十臺灣北高雄中南新竹桃園東西店門電話址男女收入支出利潤季度總部商")
JAPANESE = set("日月年大小中上下本人国会社名前後金額数量単価合計売上高商品番号区分店舗地域東京都道府県市区町村曜火水木土円税込別予実績備考"
               "店舗氏姓田山川村木林太郎子一二三四五六七八九十藤井佐鈴高橋伊渡辺松石加吉渋谷新宿横浜阪北海福岡古屋千葉埼玉神奈川静岡広島電話住所年齢性男女担当者")
KOREAN = set("이다의는에을를가한하고지로기사도리자그서시해나인아정대일수스장부전상여보주라구원조제어만들화공용개성계비동안마유소관세신재선방분문학발생경연국과"
             "중적위단월년금액합매출울산역날짜름품목거래처량번호군김박최강윤임오배남북미영현민준철희호명코드메모강천광인은것할있었습니까요로")
CYRILLIC = set("оеаинтсрвлкмдпуяыьгзбчйхжОЕАИНТСРВЛКМДПУ")
LETTERS = set("äöüßéèêàâçñóáíúôîûëïøåæœÄÖÜÉÈÀÇÑÓÁÍÚØÅÆãõÃÕìòù€£§°–—’‘“”…«»®©²³½µ·¿¡´\xa0")


def encoding_of(path):
    """The name of a Python codec that decodes the file, or None for bytes that are no text. path: absolute."""
    with open(path, "rb") as file:
        head = file.read(SAMPLE)
        for mark, name in MARKS:
            if head.startswith(mark):
                return name
        wide = _wide(head)
        if wide or b"\0" in head:
            return wide
        if b"\x1b$" in head and head.isascii():
            return "iso2022_jp"
        if _is_utf8(head, file):
            return "utf-8"
    return _legacy(head)


def _wide(head):
    """UTF-16 without a mark shows by the zeros of its Latin letters and digits."""
    even, odd = head[0::2].count(0), head[1::2].count(0)
    half = max(1, len(head) // 2)
    if odd > 0.3 * half and even < 0.02 * half:
        return "utf-16-le"
    if even > 0.3 * half and odd < 0.02 * half:
        return "utf-16-be"
    return None


def _is_utf8(head, file):
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        block = head
        while block:
            decoder.decode(block)
            block = file.read(BLOCK)
        decoder.decode(b"", True)
        return True
    except UnicodeDecodeError:
        return False


def _legacy(head):
    """The encoding in which the letters that aren't ASCII make most sense."""
    control = len(re.findall(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]", head))
    if control > 0.01 * len(head):
        return None
    scores = {name: score(_decoded(head, name)) for name, score in SCORES.items()}
    alone = len(re.findall(rb"(?<![\x80-\xff])[\x80-\xff](?![\x80-\xff])", head))
    if 2 * alone > len(re.findall(rb"[\x80-\xff]", head)):
        scores["cp1251"] -= 1  # letters that stand alone among Latin ones are accented Latin letters themselves
    best = max(scores, key=scores.get)
    return best if scores[best] > 0 else "cp1252" if _decoded(head, "cp1252") is not None else "latin-1"


def _decoded(head, name):
    """The characters beyond ASCII, or None. The sample may end within a character."""
    for cut in range(4):
        try:
            return [letter for letter in head[:len(head) - cut].decode(name) if letter > "\x7f"]
        except UnicodeDecodeError as fault:
            if fault.start < len(head) - 8:
                return None
    return None


def _scored(frequent, fitting, weight=1.0):
    """Per character: 1 for a frequent one, a little for one that fits, minus 1 for any other."""
    def score(letters):
        if not letters:
            return -1.0
        points = sum(1.0 if letter in frequent else 0.2 if fitting(letter) else -1.0 for letter in letters)
        return weight * points / len(letters)
    return score


def _is_kana(letter):
    return "\u3041" <= letter <= "\u30ff"


def _is_han(letter):
    return "\u4e00" <= letter <= "\u9fff" or "\u3000" <= letter <= "\u301f" or "\uff01" <= letter <= "\uff5e"


def _is_hangul(letter):
    return "\uac00" <= letter <= "\ud7a3"


class _Kana(set):
    def __contains__(self, letter):
        return _is_kana(letter) or super().__contains__(letter)


SCORES = {
    "cp932": _scored(_Kana(JAPANESE), _is_han),
    "euc_jp": _scored(_Kana(JAPANESE), _is_han, 0.99),
    "gb18030": _scored(SIMPLIFIED, _is_han, 1.2),
    "cp949": _scored(KOREAN, _is_hangul),
    "big5": _scored(TRADITIONAL, _is_han, 1.2),
    "cp1251": _scored(CYRILLIC, lambda letter: "\u0400" <= letter <= "\u045f", 0.98),
    "cp1252": _scored(LETTERS, lambda letter: False, 0.9),
}
