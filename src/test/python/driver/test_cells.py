import os
import tempfile
import unittest

import support
from driver.cells import Cells


def run(*cells):
    """The exit codes and what was written to 1 and 2, run in a process of its own."""
    def work():
        with tempfile.TemporaryFile() as out:
            os.dup2(out.fileno(), 1)
            os.dup2(out.fileno(), 2)
            import sys
            sys.stdout = open(1, "w", buffering=1, closefd=False)
            sys.stderr = open(2, "w", buffering=1, closefd=False)
            namespace = Cells(os.getcwd())
            codes = [namespace.run(cell) for cell in cells]
            sys.stdout.flush()
            out.seek(0)
            return "%s\n%s" % (codes, out.read().decode())
    return support.in_child(work)


class CellsTest(unittest.TestCase):
    def test_names_last_and_the_last_expression_is_shown(self):
        self.assertEqual(run("x = 1", "x + 1"), "[0, 0]\n2\n")

    def test_a_failure_keeps_what_came_before(self):
        answer = run("x = 1\n1 / 0", "x")
        self.assertTrue(answer.startswith("[1, 0]\nTraceback"), answer)
        self.assertTrue(answer.endswith("ZeroDivisionError: division by zero\n1\n"), answer)

    def test_main_is_the_name_space(self):
        self.assertEqual(run("import __main__; y = 3", "__main__.y, __name__"), "[0, 0]\n(3, '__main__')\n")

    def test_leaving_is_an_exit_code_and_no_end(self):
        self.assertEqual(run("exit = SystemExit; raise exit(3)", "import sys; sys.exit('why')", "1"), "[3, 1, 0]\nwhy\n1\n")

    def test_redirected_output_is_ours_again_in_the_next_cell(self):
        self.assertEqual(run("import sys; sys.stdout = None", "print(1)"), "[0, 0]\n1\n")

    def test_a_coroutine_is_awaited_and_its_loop_lasts(self):
        self.assertEqual(run("import asyncio\nloop = asyncio.get_running_loop()\nawait asyncio.sleep(0)",
                             "loop is await asyncio.sleep(0, asyncio.get_running_loop())"), "[0, 0]\nTrue\n")

    def test_an_exception_that_cannot_be_shown_is_named(self):
        answer = run("class E(Exception):\n  def __str__(self): raise ValueError\nraise E")
        self.assertIn("E", answer)
        self.assertTrue(answer.startswith("[1]"))

    def test_source_lines_are_found_for_functions_of_earlier_cells(self):
        self.assertIn("    return 1 / n", run("def f(n):\n    return 1 / n", "f(0)"))


if __name__ == "__main__":
    unittest.main()
