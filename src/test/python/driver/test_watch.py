import os
import shutil
import tempfile
import unittest

import support  # noqa: F401
from driver import processes
from driver.config import Config
from driver.watch import Watch, size


class WatchTest(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.mkdtemp()
        self.addCleanup(shutil.rmtree, self.folder)
        limits = {"workspace": 4 << 20, "files": 10, "memory": 1 << 40, "processes": 1 << 20}
        self.config = Config(self.folder, self.folder, "none", limits=limits)
        self.watch = Watch(self.config)

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

    def test_beyond_twice_the_limit_the_disk_is_full_and_only_growth_is_found(self):
        self.fill("a", 9 << 20)
        self.assertFalse(self.watch.look(()).severe)
        self.assertTrue(self.watch.full)
        self.watch.accept()
        self.assertIsNone(self.reason())
        self.fill("b", 2 << 20)
        self.assertTrue(self.watch.look(()).severe)
        os.remove(os.path.join(self.folder, "a"))
        self.assertFalse(self.watch.is_full())

    def test_too_many_files_to_count_are_never_accepted(self):
        for n in range(101):
            self.fill(str(n), 0)
        self.watch.accept()
        self.assertTrue(self.watch.look(()).severe)

    def test_what_is_there_at_the_start_may_stay(self):
        self.fill("a", 9 << 20)
        watch = Watch(self.config)
        self.assertIsNone(watch.look(()))
        self.assertTrue(watch.full)

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

    def test_memory_that_was_moved_to_the_disk_counts(self):
        fields = ["S", str(os.getpid())] + ["0"] * 15 + ["1"] + ["0"] * 3 + ["1"] + ["0"] * 20
        for name, text in (("stat", "7 (x) " + " ".join(fields)), ("status", "Name: x\nVmSwap:\t 3000 kB\n"),
                           ("smaps_rollup", "Rss: 4 kB\nPss: 4 kB\nSwapPss: 3000 kB\nSwap: 3000 kB\n")):
            os.makedirs(os.path.join(self.folder, "7"), exist_ok=True)
            with open(os.path.join(self.folder, "7", name), "w") as file:
                file.write(text)
        self.addCleanup(setattr, processes, "PROC", processes.PROC)
        processes.PROC = self.folder
        for limit, reason in ((4 << 20, None), (2 << 20, "More than 2 MiB of memory were used")):
            watch = Watch(Config(self.folder, self.folder, "none", limits={"memory": limit}))
            finding = watch.look(())
            self.assertEqual(finding and finding.reason, reason)

    def test_sizes_read_well(self):
        self.assertEqual([size(2 << 30), size(3 << 19), size(700)], ["2 GiB", "1.5 MiB", "700 bytes"])


if __name__ == "__main__":
    unittest.main()
