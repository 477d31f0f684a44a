"""Changes matplotlib at the moment it is imported, so that nothing has to be imported before it is needed."""
import sys

from _plotline.kept import os


def _figure(module):
    from _plotline import drawing
    drawing.watch_savefig(module.Figure)


def _pyplot(module):
    from _plotline import drawing
    drawing.watch_pyplot(module)


def _font_manager(module):
    from _plotline import fonts
    fonts.watch(module)


def _mathtext(module):
    from _plotline import fonts
    fonts.watch_mathtext(module)


CHANGES = {"matplotlib.figure": _figure, "matplotlib.pyplot": _pyplot, "matplotlib.font_manager": _font_manager,
           "matplotlib._mathtext": _mathtext}


class AfterImport:
    """Finds the modules to change the way everybody else does, and changes them when they have been loaded."""

    def find_spec(self, name, path=None, target=None):
        if name not in CHANGES:
            return None
        for finder in list(sys.meta_path):
            if isinstance(finder, AfterImport) or not hasattr(finder, "find_spec"):
                continue
            spec = finder.find_spec(name, path, target)
            if spec is not None and spec.loader is not None:
                load = spec.loader.exec_module

                def exec_module(module):
                    load(module)
                    change(name, module)

                spec.loader.exec_module = exec_module
                return spec
        return None


def change(name, module):
    """A matplotlib that can't be changed is still one to draw with, so a failure goes no further."""
    try:
        CHANGES[name](module)
    except Exception:
        pass


def install():
    # IPython would otherwise choose its inline backend, which closes the figures at the end of the cell.
    os.environ["MPLBACKEND"] = "Agg"
    sys.meta_path[:] = [finder for finder in sys.meta_path if type(finder).__name__ != "AfterImport"]
    sys.meta_path.insert(0, AfterImport())
    for name in CHANGES:
        module = sys.modules.get(name)
        if module is not None:
            change(name, module)
