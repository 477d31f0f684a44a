"""Digests of variables: equal for the same state, different for another."""
from session.harness import SessionTest, bootstrap_cell, forget_session


class VariablesTest(SessionTest):
    def variables(self, code):
        """What a new session's variables are after a cell."""
        forget_session()
        self.names = {"__name__": "__main__"}
        self.run_cell(bootstrap_cell())
        self.run_cell(code)
        return self.call("variables")["variables"]

    def assertTold(self, one, other):
        first, second = self.variables(one), self.variables(other)
        self.assertEqual(first, self.variables(one))
        self.assertNotEqual(first, second)

    def test_the_same_code_gives_the_same_and_other_values_others(self):
        self.assertTold("x = 1", "x = 2")
        self.assertTold("x = [1, {'a': (2, 3.5)}]", "x = [1, {'a': (2, 3.6)}]")
        self.assertTold("x = {'b', 'a', 'c'}", "x = {'b', 'a', 'd'}")
        self.assertTold("def f(a, b=1):\n    return a + b", "def f(a, b=2):\n    return a + b")
        self.assertTold("def f(a):\n    return a + 1", "def f(a):\n    return a + 2")
        self.assertTold("class C:\n    def m(self):\n        return 1", "class C:\n    def m(self):\n        return 2")
        self.assertTold("import numpy as np\nx = np.arange(5)", "import numpy as np\nx = np.arange(5.0)")
        self.assertTold("import math", "import json as math")

    def test_frames_are_told_by_values_columns_and_types(self):
        make = "import pandas as pd\ndf = pd.DataFrame({'a': [1, 2], 'b': ['x', 'y']})"
        self.assertTold(make, make + "\ndf.loc[0, 'a'] = 3")
        self.assertTold(make, make + "\ndf = df.rename(columns={'a': 'c'})")
        self.assertTold(make, make + "\ndf['a'] = df['a'].astype('int32')")
        self.assertTold(make + "\ns = df['a']", make + "\ns = df['a'] * 2")

    def test_lines_and_cells_do_not_matter(self):
        self.assertEqual(self.variables("def f():\n    return 1"), self.variables("\n\n\ndef f():\n    return 1"))

    def test_instances_of_own_classes_are_told_by_what_they_hold(self):
        make = "class C:\n    pass\nc = C()\nc.x = "
        self.assertTold(make + "1", make + "2")

    def test_what_cannot_be_told_is_not_called_different(self):
        make = "g = (i for i in range({}))\nimport threading\nlock = threading.Lock()"
        self.assertEqual(self.variables(make.format(3)), self.variables(make.format(4)))
        loop = "x = []\nx.append(x)"
        self.assertEqual(self.variables(loop), self.variables(loop))

    def test_a_value_whose_methods_fail_does_no_harm(self):
        found = self.variables("class Bad(dict):\n    def items(self):\n        raise SystemExit\nb = Bad()\nx = 1")
        self.assertIn("x", found)

    def test_random_numbers_count_once_they_were_drawn(self):
        seeded = "import random\nrandom.seed(7)\nrandom.random()"
        self.assertIn("random numbers", self.variables(seeded))
        self.assertTold(seeded, seeded.replace("7", "8"))
        other = "import numpy as np\nnp.random.seed(7)\nnp.random.rand(3)"
        self.assertTold(other, other + "\nnp.random.rand(1)")

    def test_names_of_the_shell_and_hidden_ones_are_left_out(self):
        found = self.variables("_x = 1\nIn = []\na = 1\n_plotline = 2")
        self.assertEqual(["a"], [name for name in found if "random" not in name])
