import os
import shutil
import tempfile
import unittest

import support  # noqa: F401
from driver.config import Config
from driver.watch import Watch, size


class WatchTest(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.mkdtemp()
        self.addCleanup(shutil.rmtree, self.folder)
        limits = {"workspace": 4 << 20, "files": 10, "memory": 1 << 40, "processes": 1 << 20}
        self.watch = Watch(Config(self.folder, self.folder, "none", limits=limits))

    def fill(self, name, count):
        with open(os.path.join(self.folder, name), "wb") as file:
            file.write(os.urandom(count))

    def reason(self):
        finding = self.watch.look(())
        return finding and finding.reason

    def test_too_many_bytes_are_found_once_and_then_only_growth(self):
        self.assertIsNone(self.reason())
        self.fill("a", 5 << 20)
        self.assertEqual(self.reason(), "More than 4 MiB were written to the working folder")
        self.watch.accept()
        self.assertIsNone(self.reason())
        self.fill("b", 2 << 20)
        self.assertIn("4 MiB", self.reason())

    def test_twice_the_limit_is_never_accepted(self):
        self.fill("a", 9 << 20)
        self.watch.accept()
        self.assertEqual(self.reason(), "The working folder holds more than 8 MiB: remove files first")

    def test_what_was_removed_may_not_come_back(self):
        self.fill("a", 7 << 20)
        self.watch.accept()
        self.fill("a", 1)
        self.assertIsNone(self.reason())
        self.fill("b", 5 << 20)
        self.assertIn("4 MiB", self.reason())

    def test_folders_count_as_files(self):
        for n in range(11):
            os.mkdir(os.path.join(self.folder, str(n)))
        self.assertEqual(self.reason(), "More than 10 files and folders are in the working folder")
        self.assertEqual(self.watch.room()[1], 0)

    def test_a_closed_folder_is_looked_into(self):
        os.mkdir(os.path.join(self.folder, "d"))
        self.fill("d/a", 5 << 20)
        os.chmod(os.path.join(self.folder, "d"), 0)
        self.assertIn("4 MiB", self.reason())

    def test_sizes_read_well(self):
        self.assertEqual([size(2 << 30), size(3 << 19), size(700)], ["2 GiB", "1.5 MiB", "700 bytes"])


if __name__ == "__main__":
    unittest.main()
