"""The package gets in without a trace, stays, and answers whatever the code around it does."""
import io
import json
import os
import subprocess
import sys
import time
import unittest

from session.harness import SOURCES, TOKEN, SessionTest, bootstrap_cell, forget_session


class BootstrapTest(SessionTest):
    def test_leaves_no_name_and_prints_nothing(self):
        self.assertEqual(set(self.names), {"__name__", "__builtins__"})
        self.assertEqual(self.out.getvalue(), "")
        self.assertEqual(os.listdir(self.root), [])

    def test_holds_the_token_once_and_lists_every_module(self):
        self.assertEqual((SOURCES / "bootstrap.py").read_text().count(TOKEN), 1)
        listed = (SOURCES / "modules.txt").read_text().split()
        self.assertEqual(listed, sorted(path.stem for path in SOURCES.glob("*.py") if path.stem != "bootstrap"))

    def test_no_module_has_the_name_of_a_function(self):
        package = sys.modules["_plotline"]
        functions = {name for name in vars(package) if callable(getattr(package, name)) and not name.startswith("_")}
        self.assertEqual(functions & set((SOURCES / "modules.txt").read_text().split()), set())

    def test_no_module_is_longer_than_300_lines(self):
        for path in SOURCES.glob("*.py"):
            self.assertLess(len(path.read_text().splitlines()), 300, path.name)

    def test_twice_is_as_good_as_once(self):
        package = sys.modules["_plotline"]
        self.run_cell(bootstrap_cell())
        self.assertIs(sys.modules["_plotline"], package)
        self.assertEqual([type(finder).__name__ for finder in sys.meta_path].count("Sources"), 1)

    def test_other_sources_replace_it_and_the_root_stays(self):
        os.mkdir("sub")
        os.chdir("sub")
        package = sys.modules["_plotline"]
        sys.meta_path[[type(finder).__name__ for finder in sys.meta_path].index("Sources")].sources["answer"] += "\n"
        self.run_cell(bootstrap_cell())
        self.assertIsNot(sys.modules["_plotline"], package)
        self.assertEqual(sys.modules["_plotline.place"].ROOT, str(self.root))

    def test_a_call_without_it_says_that_the_module_is_missing(self):
        forget_session()
        with self.assertRaises(ModuleNotFoundError):
            self.run_cell("__import__('_plotline').capture('NONCE')")

    def test_imports_neither_pandas_nor_matplotlib(self):
        code = (f"import sys, time\nsys.path.insert(0, {str(SOURCES.parents[0])!r})\n"
                f"cell = sys.stdin.read()\nbegun = time.perf_counter()\nexec(cell)\n"
                "__import__('_plotline').snapshot('N')\n__import__('_plotline').capture('N')\n"
                "print(sorted({'pandas', 'matplotlib', 'numpy', 'PIL', 'zipfile'} & set(sys.modules)))\n")
        done = subprocess.run([sys.executable, "-c", code], input=bootstrap_cell(), capture_output=True, text=True,
                              cwd=self.root, check=True)
        self.assertEqual(done.stdout.splitlines()[-1], "[]")
        self.assertEqual(done.stderr, "")


class AnswerTest(SessionTest):
    def line(self, code):
        self.out.truncate(0)
        self.run_cell(code)
        return self.out.getvalue()

    def test_is_one_ascii_line_between_tokens(self):
        self.write("売上\n.txt", "x")
        text = self.line("__import__('_plotline').capture('abc123')")
        self.assertEqual(text.count("\n"), 1)
        self.assertTrue(text.isascii() and text.startswith("abc123{") and text.endswith("}abc123\n"))
        self.assertEqual(json.loads(text.strip()[6:-6])["files"][0]["path"], "売上\n.txt")

    def test_a_long_answer_is_packed(self):
        for number in range(300):
            self.write(f"{number}-売上.csv", "x")
        text = self.line("__import__('_plotline').capture('abc123')")
        self.assertTrue(text.startswith("abc123z"), text[:40])
        self.assertLess(len(text), 40_000)
        self.assertEqual(len(self.call("capture")["files"]), 0)
        for number in range(300):
            self.write(f"{number}-売上.csv", "xy")
        self.assertEqual(len(self.call("capture")["files"]), 300)

    def test_a_fault_is_an_answer(self):
        self.assertEqual(self.call("slice_out", "missing.bin", 0, 1)["error"].split(":")[0], "FileNotFoundError")
        self.assertIn("inside the working folder", self.call("slice_out", "../x", 0, 1)["error"])
        self.assertIn("error", self.call("prepare", 5))

    def test_survives_broken_builtins_and_modules(self):
        self.write("a.txt", "x")
        import builtins
        kept = {name: getattr(builtins, name) for name in ("open", "len", "sorted", "print", "max", "dict")}
        dumps, lstat, scandir = json.dumps, os.lstat, os.scandir
        try:
            self.run_cell("import builtins, json, os\n" + "".join(f"builtins.{name} = None\n" for name in kept)
                          + "json.dumps = os.lstat = os.scandir = None")
            text = self.line("__import__('_plotline').capture('NONCE')")
        finally:
            for name, value in kept.items():
                setattr(builtins, name, value)
            json.dumps, os.lstat, os.scandir = dumps, lstat, scandir
        self.assertEqual(json.loads(text.split("NONCE")[1])["files"][0]["path"], "a.txt")

    def test_survives_a_closed_or_replaced_stdout(self):
        kept = self.out
        sys.stdout = io.StringIO()
        self.run_cell("__import__('_plotline').capture('NONCE')")
        self.assertIn("NONCE{", kept.getvalue())
        sys.stdout.close()
        kept.truncate(0)
        self.run_cell("__import__('_plotline').capture('NONCE')")
        self.assertIn("NONCE{", kept.getvalue())

    def test_speaks_to_the_stdout_of_the_day(self):
        """The service may put another one in place for every cell."""
        today = sys.stdout = io.StringIO()
        self.run_cell("__import__('_plotline').capture('NONCE')")
        self.assertIn("NONCE{", today.getvalue())

    def test_stays_in_its_folder_when_the_code_goes_elsewhere(self):
        self.call("snapshot")
        self.run_cell("import os\nos.mkdir('sub')\nos.chdir('sub')\nopen('x.txt', 'w').write('x')")
        self.assertEqual([file["path"] for file in self.call("capture")["files"]], ["sub/x.txt"])
        self.assertEqual(os.getcwd(), str(self.root / "sub"))

    def test_an_interrupt_is_an_answer(self):
        self.run_cell("import _plotline.files as f\ndef look(): raise KeyboardInterrupt('stop')\nf.look = look")
        self.assertEqual(self.call("snapshot"), {"error": "KeyboardInterrupt: stop"})


if __name__ == "__main__":
    unittest.main()
