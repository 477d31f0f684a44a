import unittest

import support  # noqa: F401
from driver import magics


def replaced(code):
    return magics.parse(code, "<cell 1>")[1]


class MagicsTest(unittest.TestCase):
    def test_python_stays_as_it_is(self):
        for code in ("a = 7 % 4", "x = '''\n!ls\n%cd /\n'''", "a = (1\n% 2)", "if a != 1: pass", "", "# !ls"):
            self.assertEqual(replaced(code), code)

    def test_a_shell_line_is_a_call(self):
        self.assertEqual(replaced("!ls 'a b'"), "__plotline_shell__(%r)" % "ls 'a b'")
        self.assertEqual(replaced("if a:\n    !ls\nb = 1"), "if a:\n    __plotline_shell__('ls')\nb = 1")
        self.assertEqual(replaced("out = !ls"), "out = __plotline_shell__('ls', True)")

    def test_known_magics(self):
        self.assertEqual(replaced("%pip install x"), "__plotline_shell__('pip install x')")
        self.assertEqual(replaced("%matplotlib inline"), "pass")
        self.assertEqual(replaced("%%time\nx = 1"), "pass\nx = 1")
        self.assertEqual(replaced("%time f()"), "f()")

    def test_an_unknown_magic_is_an_error_when_it_is_reached(self):
        self.assertIn("NotImplementedError", replaced("x = 1\n%lsmagic"))

    def test_what_is_wrong_stays_wrong(self):
        for code in ("f(", "x = = 1", "def", "!ls\nf(", "print 'x'"):
            with self.assertRaises(SyntaxError):
                magics.parse(code, "<cell 1>")


class ExpandedTest(unittest.TestCase):
    def test_names_and_expressions_are_put_in_as_notebooks_do(self):
        self.assertEqual(magics.expanded("echo {n + 1} $n {text!r} $$n", {"n": 3, "text": "a"}), "echo 4 3 'a' $n")

    def test_what_is_no_name_of_the_cell_is_left_to_the_shell(self):
        for line in ("awk '{print $1}' x", "echo {print} $HOME ${HOME} {1..3} {a,b}", "echo {nosuch + 1}"):
            self.assertEqual(magics.expanded(line, {}), line)


if __name__ == "__main__":
    unittest.main()
