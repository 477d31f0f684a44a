"""Turns a figure into a PNG file of a bearable size."""
import math
import warnings

from _plotline.drawing import original

DPI = 150
LONGEST_SIDE = 8000
STRETCH = 4


def render(figure, path):
    from matplotlib.figure import Figure
    savefig = original(Figure.savefig)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        box = _box(figure)
        longest = max(figure.get_size_inches()) if box is None else max(box.width, box.height)
        dpi = min(DPI, LONGEST_SIDE / longest)
        savefig(figure, path, format="png", dpi=dpi, bbox_inches=box)


def is_empty(figure):
    """Whether nothing was drawn: code that fails early often leaves bare axes behind."""
    return not figure.texts and not any(
        axes.has_data() or axes.texts or axes.tables or axes.get_title() for axes in figure.axes)


def _box(figure):
    """The part of the figure that holds something, in inches, the way bbox_inches="tight" finds it. None, for the
    whole figure, when an artist lies so far outside that the picture would fill the memory."""
    figure.draw_without_rendering()
    renderer = figure._get_renderer() if hasattr(figure, "_get_renderer") else figure.canvas.get_renderer()
    box = figure.get_tightbbox(renderer)
    if not all(map(math.isfinite, (box.x0, box.y0, box.x1, box.y1))) or box.width <= 0 or box.height <= 0:
        return None
    width, height = figure.get_size_inches()
    if box.width > STRETCH * width or box.height > STRETCH * height:
        return None
    return box.padded(0.1)
