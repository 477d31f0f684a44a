"""A chat is shown a copy that it can show, or none."""
import os

from PIL import Image

from session.harness import SessionTest

CHART = """
import numpy as np
fig, axes = plt.subplots(figsize=(10, 6), dpi=150)
axes.bar(['January', 'February', 'March'], [3, 5, 4]); axes.set_title('Sales')
fig.savefig('chart.png')"""


class PreviewsTest(SessionTest):
    def setUp(self):
        super().setUp()
        self.call("snapshot")

    def preview(self, path, side=1024, most=180_000):
        return self.call("preview", path, side, most)

    def saved(self, path, size, form=None, **options):
        Image.new("RGB", size, "navy").save(path, form, **options)
        return self.preview(path)

    def test_a_chart_is_scaled_to_the_longest_side(self):
        self.drawn(CHART)
        with Image.open("chart.png") as image:
            self.assertEqual(image.size, (1500, 900))
        answer = self.preview("chart.png")
        with Image.open(answer["slice"]) as image:
            image.load()
            self.assertEqual((image.format, image.size), ("PNG", (1024, 614)))
            self.assertGreater(len(image.convert("RGB").getcolors(1 << 24)), 20)
        self.assertEqual(answer["size"], os.path.getsize(answer["slice"]))
        self.assertLessEqual(answer["size"], 180_000)

    def test_what_fits_is_left_as_it_is(self):
        answer = self.saved("small.png", (640, 480))
        with open("small.png", "rb") as image, open(answer["slice"], "rb") as copy:
            self.assertEqual(image.read(), copy.read())

    def test_a_single_dot_fits(self):
        self.assertIn("slice", self.saved("dot.png", (1, 1)))

    def test_a_heavy_image_is_a_jpeg(self):
        Image.effect_noise((1400, 700), 30).convert("RGB").save("map.png")
        answer = self.preview("map.png")
        self.assertLessEqual(answer["size"], 180_000)
        with Image.open(answer["slice"]) as image:
            self.assertEqual((image.format, image.size), ("JPEG", (1024, 512)))

    def test_what_no_copy_can_show_is_refused(self):
        Image.effect_noise((1024, 1024), 100).convert("RGB").save("noise.png")
        self.assertIn("too much", self.preview("noise.png", 1024, 20_000)["error"])

    def test_other_kinds_of_image_become_png(self):
        for name in ("still.gif", "photo.webp"):
            with Image.open(self.saved(name, (800, 500))["slice"]) as image:
                self.assertEqual((image.format, image.size), ("PNG", (800, 500)))

    def test_an_animation_is_refused(self):
        frames = [Image.new("RGB", (300, 200), color) for color in ("red", "blue")]
        for name in ("film.gif", "film.png", "film.webp"):
            frames[0].save(name, save_all=True, append_images=frames[1:])
            self.assertIn("moves", self.preview(name)["error"])

    def test_very_long_and_very_thin_images_are_refused(self):
        for size in ((20_000, 400), (400, 20_000)):
            self.assertIn("long and thin", self.saved("long.png", size)["error"])
        self.assertIn("slice", self.saved("line.png", (900, 3)))
        self.assertIn("slice", self.saved("wide.png", (4000, 400)))

    def test_damaged_images_lies_and_other_files_are_refused(self):
        Image.new("RGB", (600, 400), "navy").save("whole.png")
        with open("whole.png", "rb") as file:
            whole = file.read()
        lying = whole[:16] + (60_000).to_bytes(4, "big") * 2 + whole[24:]
        for content in (whole[:60], whole[:-40] + b"x" * 40, lying, b"<svg/>", b""):
            self.write("broken.png", content)
            self.assertIn("error", self.preview("broken.png"))
        self.assertIn("error", self.preview("missing.png"))
        self.assertIn("error", self.preview("../broken.png"))
