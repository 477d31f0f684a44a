import base64
import os
import shutil
import tempfile
import unittest

import support  # noqa: F401
from driver.files import Files
from driver.paths import Refused, parts


class FilesTest(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.mkdtemp()
        self.addCleanup(shutil.rmtree, self.folder)
        self.room = (1000, 5)
        self.files = Files(self.folder, 100, lambda: self.room)

    def path(self, name):
        return os.path.join(self.folder, name)

    def test_text_and_bytes_come_back(self):
        self.files.write([{"path": "a.txt", "text": "売"}, {"path": "b", "blob": base64.b64encode(b"\0\xff").decode()}])
        text, blob = self.files.read(["a.txt", "b"])
        self.assertEqual((text["text"], text["mimeType"]), ("売", "text/plain"))
        self.assertEqual(base64.b64decode(blob["blob"]), b"\0\xff")
        self.assertNotIn("text", blob)
        self.assertNotIn("text", self.files.read(["a.txt"], as_blob=True)[0])

    def test_what_is_mostly_control_characters_is_no_text(self):
        for data, form in ((b"\x01" * 8, "blob"), (b"\x7f" * 8, "blob"), (b"\x1b[31mred\x1b[0m", "text"), (b"\r\n\t" * 8, "text")):
            with open(self.path("x"), "wb") as file:
                file.write(data)
            self.assertIn(form, self.files.read(["x"])[0], data)

    def test_ways_out_are_refused(self):
        for path in ("/etc/passwd", "../x", "a/../../x", "", ".", "a\0b", "/".join("a" * 40)):
            with self.assertRaises(Refused, msg=path):
                parts(path)
        os.symlink("/etc", self.path("link"))
        for act in (lambda: self.files.read(["link/passwd"]), lambda: self.files.list("link"),
                    lambda: self.files.write([{"path": "link/x", "text": ""}]), lambda: self.files.remove("link/passwd")):
            with self.assertRaises(Refused):
                act()

    def test_nothing_is_written_when_one_name_is_bad(self):
        with self.assertRaises(Refused):
            self.files.write([{"path": "good", "text": "x"}, {"path": "no/such", "text": "x"}])
        self.assertEqual(os.listdir(self.folder), [])

    def test_limits_of_a_file_and_of_the_folder(self):
        for room, size in (((1000, 5), 101), ((50, 5), 51), ((1000, 0), 1)):
            self.room = room
            with self.assertRaises(Refused):
                self.files.write([{"path": "x", "text": "x" * size}])

    def test_a_link_is_removed_and_not_followed(self):
        os.mkdir(self.path("d"))
        open(self.path("d/kept"), "w").close()
        os.symlink("d", self.path("link"))
        self.files.remove("link")
        self.assertTrue(os.path.exists(self.path("d/kept")))
        self.files.remove("d")
        self.assertFalse(os.path.exists(self.path("d")))

    def test_listing_tells_folders_from_files(self):
        os.mkdir(self.path("d"))
        open(os.fsencode(self.path("")) + b"\xff", "w").close()
        self.assertEqual([(e["name"], e["folder"]) for e in self.files.list("")], [("d", True), ("\ufffd", False)])


if __name__ == "__main__":
    unittest.main()
