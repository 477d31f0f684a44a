"""Letters that the asked font lacks are drawn in one that has them."""
import logging
import sys

from session.harness import SessionTest


def font_with(letter, path, family="Plotline Test"):
    """A font in which one letter is a black square."""
    from fontTools.fontBuilder import FontBuilder
    from fontTools.pens.ttGlyphPen import TTGlyphPen
    pen = TTGlyphPen(None)
    pen.moveTo((0, 0)), pen.lineTo((0, 1000)), pen.lineTo((1000, 1000)), pen.lineTo((1000, 0)), pen.closePath()
    square, empty = pen.glyph(), TTGlyphPen(None).glyph()
    font = FontBuilder(1000, isTTF=True)
    font.setupGlyphOrder([".notdef", "square"])
    font.setupCharacterMap({ord(letter): "square"})
    font.setupGlyf({".notdef": empty, "square": square})
    font.setupHorizontalMetrics({".notdef": (1000, 0), "square": (1000, 0)})
    font.setupHorizontalHeader(ascent=1000, descent=0)
    font.setupNameTable({"familyName": family, "styleName": "Regular"})
    font.setupOS2(sTypoAscender=1000, usWinAscent=1000, usWinDescent=0)
    font.setupPost()
    font.save(path)


class FontsTest(SessionTest):
    LETTER = "\U00020021"  # of an extension that the usual faces don't hold

    def darkness(self, text, before=""):
        """The share of black pixels in a figure that holds one text of one inch."""
        from PIL import Image
        figure, = self.drawn(f"{before}\nfig = plt.figure(figsize=(2, 2)); fig.text(0.1, 0.1, {text!r}, fontsize=72)")["figures"]
        with Image.open(figure["path"]) as image:
            pixels = list(image.convert("L").getdata())
        return sum(1 for pixel in pixels if pixel < 64) / len(pixels)

    def test_a_given_font_serves_whatever_font_the_code_asks_for(self):
        font_with(self.LETTER, self.root / "face.ttf")
        self.run_cell("import matplotlib.pyplot as plt")
        self.assertEqual(self.call("use_font", "face.ttf"), {"name": "Plotline Test"})
        self.assertEqual(self.call("has_cjk_font"), {"available": True})
        for before in ("", "plt.rcParams['font.family'] = 'sans-serif'",
                       "plt.rcParams['font.sans-serif'] = ['SimHei']", "plt.rcParams['font.family'] = 'DejaVu Serif'"):
            self.assertGreater(self.darkness(self.LETTER, before), 0.5, before)

    def without_faces(self):
        """Leaves matplotlib only faces of its own, which have no East Asian letters."""
        import matplotlib.font_manager as module
        faces = module.fontManager.ttflist
        self.addCleanup(setattr, module.fontManager, "ttflist", faces)
        module.fontManager.ttflist = [face for face in faces if face.name.startswith("DejaVu")]

    def test_a_font_is_asked_for_when_a_chart_has_letters_that_none_has(self):
        self.run_cell("import matplotlib.pyplot as plt")
        self.without_faces()
        self.run_cell("plt.figure(figsize=(2, 2)).text(0.1, 0.1, chr(0x58f2), fontsize=72)")
        self.assertEqual(self.call("capture", True), {"needsFont": True})
        font_with("売", self.root / "face.ttf", "Plotline Asked")
        self.call("use_font", "face.ttf")
        figure, = self.call("capture", True)["figures"]
        from PIL import Image
        with Image.open(figure["path"]) as image:
            pixels = list(image.convert("L").getdata())
        self.assertGreater(sum(1 for pixel in pixels if pixel < 64) / len(pixels), 0.5)

    def test_no_font_is_asked_for_charts_without_such_letters(self):
        self.run_cell("import matplotlib.pyplot as plt")
        self.without_faces()
        self.run_cell("plt.figure().text(0.1, 0.1, 'Umsätze → 5 €')")
        self.assertEqual(len(self.call("capture", True)["figures"]), 1)

    def test_a_face_for_one_script_is_not_enough(self):
        import matplotlib.font_manager as module
        self.without_faces()
        self.assertEqual(self.call("has_cjk_font"), {"available": False})
        font_with("売", self.root / "face.ttf", "IPAGothic")
        module.fontManager.addfont(str(self.root / "face.ttf"))
        self.assertEqual(self.call("has_cjk_font"), {"available": False})
        font_with("売", self.root / "all.ttf", "Noto Sans CJK JP")
        module.fontManager.addfont(str(self.root / "all.ttf"))
        self.assertEqual(self.call("has_cjk_font"), {"available": True})

    def test_a_formula_takes_the_letters_too(self):
        font_with("日", self.root / "face.ttf", "Plotline Formula")
        self.call("use_font", "face.ttf")
        self.assertGreater(self.darkness("日 $x$"), 0.3)

    def test_a_font_given_before_matplotlib_is_loaded_serves_too(self):
        font_with(self.LETTER, self.root / "face.ttf")
        forgotten = [name for name in sys.modules if name.partition(".")[0] in ("matplotlib", "mpl_toolkits")]
        kept = {name: sys.modules.pop(name) for name in forgotten}
        try:
            self.assertEqual(self.call("use_font", "face.ttf"), {"name": None})
            self.assertNotIn("matplotlib", sys.modules)
            self.assertGreater(self.darkness(self.LETTER), 0.5)
        finally:
            for name in [name for name in sys.modules if name.partition(".")[0] in ("matplotlib", "mpl_toolkits")]:
                del sys.modules[name]
            sys.modules.update(kept)

    def test_symbols_are_there_in_every_font(self):
        import matplotlib.font_manager as fonts
        found = fonts.fontManager._find_fonts_by_props(fonts.FontProperties(family="DejaVu Sans Mono"))
        self.assertTrue(any(path.endswith("DejaVuSans.ttf") for path in found))
        for symbol in "✓★→":
            self.assertTrue(any(fonts.get_font(path).get_char_index(ord(symbol)) for path in found))

    def test_missing_fonts_are_not_lamented_for_every_text(self):
        self.drawn("plt.rcParams['font.sans-serif'] = ['No Such Face']; plt.plot([1]); plt.title('x')")
        self.assertFalse(logging.getLogger("matplotlib.font_manager").isEnabledFor(logging.WARNING))

    def test_what_is_no_font_is_refused(self):
        self.write("face.ttf", "text")
        self.assertIn("not a font", self.call("use_font", "face.ttf")["error"])
        self.assertIn("error", self.call("use_font", "missing.ttf"))
