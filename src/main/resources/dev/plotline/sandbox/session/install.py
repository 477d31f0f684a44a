"""Makes `import _plotline` work from sources held in memory, and prepares matplotlib before anybody imports it."""
import builtins
import importlib
import linecache
import os
import sys
from importlib.machinery import ModuleSpec

PACKAGE = "_plotline"


class Sources:
    """Imports the package's modules from text. Each gets builtins of its own, which the code run here can't break."""

    def __init__(self, sources, root):
        self.sources = sources
        self.root = root
        self.builtins = dict(vars(builtins))

    def find_spec(self, name, path=None, target=None):
        package, _, module = name.partition(".")
        module = module or "__init__"
        if package != PACKAGE or module not in self.sources:
            return None
        return ModuleSpec(name, self, origin=f"<{name}>", is_package=module == "__init__")

    def create_module(self, spec):
        return None

    def exec_module(self, module):
        name = module.__spec__.name
        source = self.sources[name.partition(".")[2] or "__init__"]
        origin = f"<{name}>"
        linecache.cache[origin] = (len(source), None, source.splitlines(True), origin)
        module.__dict__["__builtins__"] = self.builtins
        exec(compile(source, origin, "exec", dont_inherit=True), module.__dict__)


def install(sources):
    """Installs the modules; the same ones again change nothing, others take their place. The folder of the first
    installation stays the working folder, wherever later code has gone."""
    installed = next((finder for finder in sys.meta_path if type(finder).__name__ == "Sources"
                      and getattr(finder, "sources", {}).keys() & {"install"}), None)
    if installed is not None and installed.sources == sources and PACKAGE in sys.modules:
        return
    root = installed.root if installed is not None else os.path.realpath(os.getcwd())
    finder = Sources(sources, root)
    if installed is not None:
        sys.meta_path.remove(installed)
    for name in [name for name in sys.modules if name.partition(".")[0] == PACKAGE]:
        del sys.modules[name]
    sys.meta_path.insert(0, finder)
    importlib.import_module(PACKAGE + ".place").ROOT = root
    importlib.import_module(PACKAGE)
    importlib.import_module(PACKAGE + ".hooks").install()
