"""Charts with Chinese, Japanese and Korean labels, whatever font their code asks for.

matplotlib falls back glyph by glyph only among the fonts it was told; a code that sets
`font.family` itself would get boxes. So a face with those glyphs is put at the end of every list.
"""

import sys

NAMES = ("Noto Sans CJK JP", "Noto Sans JP", "IPAexGothic", "Hiragino Sans", "Yu Gothic", "Meiryo",
         "Droid Sans Fallback", "WenQuanYi Micro Hei", "Arial Unicode MS")
MODULE = "matplotlib.font_manager"


class Hook:
    """An import hook that acts once, when the module is loaded, by whomever."""

    def find_spec(self, name, path=None, target=None):
        if name != MODULE:
            return None
        sys.meta_path.remove(self)
        for finder in sys.meta_path:
            spec = finder.find_spec(name, path, target)
            if spec is not None:
                execute = spec.loader.exec_module

                def exec_module(module):
                    execute(module)
                    _patch(module)

                spec.loader.exec_module = exec_module
                return spec
        return None


def install():
    sys.meta_path.insert(0, Hook())


def _patch(module):
    try:
        fonts = sorted(module.fontManager.ttflist, key=lambda font: font.weight not in (400, "normal", "regular"))
        files = {font.name: font.fname for font in reversed(fonts)}
        extra = next(files[name] for name in NAMES if name in files)
        find = module.FontManager._find_fonts_by_props
    except (AttributeError, StopIteration):     # an old matplotlib, or no such font here
        return

    def with_extra(self, *arguments, **options):
        found = list(find(self, *arguments, **options))
        return found if extra in found else found + [extra]

    module.FontManager._find_fonts_by_props = with_extra
