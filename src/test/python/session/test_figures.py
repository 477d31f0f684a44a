"""Every chart reaches people once, with its name and its words, however the code left it."""
import json
import os
import sys
import tempfile
from pathlib import Path

from session.harness import SessionTest


class FiguresTest(SessionTest):
    def setUp(self):
        super().setUp()
        self.call("snapshot")

    def figures(self, code):
        return self.drawn(code)["figures"]

    def names_of(self, code):
        return [figure["name"] for figure in self.figures(code)]

    def test_an_open_figure_is_saved_described_and_closed(self):
        figure, = self.figures("""
plt.plot([1, 2, 3], label='Product A')
plt.plot([3, 2], label='Product B')
plt.title('Sales\\ntrend'); plt.xlabel('Month'); plt.ylabel('Units'); plt.legend()""")
        self.assertEqual((figure["path"], figure["name"], figure["saved"]),
                         (".plotline/figure-1.png", "sales-trend.png", False))
        self.assertEqual((figure["format"], figure["title"]), ("png", "Sales trend"))
        self.assertEqual(figure["axes"], [{"title": "Sales trend", "x": "Month", "y": "Units", "kinds": ["line"],
                                           "series": [{"name": "Product A", "points": 3},
                                                      {"name": "Product B", "points": 2}]}])
        self.assertEqual(os.path.getsize(figure["path"]), figure["bytes"])
        self.assertEqual(sys.modules["matplotlib.pyplot"].get_fignums(), [])
        self.assertEqual(self.call("capture")["figures"], [])

    def test_the_saved_picture_has_the_size_that_is_told_and_is_not_empty(self):
        from PIL import Image
        figure, = self.figures("plt.bar(['a', 'b'], [1, 2], color='red')")
        with Image.open(figure["path"]) as image:
            self.assertEqual(image.size, (figure["width"], figure["height"]))
            self.assertGreater(image.width, 700)
            red = sum(1 for pixel in image.convert("RGB").getdata() if pixel == (255, 0, 0))
        self.assertGreater(red, 0.1 * figure["width"] * figure["height"])
        with Image.open(figure["small"]) as image:
            self.assertEqual(image.format, "PNG")

    def test_a_figure_the_code_saved_counts_once(self):
        answer = self.drawn("fig, ax = plt.subplots(); ax.plot([1, 2]); ax.set_title('Left open'); fig.savefig('out.png')")
        figure, = answer["figures"]
        self.assertEqual((figure["path"], figure["saved"], figure["title"]), ("out.png", True, "Left open"))
        self.assertEqual(answer["files"], [])

    def test_a_figure_that_was_saved_and_closed_keeps_its_words(self):
        figure, = self.figures("""
import os
os.makedirs('charts/2024')
fig, ax = plt.subplots(); ax.bar(['x', 'y', 'z'], [1, 2, 3], label='Sales'); ax.set_title('Closed')
fig.savefig('charts/2024/closed.png'); plt.close(fig)""")
        self.assertEqual((figure["path"], figure["name"]), ("charts/2024/closed.png", "closed.png"))
        self.assertEqual(figure["axes"][0]["kinds"], ["bar"])
        self.assertEqual(figure["axes"][0]["series"], [{"name": "Sales", "points": 3}])

    def test_png_and_pdf_of_one_figure_are_one_image_and_one_file(self):
        answer = self.drawn("fig = plt.figure(); plt.plot([1, 2]); fig.savefig('a.png'); fig.savefig('a.pdf')")
        self.assertEqual([figure["path"] for figure in answer["figures"]], ["a.png"])
        self.assertEqual([file["path"] for file in answer["files"]], ["a.pdf"])

    def test_png_and_jpg_of_one_figure_are_one_image_and_one_file(self):
        answer = self.drawn("fig = plt.figure(); plt.plot([1, 2]); fig.savefig('a.png'); fig.savefig('a.jpg')")
        self.assertEqual([figure["path"] for figure in answer["figures"]], ["a.png"])
        self.assertEqual([file["path"] for file in answer["files"]], ["a.jpg"])

    def test_one_figure_drawn_anew_for_each_file_is_several(self):
        self.assertEqual(self.names_of("""
fig, ax = plt.subplots()
for name in 'abc':
    ax.clear(); ax.plot([1, 2]); fig.savefig(name + '.png')"""), ["a.png", "b.png", "c.png"])

    def test_an_open_figure_saved_as_pdf_only_is_shown_under_that_name(self):
        answer = self.drawn("plt.plot([1, 2]); plt.title('T'); plt.savefig('Report 1.pdf')")
        self.assertEqual([(one["name"], one["saved"]) for one in answer["figures"]], [("report-1.png", False)])
        self.assertEqual([file["path"] for file in answer["files"]], ["Report 1.pdf"])

    def test_show_begins_a_new_figure(self):
        figures = self.figures("""
plt.plot([1, 2], label='first'); plt.legend(); plt.title('One'); plt.show()
plt.plot([1, 2], label='second'); plt.legend(); plt.title('Two'); plt.show()""")
        self.assertEqual([figure["name"] for figure in figures], ["one.png", "two.png"])
        self.assertEqual([figure["axes"][0]["series"][0]["name"] for figure in figures], ["first", "second"])

    def test_saving_after_show_saves_the_figure_shown(self):
        figure, = self.figures("plt.plot([1, 2]); plt.title('Shown'); plt.show(); plt.savefig('late.png')")
        self.assertEqual((figure["path"], figure["title"]), ("late.png", "Shown"))

    def test_saving_in_the_next_run_saves_the_last_figure(self):
        self.drawn("plt.plot([1, 2]); plt.title('Earlier')")
        figure, = self.figures("plt.savefig('again.png')")
        self.assertEqual(figure["title"], "Earlier")

    def test_figures_come_in_the_order_they_were_drawn(self):
        self.assertEqual(self.names_of("""
plt.plot([1]); plt.title('a'); plt.show()
fig, ax = plt.subplots(); ax.plot([1]); fig.savefig('b.png'); plt.close()
plt.plot([1]); plt.title('c'); plt.show()
plt.plot([1]); plt.title('d')"""), ["a.png", "b.png", "c.png", "d.png"])

    def test_figures_are_there_after_an_exception(self):
        with self.assertRaises(ZeroDivisionError):
            self.run_cell("import matplotlib.pyplot as plt\nplt.plot([1, 2]); plt.title('Before')\n1 / 0")
        self.assertEqual([figure["name"] for figure in self.call("capture")["figures"]], ["before.png"])

    def test_empty_figures_are_not_shown(self):
        self.assertEqual(self.figures("plt.figure(); plt.subplots(2, 2)"), [])
        self.assertEqual(sys.modules["matplotlib.pyplot"].get_fignums(), [])

    def test_an_overwritten_chart_counts_again_and_the_same_drawing_too(self):
        draw = "plt.figure(); plt.plot({}); plt.savefig('chart.png'); plt.close()"
        for data in ([1, 2], [2, 1], [2, 1]):
            self.assertEqual(self.names_of(draw.format(data)), ["chart.png"])

    def test_an_image_that_was_only_touched_does_not_count(self):
        self.drawn("plt.plot([1, 2]); plt.savefig('chart.png')")
        os.utime("chart.png", (1e9, 1e9))
        self.assertEqual(self.call("capture")["figures"], [])

    def test_names_are_unique_in_the_session_and_numbers_go_on(self):
        draw = "plt.plot([1, 2]); plt.title('売上 推移: 2024年!')"
        first, second = self.figures(draw)[0], self.figures(draw)[0]
        self.assertEqual((first["name"], second["name"]), ("売上-推移-2024年.png", "売上-推移-2024年-2.png"))
        self.assertEqual((first["path"], second["path"]), (".plotline/figure-1.png", ".plotline/figure-2.png"))
        self.write("total.png", b"")
        self.call("snapshot")
        self.assertEqual(self.names_of("plt.plot([1]); plt.title('Total')"), ["total-2.png"])

    def test_a_figure_without_a_title_has_a_number_for_a_name(self):
        self.assertEqual(self.names_of("plt.plot([1, 2])"), ["figure-1.png"])

    def test_a_long_title_makes_a_short_name(self):
        name, = self.names_of("plt.plot([1]); plt.title('word ' * 50)")
        self.assertLessEqual(len(name), 64)

    def test_figures_saved_elsewhere_are_fetched(self):
        with tempfile.TemporaryDirectory() as elsewhere:
            figure, = self.figures(f"plt.plot([1]); plt.title('T'); plt.savefig({elsewhere + '/far.png'!r}); plt.close()")
        self.assertEqual((figure["path"], figure["name"], figure["title"]), (".plotline/figure-1.png", "far.png", "T"))

    def test_a_buffer_is_no_file(self):
        self.assertEqual(self.names_of("import io; plt.plot([1]); plt.title('B'); plt.savefig(io.BytesIO())"), ["b.png"])

    def test_an_open_file_is_one(self):
        self.assertEqual(self.names_of("plt.plot([1]); plt.title('B')\nwith open('o.png', 'wb') as f: plt.savefig(f)"),
                         ["o.png"])

    def test_a_name_without_ending_gets_one(self):
        self.assertEqual(self.names_of("plt.plot([1]); plt.savefig('bare')"), ["bare.png"])

    def test_no_more_figures_than_the_limit(self):
        answer = self.drawn("for i in range(23):\n    plt.figure(); plt.plot([i]); plt.title(str(i))")
        self.assertEqual(len(answer["figures"]), 20)
        self.assertIn("3 more figures", answer["problems"][0])
        self.assertEqual([bool(figure["small"]) for figure in answer["figures"]], [True] * 10 + [False] * 10)

    def test_no_more_saved_figures_than_the_limit_but_all_files(self):
        answer = self.drawn("for i in range(22):\n    plt.figure(); plt.plot([i]); plt.savefig(f'{i}.png'); plt.close()")
        self.assertEqual(len(answer["figures"]), 20)
        self.assertEqual([file["path"] for file in answer["files"]], ["20.png", "21.png"])
        self.assertIn("2 more images", answer["problems"][0])

    def test_an_enormous_figure_is_made_smaller(self):
        figure, = self.figures("plt.figure(figsize=(200, 2)); plt.plot([1, 2])")
        self.assertLessEqual(figure["width"], 8100)
        self.assertGreater(figure["width"], 6000)

    def test_something_far_outside_does_not_fill_the_memory(self):
        figure, = self.figures("plt.plot([1, 2]); plt.text(1e6, 1e6, 'lost')")
        self.assertLess(max(figure["width"], figure["height"]), 2000)

    def test_a_figure_that_cannot_be_drawn_is_told(self):
        answer = self.drawn("plt.plot([1, 2]); plt.title('$\\\\notacommand{$')")
        self.assertEqual(answer["figures"], [])
        self.assertIn("could not be drawn", answer["problems"][0])

    def test_changing_the_backend_loses_nothing(self):
        self.assertEqual(self.names_of("""
import matplotlib
plt.plot([1, 2]); plt.title('Kept')
matplotlib.use('TkAgg'); plt.switch_backend('module://matplotlib_inline.backend_inline'); matplotlib.use('Agg')"""),
                         ["kept.png"])

    def test_show_is_quiet(self):
        import warnings
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            self.drawn("plt.plot([1, 2]); plt.show(); fig = plt.figure(); fig.show()")

    def test_kinds(self):
        kinds = {"plt.hist([1, 2, 2, 3])": "hist", "plt.bar([1, 2], [3, 4])": "bar", "plt.scatter([1], [2])": "scatter",
                 "plt.pie([1, 2], labels=['a', 'b'])": "pie", "plt.boxplot([[1, 2, 3], [2, 3, 4]])": "box",
                 "plt.imshow([[1, 2], [3, 4]])": "heatmap", "plt.fill_between([1, 2], [3, 4])": "other",
                 "plt.plot([1, 2], 'o')": "scatter", "plt.errorbar([1, 2], [3, 4], yerr=1)": "line",
                 "plt.pcolormesh([[1, 2], [3, 4]]); plt.colorbar()": "heatmap", "plt.axhline(1); plt.plot([1])": "line"}
        for code, kind in kinds.items():
            figure, = self.figures(code)
            self.assertEqual([axes["kinds"] for axes in figure["axes"]], [[kind]], code)

    def test_series_have_names_from_lines_bars_and_legends(self):
        figure, = self.figures("""
fig, (a, b, c) = plt.subplots(1, 3); fig.suptitle('Above all')
a.plot([1, 2]); a.plot([3]); a.legend(['One', 'Two'])
b.plot([1, 2], label='_hidden'); b.hist([1, 2, 3], label='Ages')
c.pie([3, 4], labels=['Yes', 'No'])""")
        self.assertEqual(figure["title"], "Above all")
        self.assertEqual([[one["name"] for one in axes["series"]] for axes in figure["axes"]],
                         [["One", "Two"], ["Ages", None], ["Yes", "No"]])

    def test_twice_the_same_package_is_no_double_wrapping(self):
        from session.harness import bootstrap_cell
        self.run_cell("import matplotlib.pyplot as plt")
        sys.meta_path[[type(finder).__name__ for finder in sys.meta_path].index("Sources")].sources["answer"] += "\n"
        self.run_cell(bootstrap_cell())
        self.call("snapshot")
        self.assertEqual(self.names_of("plt.plot([1]); plt.savefig('a.png')"), ["a.png"])
        savefig = sys.modules["matplotlib.figure"].Figure.savefig
        self.assertFalse(hasattr(savefig._plotline_original, "_plotline_original"))


class ImagesTest(SessionTest):
    def setUp(self):
        super().setUp()
        self.call("snapshot")

    def picture(self, path, form, size, mode="RGB", **options):
        from PIL import Image
        target = self.root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        Image.new(mode, size, 77).save(target, form, **options)

    def test_every_image_file_is_a_figure_without_words(self):
        for name, form in (("a.png", "PNG"), ("b.jpg", "JPEG"), ("c.gif", "GIF"), ("d/e.webp", "WEBP"), ("F.JPEG", "JPEG")):
            self.picture(name, form, (30, 20))
        figures = self.call("capture")["figures"]
        self.assertEqual({(one["path"], one["format"], one["saved"]) for one in figures},
                         {("a.png", "png", True), ("b.jpg", "jpeg", True), ("c.gif", "gif", True),
                          ("d/e.webp", "webp", True), ("F.JPEG", "jpeg", True)})
        for one in figures:
            self.assertEqual((one["width"], one["height"], one["title"], one["axes"]), (30, 20, None, []))
            self.assertIn(Path(one["small"]).suffix, (".png", ".jpg"))

    def test_svg_pdf_and_html_are_plain_files(self):
        for name in ("a.svg", "b.pdf", "c.html"):
            self.write(name, "<svg/>")
        answer = self.call("capture")
        self.assertEqual((len(answer["figures"]), len(answer["files"])), (0, 3))

    def test_a_large_image_is_shrunk_for_the_model_only(self):
        from PIL import Image
        for mode in ("RGB", "RGBA", "P", "L", "LA", "1", "I;16"):
            self.picture("big.png", "PNG", (4000, 1000), mode)
            figure, = self.call("capture")["figures"]
            self.assertEqual((figure["width"], figure["height"]), (4000, 1000))
            with Image.open(figure["small"]) as image:
                self.assertEqual(image.size, (1568, 392), mode)
            os.unlink("big.png")

    def test_a_heavy_image_becomes_a_lighter_jpeg(self):
        from PIL import Image
        Image.frombytes("RGB", (1500, 1500), os.urandom(1500 * 1500 * 3)).save("noise.png")
        figure, = self.call("capture")["figures"]
        self.assertGreater(figure["bytes"], 3_750_000)
        self.assertTrue(figure["small"].endswith(".jpg"))
        self.assertLessEqual(os.path.getsize(figure["small"]), 3_750_000)

    def test_a_broken_image_is_a_file_with_a_problem(self):
        self.picture("whole.png", "PNG", (300, 300))
        whole = (self.root / "whole.png").read_bytes()
        os.unlink("whole.png")
        self.write("cut.png", whole[:len(whole) // 2])
        self.write("text.png", "no image")
        answer = self.call("capture")
        self.assertEqual(answer["figures"], [])
        self.assertEqual({file["path"] for file in answer["files"]}, {"cut.png", "text.png"})
        self.assertTrue(any("cut.png" in problem and "damaged" in problem for problem in answer["problems"]))

    def test_a_bomb_is_not_opened(self):
        self.picture("bomb.png", "PNG", (9000, 9000), "1")
        answer = self.call("capture")
        self.assertEqual(answer["figures"], [])
        self.assertIn("pixels", answer["problems"][0])

    def test_the_smallest_png_is_a_figure(self):
        from session.test_transfer import PIXEL
        self.assertEqual(len(PIXEL), 67)
        self.write("pixel.png", PIXEL)
        figure, = self.call("capture")["figures"]
        self.assertEqual((figure["width"], figure["height"], figure["bytes"]), (1, 1, 67))

    def test_copies_of_the_last_run_are_removed(self):
        self.picture("a.png", "PNG", (3, 3))
        small = self.call("capture")["figures"][0]["small"]
        self.assertTrue(os.path.exists(small))
        self.call("capture")
        self.assertFalse(os.path.exists(small))

    def test_imsave_is_just_a_file(self):
        figure, = self.drawn("plt.imsave('array.png', [[1, 2], [3, 4]])")["figures"]
        self.assertEqual((figure["path"], figure["axes"]), ("array.png", []))

    def test_the_answer_is_json_whatever_a_title_holds(self):
        figure, = self.drawn("plt.plot([1]); plt.title('a \"q\" \\\\ \\t ✓ ★ → 日本')")["figures"]
        self.assertEqual(figure["title"], 'a "q" \\ ✓ ★ → 日本')
        json.dumps(figure)
