"""Documents, images, archives and what can't be described."""
import importlib.util
import os
import stat
import time
import zipfile
import zlib

from session.test_profile_text import ProfileTest


def pdf_with(text, pages=1):
    content = f"BT /F1 24 Tf 72 700 Td ({text}) Tj ET".encode()
    packed = zlib.compress(content)
    kids = " ".join(f"{5 + number} 0 R" for number in range(pages))
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", f"<< /Type /Pages /Kids [{kids}] /Count {pages} >>".encode(),
               b"<< /Length %d /Filter /FlateDecode >> stream\n" % len(packed) + packed + b"\nendstream",
               b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"]
    objects += [b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 3 0 R "
                b"/Resources << /Font << /F1 4 0 R >> >> >>"] * pages
    out, places = b"%PDF-1.4\n", []
    for number, one in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n" % number + one + b"\nendobj\n"
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return out + b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1) + table + \
        b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, len(out))


class DocumentsTest(ProfileTest):
    def test_pdf(self):
        answer = self.profile(self.write("a.pdf", pdf_with("Revenue grew by 5 percent", pages=3)))
        self.assertEqual((answer["kind"], answer["pages"], answer["problems"]), ("document", 3, []))
        self.assertIn("Revenue grew", answer["text"])

    def test_pdf_of_pictures(self):
        answer = self.profile(self.write("a.pdf", pdf_with("")))
        self.assertIn("scanner", answer["problems"][0])

    def test_pdf_with_a_password(self):
        from pypdf import PdfReader, PdfWriter
        self.write("a.pdf", pdf_with("secret"))
        writer = PdfWriter()
        writer.add_page(PdfReader("a.pdf").pages[0])
        writer.encrypt("word")
        writer.write("b.pdf")
        answer = self.profile("b.pdf")
        self.assertIn("protected by a password", answer["problems"][0])

    def test_pdf_that_unpacks_too_far(self):
        self.call("profile", self.write("a.txt", "x"))
        self.run_cell("import _plotline.documents as d\nd.MOST_INFLATED = 1 << 20")
        bomb = zlib.compress(bytes(4 << 20), 9)
        self.write("a.pdf", pdf_with("x").replace(b"%%EOF", b"9 0 obj << /Length %d >> stream\n" % len(bomb) + bomb))
        self.assertIn("enormous", self.profile("a.pdf")["problems"][0])

    def test_damaged_pdf(self):
        answer = self.profile(self.write("a.pdf", b"%PDF-1.4\n" + os.urandom(500)))
        self.assertEqual(len(answer["problems"]), 1)

    def test_word_document_with_a_table(self):
        from docx import Document
        document = Document()
        document.add_paragraph("Quarterly report")
        table = document.add_table(0, 2)
        for row in (("Region", "Units"), ("North", "1,200"), ("South", "20")):
            for cell, text in zip(table.add_row().cells, row):
                cell.text = text
        document.save("a.docx")
        answer = self.profile("a.docx")
        self.assertEqual((answer["kind"], answer["text"]), ("document", "Quarterly report"))
        table, = answer["tables"]
        self.assertEqual(self.values(table, "Units"), [1200, 20])

    def test_images(self):
        from PIL import Image
        for form in ("png", "jpeg", "gif", "webp", "bmp", "tiff"):
            Image.new("RGB", (40, 30)).save(f"a.{form}")
            answer = self.profile(f"a.{form}")
            self.assertEqual(answer["kind"], "image")
            self.assertEqual((answer["image"]["format"], answer["image"]["width"], answer["image"]["height"]), (form, 40, 30))

    def test_archive(self):
        with zipfile.ZipFile("a.zip", "w") as archive:
            archive.writestr("data/a.csv", "a,b\n1,2\n")
            archive.writestr("data/売上.csv", "a")
        answer = self.profile("a.zip")
        self.assertEqual((answer["kind"], answer["problems"]), ("archive", []))
        self.assertEqual(answer["members"], [{"name": "data/a.csv", "bytes": 8}, {"name": "data/売上.csv", "bytes": 1}])
        self.assertEqual(os.listdir("."), ["a.zip"])

    def test_unsafe_members_are_named(self):
        with zipfile.ZipFile("a.zip", "w") as archive:
            for name in ("../up.txt", "/etc/x", "C:\\x", "a/../../b", "fine.txt"):
                archive.writestr(name, "x")
            link = zipfile.ZipInfo("link")
            link.external_attr = (stat.S_IFLNK | 0o777) << 16
            archive.writestr(link, "/etc/passwd")
        problem, = self.profile("a.zip")["problems"]
        for name in ("../up.txt", "/etc/x", "C:", "a/../../b", "link"):
            self.assertIn(name, problem)
        self.assertNotIn("fine.txt", problem)

    def test_parquet_where_the_library_is_there(self):
        # The library is too large for the test set-up: what it would read stands in for it.
        import pandas as pd
        read = pd.read_parquet
        self.addCleanup(setattr, pd, "read_parquet", read)
        pd.read_parquet = lambda path: pd.DataFrame({"region": ["North", "South"], "amount": [1.5, 2.0]})
        self.write("a.parquet", b"PAR1" + bytes(50) + b"PAR1")
        answer = self.profile("a.parquet")
        table, = answer["tables"]
        self.assertEqual((table["rows"], [column["type"] for column in table["columns"]], answer["problems"]),
                         (2, ["text", "number"], []))
        self.assertEqual(table["load"], "import pandas as pd\n\ndf = pd.read_parquet('a.parquet')")

    def test_parquet(self):
        self.write("a.parquet", b"PAR1" + bytes(50) + b"PAR1")
        answer = self.profile("a.parquet")
        self.assertEqual((answer["kind"], answer["tables"], len(answer["problems"])), ("table", [], 1))
        if importlib.util.find_spec("pyarrow") is None:
            self.assertIn("pyarrow is missing", answer["problems"][0])

    def test_what_is_not_read_is_said_in_one_sentence(self):
        for content, word in ((b"SQLite format 3\0" + bytes(100), "SQLite"), (b"\x1f\x8b" + bytes(100), "gzip"),
                              (b"7z\xbc\xaf'\x1c" + bytes(100), "7z"), (b"MZ" + bytes(100), "program"),
                              (os.urandom(5000), "neither")):
            answer = self.profile(self.write("a.bin", content))
            self.assertEqual((answer["kind"], len(answer["problems"])), ("binary", 1))
            self.assertIn(word, answer["problems"][0])

    def test_links_are_not_read_through(self):
        os.symlink("/etc/passwd", "a.csv")
        answer = self.profile("a.csv")
        self.assertEqual((answer["tables"], len(answer["problems"])), ([], 1))

    def test_a_page_is_read_from_its_bytes_only(self):
        self.write("a.html", "<html><head><title>x</title></head><body><img src='http://127.0.0.1:9/x'><p>words</p></body></html>")
        answer = self.profile("a.html")
        self.assertEqual((answer["kind"], answer["tables"]), ("text", []))
        self.write("b.html", "<table><tr><th>Name</th><th>Units</th></tr><tr><td>売</td><td>1,200</td></tr></table>")
        table, = self.profile("b.html")["tables"]
        self.assertEqual(self.values(table, "Units"), [1200])

    def test_reading_ends_after_a_while(self):
        self.call("profile", self.write("a.csv", "a,b\n1,2\n"))
        self.run_cell("import _plotline.profiles as p, time\np.LONGEST_SECONDS = 0.05\n"
                      "def endless(*_):\n    while True: time.sleep(0.01)\np.READERS['delimited'] = endless")
        begun = time.monotonic()
        self.assertIn("took longer", self.profile("a.csv")["problems"][0])
        self.assertLess(time.monotonic() - begun, 60)

    def test_nothing_in_a_file_is_run(self):
        evil = "__import__('os').system('touch /tmp/plotline-ran')"
        self.write("a.csv", f"{evil},\"'+{evil}+'\"\n1,2\n=cmd|'/c calc'!A0,3\n")
        self.profile("a.csv")
        self.write("b.json", '[{"' + evil.replace('"', "'") + '": 1}]')
        self.profile("b.json")
        self.assertFalse(os.path.exists("/tmp/plotline-ran"))
