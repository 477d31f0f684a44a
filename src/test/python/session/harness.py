"""A session as the program sees it: one namespace, cells as text, answers between two tokens on stdout."""
import base64
import io
import json
import os
import shutil
import sys
import tempfile
import unittest
import zlib
from pathlib import Path

SOURCES = Path(__file__).resolve().parents[3] / "main/resources/dev/plotline/sandbox/session"
RESOURCES = Path(__file__).resolve().parents[2] / "resources"
TOKEN = "@@PLOTLINE_MODULES@@"


def bootstrap_cell():
    names = (SOURCES / "modules.txt").read_text().split()
    sources = {name: (SOURCES / f"{name}.py").read_text(encoding="utf-8") for name in names}
    payload = base64.b64encode(json.dumps(sources).encode()).decode()
    return (SOURCES / "bootstrap.py").read_text(encoding="utf-8").replace(TOKEN, payload)


def forget_session():
    for name in [name for name in sys.modules if name.partition(".")[0] == "_plotline"]:
        del sys.modules[name]
    sys.meta_path[:] = [finder for finder in sys.meta_path if type(finder).__name__ not in ("Sources", "AfterImport")]


class SessionTest(unittest.TestCase):
    """Each test gets a working folder and a bootstrapped session of its own, in this process."""

    def setUp(self):
        self.home = os.getcwd()
        self.root = Path(os.path.realpath(tempfile.mkdtemp()))
        os.chdir(self.root)
        forget_session()
        self.names = {"__name__": "__main__"}
        self.out = sys.stdout = io.StringIO()
        self.run_cell(bootstrap_cell())

    def tearDown(self):
        if "matplotlib.pyplot" in sys.modules:
            sys.modules["matplotlib.pyplot"].close("all")
        sys.stdout = sys.__stdout__
        os.chdir(self.home)
        shutil.rmtree(self.root, ignore_errors=True)

    def run_cell(self, code):
        exec(compile(code, "<cell>", "exec"), self.names)

    def call(self, function, *arguments):
        text = ", ".join(repr(argument) for argument in ("NONCE", *arguments))
        self.out.truncate(0)
        self.run_cell(f"__import__('_plotline').{function}({text})")
        line = self.out.getvalue().split("NONCE")[1]
        return json.loads(zlib.decompress(base64.b64decode(line[1:])) if line.startswith("z") else line)

    def write(self, path, content):
        target = self.root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    def drawn(self, code):
        """Runs a cell that begins with pyplot and captures after it."""
        self.run_cell("import matplotlib.pyplot as plt\n" + code)
        return self.call("capture")
