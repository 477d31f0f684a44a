"""Watches what is drawn: which figures were shown, and which were saved where and how they looked then."""
import functools
import itertools
import sys
import warnings
import weakref

from _plotline import place
from _plotline.describe import describe
from _plotline.kept import os

MOST = 20
FILE_BACKENDS = {"agg", "cairo", "pdf", "pgf", "ps", "svg", "template"}
ORIGINAL = "_plotline_original"


class Saved:
    """One savefig to a file: figure is an opaque token for the same figure object, turn tells what came first."""

    def __init__(self, turn, figure, path, description):
        self.turn, self.figure, self.path, self.description = turn, figure, path, description


class Log:
    """What happened since the last capture. Figures that were saved are held weakly: a loop can make thousands."""

    def __init__(self):
        self.saved, self.shown, self.not_kept, self.last = [], [], 0, None
        self._tokens, self._turns = weakref.WeakKeyDictionary(), itertools.count(1)

    def token(self, figure):
        if figure not in self._tokens:
            self._tokens[figure] = next(self._turns)
        return self._tokens[figure]

    def save(self, figure, path):
        self.saved.append(Saved(next(self._turns), self.token(figure), path, describe(figure)))

    def show(self, figures):
        for figure in figures:
            self.last = figure
            if len(self.shown) < MOST:
                self.shown.append((next(self._turns), figure))
            else:
                self.not_kept += 1

    def left(self):
        """[(turn, figure)] that were shown or are open still, each once."""
        once = {}
        for turn, figure in self.shown + [(next(self._turns), figure) for figure in open_figures()]:
            once.setdefault(id(figure), (turn, figure))
        return list(once.values())

    def clear(self):
        self.saved, self.shown, self.not_kept = [], [], 0


log = Log()


def original(function):
    """The function below our own wrapping, whichever installation made it."""
    while hasattr(function, ORIGINAL):
        function = getattr(function, ORIGINAL)
    return function


def _wraps(inner):
    def wrap(outer):
        outer = functools.wraps(inner)(outer)
        setattr(outer, ORIGINAL, inner)
        return outer
    return wrap


def watch_savefig(figure_class):
    savefig = original(figure_class.savefig)

    @_wraps(savefig)
    def watched(self, fname, *arguments, **options):
        result = savefig(self, fname, *arguments, **options)
        try:
            path = _target(self, fname, options.get("format"))
            if path is not None:
                log.save(self, path)
        except Exception:
            pass
        return result

    figure_class.savefig = watched


def _target(figure, fname, form):
    """The absolute path of the file that savefig wrote; None for a buffer."""
    name = getattr(fname, "name", None) if hasattr(fname, "write") else fname
    if not isinstance(name, (str, os.PathLike)):
        return None
    path = os.path.abspath(os.fspath(name))
    if not hasattr(fname, "write") and not form and not os.path.splitext(path)[1]:
        path = path.rstrip(".") + "." + figure.canvas.get_default_filetype()
    return path


def watch_pyplot(pyplot):
    """`show` puts the open figures aside as a notebook would, so that the next drawing begins a new figure."""
    from matplotlib._pylab_helpers import Gcf
    show, savefig, switch_backend = (original(getattr(pyplot, name)) for name in ("show", "savefig", "switch_backend"))

    @_wraps(show)
    def shown(*arguments, **options):
        log.show(open_figures())
        Gcf.destroy_all()

    @_wraps(savefig)
    def saved(*arguments, **options):
        # After `show` there is no current figure, and savefig would make and save an empty one.
        if not Gcf.figs and log.last is not None:
            return log.last.savefig(*arguments, **options)
        return savefig(*arguments, **options)

    @_wraps(switch_backend)
    def switched(newbackend, *arguments, **options):
        # There is no display; and the inline backend of notebooks would close the figures before they are captured.
        known = isinstance(newbackend, str) and newbackend.lower() in FILE_BACKENDS
        newbackend = newbackend.lower() if known else "agg"
        if newbackend != current():  # the older versions close all figures, even for the same backend
            switch_backend(newbackend, *arguments, **options)

    def current():
        loaded = getattr(pyplot, "_backend_mod", None) is not None
        return sys.modules["matplotlib"].get_backend().lower() if loaded else None

    pyplot.show, pyplot.savefig, pyplot.switch_backend = shown, saved, switched
    warnings.filterwarnings("ignore", message=".*(non-GUI backend|is non-interactive)")
    if current() not in FILE_BACKENDS | {None}:
        switched("agg")


def open_figures():
    helpers = sys.modules.get("matplotlib._pylab_helpers")
    return [] if helpers is None else [manager.canvas.figure for manager in helpers.Gcf.get_all_fig_managers()]


def close_figures():
    helpers = sys.modules.get("matplotlib._pylab_helpers")
    if helpers is not None:
        helpers.Gcf.destroy_all()
