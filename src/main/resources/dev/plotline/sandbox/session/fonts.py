"""Gives every text that matplotlib draws a face for Chinese, Japanese and Korean, whatever font the code asks for."""
import inspect
import logging
import sys
import unicodedata

from _plotline import place
from _plotline.drawing import ORIGINAL, original
from _plotline.state import keep, state

# The first group has all three scripts; without any of it, one face of each later group is taken.
FACES = (
    ("Noto Sans CJK JP", "Noto Sans CJK SC", "Noto Sans CJK TC", "Noto Sans CJK KR", "Source Han Sans",
     "Source Han Sans JP", "Source Han Sans SC", "Arial Unicode MS", "Droid Sans Fallback"),
    ("Noto Sans JP", "IPAexGothic", "IPAGothic", "Hiragino Sans", "Hiragino Kaku Gothic Pro", "Yu Gothic", "Meiryo",
     "MS Gothic", "TakaoPGothic", "VL Gothic"),
    ("Noto Sans SC", "Noto Sans TC", "PingFang SC", "PingFang HK", "Hiragino Sans GB", "Microsoft YaHei", "SimHei",
     "WenQuanYi Micro Hei", "WenQuanYi Zen Hei", "AR PL UMing CN", "Heiti TC"),
    ("Noto Sans KR", "Apple SD Gothic Neo", "Malgun Gothic", "NanumGothic", "UnDotum"),
)
SCRIPTS = ("CJK", "HIRAGANA", "KATAKANA", "HANGUL", "BOPOMOFO", "HALFWIDTH", "FULLWIDTH")
FIRST_EAST_ASIAN = 0x2E80
SIGNATURES = (b"\x00\x01\x00\x00", b"OTTO", b"true", b"ttcf")

_given = None  # (the file, the name of the face in it), once it is registered
_known = (None, [])


def use_font(path):
    """Registers a font file of the working folder; when matplotlib isn't loaded yet, at the moment it is."""
    with place.opened(path) as file:
        if file.read(4) not in SIGNATURES:
            raise place.Refused(f"{path!r} is not a font file (.ttf, .otf or .ttc).")
    state()["font"] = path
    keep()
    module = sys.modules.get("matplotlib.font_manager")
    return {"name": _register(module) if module is not None else None}


def has_cjk_font():
    """Whether all three scripts can be drawn: by one face, or by one for each."""
    import matplotlib.font_manager as module
    if _given is not None:
        return True
    names = {entry.name for entry in module.fontManager.ttflist}
    one, *each = (not names.isdisjoint(group) for group in FACES)
    return one or all(each)


def lacks(figures):
    """Whether a figure says something that no face here can draw."""
    from matplotlib.text import Text
    return (any(_is_east_asian(text.get_text()) for figure in figures for text in figure.findobj(Text))
            and not has_cjk_font())


def _is_east_asian(text):
    return isinstance(text, str) and any(
        "\u1100" <= letter and unicodedata.name(letter, "").startswith(SCRIPTS) for letter in text)


def watch(module):
    """Appends the faces to what matplotlib finds for a font; from 3.6 on it takes each glyph from the first that has
    it. The older ones know one font per text only, so there the face comes first."""
    _register(module)
    logging.getLogger(module.__name__).setLevel(logging.ERROR)  # else a line for every text set in a missing font
    manager = module.FontManager
    if not hasattr(manager, "_find_fonts_by_props"):
        faces = _fallbacks(module.fontManager)
        if faces:
            sys.modules["matplotlib"].rcParams["font.sans-serif"].insert(0, faces[0].name)
        return
    find = original(manager._find_fonts_by_props)
    signature = inspect.signature(find)

    def found(self, *arguments, **options):
        files = find(self, *arguments, **options)
        try:
            asked = signature.bind(self, *arguments, **options).arguments
            if asked.get("fontext", "ttf") == "ttf":
                files = files + [file for file in _files(self) if file not in files]
        except Exception:
            pass
        return files

    setattr(found, ORIGINAL, find)
    manager._find_fonts_by_props = found


def watch_mathtext(module):
    """A text with two dollar signs is set as a formula, which takes its letters from one font only."""
    from matplotlib.font_manager import fontManager, get_font
    look_up = original(module.UnicodeFonts._get_glyph)

    def looked_up(self, fontname, font_class, sym):
        if len(sym) == 1 and ord(sym) >= FIRST_EAST_ASIAN:
            for font in map(get_font, _files(fontManager)):
                if font.get_char_index(ord(sym)):
                    return font, ord(sym), False
        return look_up(self, fontname, font_class, sym)

    setattr(looked_up, ORIGINAL, look_up)
    module.UnicodeFonts._get_glyph = looked_up


def _register(module):
    global _given
    path = state()["font"]
    if path is None:
        return None
    try:
        file = place.inside(path)
        if _given is None or _given[0] != file:
            before = len(module.fontManager.ttflist)
            module.fontManager.addfont(file)
            _given = (file, module.fontManager.ttflist[before].name)
        return _given[1]
    except Exception:
        return None


def _files(manager):
    """DejaVu Sans before the faces: it has the arrows, stars and ticks that a font asked for by name may lack."""
    global _known
    if _known[0] != len(manager.ttflist):
        symbols = [entry.fname for entry in manager.ttflist if entry.name == "DejaVu Sans" and _is_regular(entry)]
        _known = (len(manager.ttflist), symbols[:1] + [entry.fname for entry in _fallbacks(manager)])
    return _known[1]


def _fallbacks(manager):
    entries = {}
    for entry in manager.ttflist:
        if entry.name not in entries or _is_regular(entry) and not _is_regular(entries[entry.name]):
            entries[entry.name] = entry
    given = [entries[_given[1]]] if _given is not None and _given[1] in entries else []
    groups = [next((entries[name] for name in group if name in entries), None) for group in FACES]
    return given + ([groups[0]] if groups[0] else [entry for entry in groups[1:] if entry])


def _is_regular(entry):
    return entry.style == "normal" and str(entry.weight) in ("400", "normal", "regular", "book")
