"""Archives are unpacked into a folder of their own, and nothing in them is believed."""
import io
import os
import stat
import struct
import zipfile

from session.harness import SessionTest


def zipped(members, compression=zipfile.ZIP_DEFLATED):
    """An archive of (name or ZipInfo, content) pairs."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", compression) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return out.getvalue()


def named_in(encoding, *names):
    """An archive whose names are bytes of an encoding that it doesn't tell."""
    ascii_names = [f"{number}".rjust(len(name.encode(encoding)), "#") for number, name in enumerate(names)]
    archive = zipped((name, "x") for name in ascii_names)
    for ascii_name, name in zip(ascii_names, names):
        archive = archive.replace(ascii_name.encode(), name.encode(encoding))
    return archive


def special(name, mode):
    member = zipfile.ZipInfo(name)
    member.create_system = 3
    member.external_attr = mode << 16
    return member


class UnpackingTest(SessionTest):
    def unpack(self, archive, path="data.zip"):
        return self.call("unpack", self.write(path, archive))

    def tree(self, folder="data"):
        return sorted(os.path.relpath(os.path.join(where, name), folder)
                      for where, _, names in os.walk(folder) for name in names)

    def only_left_out(self, archive, *words):
        answer = self.unpack(zipped([*archive, ("good.csv", "a\n1\n")]))
        self.assertEqual(self.tree(), ["good.csv"])
        problem, = answer["problems"]
        for word in words:
            self.assertIn(word, problem)

    def test_members_lie_in_a_folder_named_after_the_archive(self):
        answer = self.unpack(zipped([("jan.csv", "a\n1\n"), ("deep/down/feb.csv", "a\n2\n"), ("deep/", "")]), "Q 1.zip")
        self.assertEqual(answer, {"folder": "Q 1", "files": 2, "problems": [],
                                  "readable": ["Q 1/jan.csv", "Q 1/deep/down/feb.csv"]})
        self.assertEqual((self.root / "Q 1/deep/down/feb.csv").read_text(), "a\n2\n")

    def test_a_folder_that_is_there_is_left_alone(self):
        self.write("data/mine.txt", "mine")
        self.assertEqual(self.unpack(zipped([("a.csv", "x")]))["folder"], "data (2)")
        self.assertEqual(self.tree(), ["mine.txt"])

    def test_the_same_archive_again_takes_the_place_of_its_older_version(self):
        self.unpack(zipped([("old.csv", "x")]))
        self.assertEqual(self.unpack(zipped([("new.csv", "x")]))["folder"], "data")
        self.assertEqual(self.tree(), ["new.csv"])
        self.assertEqual(self.unpack(zipped([("c.csv", "x")]), "other/data.zip")["folder"], "data (2)")

    def test_nothing_is_written_outside(self):
        for name in ("../x", "/tmp/x", "a/../../x", "\\x", "..\\x", "C:\\x", "c:x"):
            self.only_left_out([(name, "x")], "outside the folder", name.replace("\\", "\\\\"))
        self.assertEqual(sorted(name for name in os.listdir(".") if name != ".plotline"), ["data", "data.zip"])

    def test_links_and_devices_are_left_out(self):
        self.only_left_out([(special("link.csv", stat.S_IFLNK | 0o777), "/etc/passwd"),
                            (special("pipe", stat.S_IFIFO | 0o600), "")], "links or devices", "link.csv", "pipe")

    def test_a_member_below_a_link_is_written_beside_no_link(self):
        answer = self.unpack(zipped([(special("out", stat.S_IFLNK | 0o777), "/tmp"), ("out/x.csv", "x")]))
        self.assertEqual((self.tree(), len(answer["problems"])), (["out/x.csv"], 1))
        self.assertFalse(os.path.islink("data/out"))

    def test_protected_members_are_left_out(self):
        archive = bytearray(zipped([("secret.csv", "x"), ("good.csv", "a")], zipfile.ZIP_STORED))
        central = archive.index(b"PK\x01\x02")
        for at in (6, central + 8):  # the flags of the first member, in both places
            struct.pack_into("<H", archive, at, 1)
        answer = self.unpack(bytes(archive))
        self.assertEqual(self.tree(), ["good.csv"])
        self.assertEqual(answer["problems"],
                         ["Left out of the archive, because they are protected by a password: 'secret.csv'."])

    def test_bombs_are_left_out(self):
        self.only_left_out([("bomb.csv", bytes(40 << 20))], "densely", "bomb.csv")

    def test_no_more_is_unpacked_than_the_session_can_hold(self):
        self.run_cell("import _plotline.unpacking as u\nu.MOST_BYTES = 2_000_000")
        archive = zipped([("a.bin", os.urandom(1_500_000)), ("b.bin", os.urandom(900_000)), ("c.bin", b"x")])
        answer = self.unpack(archive)
        self.assertEqual(self.tree(), ["a.bin", "c.bin"])
        self.assertEqual(len(answer["problems"]), 1)
        self.assertIn("'b.bin'", answer["problems"][0])

    def test_a_member_that_says_it_is_small_gives_no_more_than_it_says(self):
        archive = bytearray(zipped([("a.csv", b"0123456789" * 1000)]))
        central = archive.index(b"PK\x01\x02")
        for at in (22, central + 24):
            struct.pack_into("<I", archive, at, 10)
        answer = self.unpack(bytes(archive))
        self.assertEqual(answer["folder"], None)
        self.assertIn("damaged", answer["problems"][0])
        self.assertFalse(os.path.exists("data"))

    def test_no_more_than_a_thousand_members(self):
        answer = self.unpack(zipped((f"{number:04}.bin", "x") for number in range(1003)))
        self.assertEqual((answer["files"], len(self.tree())), (1000, 1000))
        self.assertEqual(answer["problems"], ["Left out of the archive, because more than 1,000 files are not unpacked: "
                                              "'1000.bin', '1001.bin', '1002.bin'."])

    def test_no_more_than_twenty_are_looked_at(self):
        answer = self.unpack(zipped((f"{number}.csv", "x") for number in range(25)))
        self.assertEqual(len(answer["readable"]), 20)
        self.assertIn("25 tables and documents", answer["problems"][0])

    def test_archives_in_it_stay_packed(self):
        answer = self.unpack(zipped([("inner.zip", zipped([("a.csv", "x")])), ("b.csv", "x")]))
        self.assertEqual(self.tree(), ["b.csv", "inner.zip"])
        self.assertEqual(answer["problems"], ["Archives inside the archive are not unpacked: 'inner.zip'."])

    def test_names_in_every_usual_encoding(self):
        for names, encoding in ((("売上/東京 2024.csv", "メモ①.txt"), "cp932"), (("売上.csv", "Größe.csv"), "utf-8"),
                                (("Größe.csv", "é.csv", "Übersicht Märkte.csv"), "cp437")):
            self.unpack(named_in(encoding, *names), f"{encoding}.zip")
            self.assertEqual(self.tree(encoding), sorted(names), encoding)
        self.unpack(zipped([("데이터.csv", "x")]), "flagged.zip")
        self.assertEqual(self.tree("flagged"), ["데이터.csv"])

    def test_names_are_cleaned_and_never_collide(self):
        answer = self.unpack(zipped([("a\u202efdp.csv", "1"), ("./.hidden", "2"), ("a\\b.csv", "3"), ("a/b.csv", "4"),
                                     ("line\nbreak.csv", "5"), ("x", "6"), ("x/y", "7"), ("é" * 120, "8")]))
        self.assertEqual(self.tree(), ["a/b (2).csv", "a/b.csv", "afdp.csv", "hidden", "linebreak.csv", "x"])
        self.assertEqual(len(answer["problems"]), 1)
        self.assertIn("names can't be used", answer["problems"][0])

    def test_what_systems_put_in_is_dropped_without_a_word(self):
        answer = self.unpack(zipped([("__MACOSX/._a.csv", "x"), ("sub/.DS_Store", "x"), ("Thumbs.db", "x"), ("a.csv", "x")]))
        self.assertEqual((self.tree(), answer["problems"]), (["a.csv"], []))

    def test_damaged_and_empty_archives_leave_no_folder(self):
        good = zipped([("a.csv", os.urandom(1000))])
        for archive in (b"PK\x03\x04 no", good[:-30], zipped([]), good[:200] + b"\0" * 100 + good[300:]):
            answer = self.unpack(archive)
            self.assertEqual((answer["folder"], answer["files"]), (None, 0))
            self.assertIn("damaged", answer["problems"][0])
        self.assertEqual(sorted(os.listdir(".")), [".plotline", "data.zip"])
        self.assertEqual([name for name in os.listdir(".plotline") if name.startswith("tmp")], [])

    def test_what_was_unpacked_was_not_made_by_the_code(self):
        self.unpack(zipped([("a.csv", "x")]))
        self.assertEqual(self.call("snapshot"), {"files": 2})
        self.assertEqual(self.call("capture")["files"], [])
