"""Files that hold workbooks, or only say so: other formats, wrong names, damage, passwords, bombs."""
import io
import os
import shutil
import zipfile

from session.harness import RESOURCES
from session.workbook import WorkbookTest


class OtherWorkbooksTest(WorkbookTest):
    def test_macro_workbooks_are_read_and_said_to_be_not_run(self):
        path = self.save({"S": [["a", "b"], ["x", 1]]}, "m.xlsm")
        with zipfile.ZipFile(path, "a") as archive:
            archive.writestr("xl/vbaProject.bin", b"x")
        answer = self.profile(path)
        self.assertIn("macros", answer["problems"][0])
        self.assertEqual(len(answer["tables"]), 1)

    def test_an_opendocument_spreadsheet(self):
        import pandas as pd
        pd.DataFrame({"地域": ["東京", "大阪"], "Units": [1, 2], "Day": pd.to_datetime(["2024-01-31", "2024-02-01"])}).to_excel(
            "a.ods", index=False, engine="odf")
        table, = self.profile("a.ods")["tables"]
        self.assertEqual((self.names_of(table), self.types_of(table)), (["地域", "Units", "Day"], ["text", "integer", "date"]))

    def test_an_old_workbook(self):
        shutil.copy(RESOURCES / "session/old.xls", "old.xls")
        answer = self.profile("old.xls")
        table = answer["tables"][0]
        self.assertEqual(answer["kind"], "workbook")
        self.assertEqual((table["title"], self.places(table)), ("Sales", ([3], 4, 6, [7])))
        self.assertEqual((self.names_of(table), self.types_of(table)), (["Region", "Day", "Units"], ["text", "date", "integer"]))
        self.assertEqual(table["columns"][1]["min"], "2024-01-31")


class MislabelledTest(WorkbookTest):
    def only(self, path):
        answer = self.profile(path)
        self.assertEqual((len(answer["problems"]), answer["tables"]), (1, []), answer)
        return answer["problems"][0]

    def test_a_workbook_named_csv(self):
        os.rename(self.save({"S": [["a", "b"], ["x", 1]]}), "a.csv")
        answer = self.profile("a.csv")
        self.assertEqual((answer["kind"], answer["tables"][0]["rows"]), ("workbook", 1))
        self.assertEqual(answer["problems"], ["The file is named .csv but is an Excel workbook; it was read as that."])

    def test_a_csv_named_xlsx(self):
        self.write("a.xlsx", "a,b\nx,1\ny,2\n")
        answer = self.profile("a.xlsx")
        self.assertEqual((answer["kind"], answer["tables"][0]["rows"]), ("table", 2))
        self.assertIn("named .xlsx but is a text", answer["problems"][0])

    def test_a_page_named_xls(self):
        self.write("a.xls", "<html><body><table><tr><th>Région</th><th>Units</th></tr><tr><td>x</td><td>1</td></tr>"
                            "<tr><td>y</td><td>2</td></tr></table></body></html>".encode("cp1252"))
        answer = self.profile("a.xls")
        self.assertEqual(self.names_of(answer["tables"][0]), ["Région", "Units"])
        self.assertIn("is a web page", answer["problems"][0])

    def test_an_empty_file(self):
        for name in ("a.xlsx", "b.csv", "c.json", "d.pdf", "e"):
            self.write(name, b"")
            self.assertEqual(self.only(name), "The file is empty.")

    def test_a_truncated_workbook(self):
        content = (self.root / self.save({"S": [["a", "b"]] * 50})).read_bytes()
        for size in (10, 100, len(content) // 2, len(content) - 30):
            self.write("a.xlsx", content[:size])
            self.assertIn("send it again", self.only("a.xlsx"))

    def test_a_damaged_sheet(self):
        path = self.save({"S": [["a", "b"], ["x", 1]]})
        with zipfile.ZipFile(path) as archive:
            parts = {name: archive.read(name) for name in archive.namelist()}
        parts["xl/worksheets/sheet1.xml"] = parts["xl/worksheets/sheet1.xml"][:200]
        with zipfile.ZipFile(path, "w") as archive:
            for name, content in parts.items():
                archive.writestr(name, content)
        self.assertIn("damaged", self.only(path))

    def test_a_workbook_with_a_password(self):
        ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(1000)
        for stream in ("EncryptedPackage", "EncryptionInfo\0\0EncryptedPackage"):
            self.write("a.xlsx", ole + stream.encode("utf-16-le") + bytes(1000))
            self.assertEqual(self.only("a.xlsx"),
                             "The file is protected by a password: save it without one and send it again.")

    def test_an_old_workbook_with_a_password(self):
        content = (RESOURCES / "session/old.xls").read_bytes()
        second_record = content.index(b"\x09\x08\x10\x00") + 20
        self.write("p.xls", content[:second_record] + b"\x2f\x00" + content[second_record + 2:])  # FILEPASS
        self.assertEqual(self.only("p.xls"),
                         "The file is protected by a password: save it without one and send it again.")

    def test_kinds_that_are_not_read_have_names(self):
        binary = {"[Content_Types].xml": b"<x/>", "xl/workbook.bin": b""}
        slides = {"[Content_Types].xml": b"<x/>", "ppt/presentation.xml": b"<x/>"}
        for parts, word in ((binary, "xlsb"), (slides, "PowerPoint")):
            with zipfile.ZipFile("a.xlsx", "w") as archive:
                for name, content in parts.items():
                    archive.writestr(name, content)
            self.assertIn(word, self.only("a.xlsx"))


class BombsTest(WorkbookTest):
    def pack(self, path, size, more=()):
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for name in ("[Content_Types].xml", "xl/workbook.xml"):
                archive.writestr(name, "<x/>")
            with archive.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as part:
                for _ in range(size):
                    part.write(bytes(1 << 20))
            for name, content in more:
                archive.writestr(name, content)

    def refused(self, path):
        answer = self.profile(path)
        self.assertEqual(answer["tables"], [])
        return answer["problems"][-1]

    def test_more_than_500_mb_is_not_unpacked(self):
        self.call("profile", self.save({"S": [["a", "b"], ["x", 1]]}))
        self.run_cell("import _plotline.bombs as b\nb.MOST_BYTES = 5 << 20")
        self.pack("a.xlsx", 6)
        self.assertIn("would unpack to 6 MB", self.refused("a.xlsx"))

    def test_a_suspicious_ratio_is_not_unpacked(self):
        self.pack("a.xlsx", 20)
        self.assertIn("packed", self.refused("a.xlsx"))

    def test_a_zip_is_judged_too(self):
        self.pack("a.zip", 20, [("x", "y")])
        os.rename("a.zip", "b.zip")
        with zipfile.ZipFile("c.zip", "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("zeros.bin", bytes(20 << 20))
        self.assertIn("packed", self.refused("c.zip"))

    def test_sizes_that_lie_give_no_more_than_they_say(self):
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("[Content_Types].xml", "<x/>")
            archive.writestr("xl/workbook.xml", bytes(30 << 20))
        content = packed.getvalue().replace((30 << 20).to_bytes(4, "little"), (100).to_bytes(4, "little"))
        self.write("a.xlsx", content)
        self.assertIn("damaged", self.refused("a.xlsx"))

    def test_entities_are_not_expanded(self):
        self.save({"S": [["a", "b"], ["x", 1]]}, "a.xlsx")
        with zipfile.ZipFile("a.xlsx") as archive:
            parts = {name: archive.read(name) for name in archive.namelist()}
        parts["xl/workbook.xml"] = b'<!DOCTYPE x [<!ENTITY a "b">]>' + parts["xl/workbook.xml"]
        with zipfile.ZipFile("a.xlsx", "w") as archive:
            for name, content in parts.items():
                archive.writestr(name, content)
        self.assertIn("entities", self.refused("a.xlsx"))
