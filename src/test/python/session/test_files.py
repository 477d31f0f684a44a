"""New, changed and removed files, by what is in them."""
import os
import time

from session.harness import SessionTest, bootstrap_cell, forget_session


class FilesTest(SessionTest):
    def setUp(self):
        super().setUp()
        self.call("snapshot")

    def changed(self):
        return {file["path"]: file["bytes"] for file in self.call("capture")["files"]}

    def test_new_files_are_found_in_nested_folders_once(self):
        self.write("a/b/c.csv", "1,2")
        self.assertEqual(self.changed(), {"a/b/c.csv": 3})
        self.assertEqual(self.changed(), {})

    def test_what_the_program_wrote_is_not_made_by_the_code(self):
        self.write("sent.csv", "1,2")
        self.assertEqual(self.call("snapshot"), {"files": 1})
        self.assertEqual(self.changed(), {})

    def test_other_bytes_of_the_same_size_count(self):
        self.write("out.csv", "1,2")
        self.changed()
        self.write("out.csv", "3,4")
        self.assertEqual(self.changed(), {"out.csv": 3})

    def test_other_bytes_under_the_same_times_count(self):
        self.write("out.csv", "1,2")
        os.utime("out.csv", (1e9, 1e9))
        self.changed()
        self.write("out.csv", "3,4")
        os.utime("out.csv", (1e9, 1e9))
        self.assertEqual(self.changed(), {"out.csv": 3})

    def test_a_touched_file_does_not_count(self):
        self.write("out.csv", "1,2")
        self.changed()
        os.utime("out.csv", (1e9, 1e9))
        self.write("out.csv", "1,2")
        self.assertEqual(self.changed(), {})

    def test_removed_files_are_told(self):
        self.write("out.csv", "1,2")
        self.changed()
        os.unlink("out.csv")
        answer = self.call("capture")
        self.assertEqual((answer["removed"], answer["files"]), (["out.csv"], []))

    def test_hashes_are_sha256(self):
        self.write("out.csv", "abc")
        self.assertEqual(self.call("capture")["files"][0]["sha256"],
                         "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")

    def test_odd_names_come_through(self):
        names = ["it's \"so\".txt", "line\nbreak.txt", "日本語.txt", "a b;c$(d).txt", "\\back.txt"]
        for name in names:
            self.write(name, "x")
        self.assertEqual(set(self.changed()), set(names))

    def test_a_name_that_is_no_text_is_told_without_it(self):
        with open(os.fsencode(str(self.root)) + b"/\xff.txt", "w") as file:
            file.write("x")
        answer = self.call("capture")
        self.assertEqual(answer["files"], [])
        self.assertIn("not valid UTF-8", answer["problems"][0])

    def test_hidden_and_foreign_things_are_skipped(self):
        for name in (".hidden", ".ipython/x", "log/x", "node_modules/a/x", "deep/__pycache__/x", "deep/.git/x"):
            self.write(name, "x")
        self.write("deep/log/kept.txt", "x")
        self.assertEqual(self.changed(), {"deep/log/kept.txt": 1})

    def test_links_and_pipes_are_neither_followed_nor_told(self):
        os.symlink("/etc/passwd", "link.txt")
        os.symlink("/etc", "folder")
        os.mkfifo("pipe")
        self.assertEqual(self.changed(), {})

    def test_no_more_files_are_followed_than_the_limit(self):
        self.run_cell("import _plotline.files as f\nf.MOST = 3")
        for number in range(5):
            self.write(f"{number}.txt", "x")
        answer = self.call("capture")
        self.assertEqual(len(answer["files"]), 3)
        self.assertIn("more than 3 files", answer["problems"][0])
        self.assertEqual(self.call("capture")["removed"], [])

    def test_survives_a_restart(self):
        self.write("out.csv", "1,2")
        self.changed()
        forget_session()
        self.run_cell(bootstrap_cell())
        self.assertEqual(self.changed(), {})

    def test_a_damaged_state_is_no_reason_to_fail(self):
        self.write("out.csv", "1,2")
        for content in ("", "[1]", '{"files": {"a": 5}}', '{"files": []}', "[" * 100_000):
            forget_session()
            self.write(".plotline/state.json", content)
            self.run_cell(bootstrap_cell())
            self.assertEqual(self.changed(), {"out.csv": 3}, content[:20])

    def test_our_folder_may_be_missing_or_a_trap(self):
        for make in (lambda: None, lambda: os.symlink("/tmp", ".plotline"), lambda: open(".plotline", "w").close()):
            os.path.islink(".plotline") and os.unlink(".plotline")
            os.path.exists(".plotline") and self.run_cell("import shutil; shutil.rmtree('.plotline')")
            make()
            self.write(f"{time.time_ns()}.txt", "x")
            self.assertEqual(len(self.changed()), 1)
            self.assertTrue(os.path.isdir(".plotline") and not os.path.islink(".plotline"))
