"""Reads what is no table: texts, PDF and Word documents, images, archives."""
import re
import stat
import warnings
import zipfile
import zlib
from importlib.util import find_spec
from io import StringIO

from _plotline import charset, convert, grid, headers, loads, place

LONGEST_TEXT = 1500
MOST_PAGES = 5
MOST_TABLES = 10
MOST_MEMBERS = 100
MOST_PDF = 100 * place.MEBIBYTE
MOST_INFLATED = 300 * place.MEBIBYTE


def shortened(text):
    """The beginning of a text, without control characters."""
    text = text[:4 * LONGEST_TEXT].replace("\r\n", "\n").replace("\r", "\n").lstrip("\ufeff")
    text = "".join(letter for letter in text if letter.isprintable() or letter in "\n\t")
    return text.encode("utf-8", "replace").decode().strip()[:LONGEST_TEXT]


def text(path):
    encoding = charset.encoding_of(place.inside(path)) or "latin-1"
    with open(place.inside(path), encoding=encoding, errors="replace") as file:
        return {"text": shortened(file.read(4 * LONGEST_TEXT))}


def pdf(path):
    with place.opened(path) as file:
        if file.seek(0, 2) > MOST_PDF:
            return {"problems": ["The PDF is larger than 100 MB and was not read: send the pages that matter."]}
        file.seek(0)
        if _inflates_too_far(file.read()):
            return {"problems": ["The PDF would unpack to an enormous size and was not opened."]}
        file.seek(0)
        return _pdf_pages(file)


def _pdf_pages(file):
    try:
        from pypdf import PdfReader
    except ImportError:
        from PyPDF2 import PdfReader
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        reader = PdfReader(file, strict=False)
        if reader.is_encrypted and not reader.decrypt(""):
            return {"problems": ["The PDF is protected by a password: save it without one and send it again."]}
        count, found = len(reader.pages), ""
        for page in reader.pages[:MOST_PAGES] if count > MOST_PAGES else reader.pages:
            found += (page.extract_text() or "") + "\n"
            if len(found) > LONGEST_TEXT:
                break
    answer = {"pages": count, "text": shortened(found)}
    if not answer["text"]:
        answer["problems"] = ["The PDF holds no text; its pages are probably pictures, as from a scanner."]
    return answer


def _inflates_too_far(content):
    total = 0
    for start in re.finditer(rb"stream\r?\n", content):
        if total > MOST_INFLATED:
            return True
        inflater = zlib.decompressobj()
        rest = content[start.end():start.end() + 16 * place.MEBIBYTE] if content[start.end():start.end() + 1] == b"x" \
            else content[start.end():start.end() + 1]
        try:
            total += len(inflater.decompress(rest, MOST_INFLATED))
        except zlib.error:
            continue
    return total > MOST_INFLATED


def docx(path):
    from docx import Document
    with place.opened(path) as file:
        document = Document(file)
        found = "\n".join(paragraph.text for paragraph in document.paragraphs)
        grids = [[[cell.text for cell in row.cells] for row in table.rows] for table in document.tables[:MOST_TABLES]]
        count = len(document.tables)
    tables = [table for table in (_docx_table(path, number, rows) for number, rows in enumerate(grids)) if table]
    answer = {"text": shortened(found), "tables": tables}
    if count > MOST_TABLES:
        answer["problems"] = [f"The document has {count} tables; the first {MOST_TABLES} are described."]
    return answer


def _docx_table(path, number, rows):
    width = max((len(row) for row in rows), default=0)
    rows = [row + [""] * (width - len(row)) for row in rows]
    if not width or not any(any(map(str.strip, row)) for row in rows):
        return None
    count = headers.header_rows(rows, [])
    table = grid.Table(count, len(rows) - 1, 0, width - 1)
    table.header = list(range(count))
    table.names = headers.names(rows, count, width, [])
    table.title = f"Table {number + 1}"
    code = (f"table = Document({loads.literal(path)}).tables[{number}]\n"
            f"rows = [[cell.text.strip() for cell in row.cells] for row in table.rows][{count}:]\n"
            f"df = pd.DataFrame(rows, columns={loads.listing(table.names)}).replace('', None)")
    style = convert.Style()
    return loads.described(loads.run(code, style, "import pandas as pd\nfrom docx import Document"), table)


def html(path):
    """The tables of a page, which some systems name .xls. Only the bytes at hand are read."""
    encoding = charset.encoding_of(place.inside(path)) or "utf-8"
    import pandas as pd
    with open(place.inside(path), encoding=encoding, errors="replace") as file:
        source = file.read(64 * place.MEBIBYTE)
    if "<table" not in source.lower():
        return []
    try:
        frames = pd.read_html(StringIO(source), flavor="lxml" if find_spec("lxml") else None)
    except ValueError:  # says that there are no tables
        return []
    tables = []
    for number, frame in enumerate(frames[:MOST_TABLES]):
        names = headers.unique(headers.JOINT.join(dict.fromkeys(map(str, name))) if isinstance(name, tuple)
                               else "" if str(name).startswith("Unnamed:") or isinstance(name, int) else str(name)
                               for name in frame.columns)
        code = (f"page = Path({loads.literal(path)}).read_text(encoding={encoding!r}, errors='replace')\n"
                f"df = pd.read_html(StringIO(page))[{number}]")
        if list(frame.columns) != names:
            code += f"\ndf.columns = {loads.listing(names)}"
        loaded = loads.run(code, convert.Style(),
                           "from io import StringIO\nfrom pathlib import Path\n\nimport pandas as pd")
        tables.append(loads.described(loaded, grid.Table(0, len(frame) - 1, 0, len(names) - 1)))
    return tables


def image(path):
    from PIL import Image
    with place.opened(path) as file, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        picture = Image.open(file)
        return {"image": {"format": picture.format.lower(), "width": picture.width, "height": picture.height,
                          "mode": picture.mode}}


def archive(path):
    """The members; nothing is unpacked here."""
    members, problems, unsafe = [], [], []
    with place.opened(path) as file, zipfile.ZipFile(file) as opened:
        listed = [member for member in opened.infolist() if not member.is_dir()]
        for member in listed:
            name = member.filename
            if name.startswith(("/", "\\")) or ".." in re.split(r"[/\\]", name) or re.match(r"[A-Za-z]:", name) \
                    or stat.S_ISLNK(member.external_attr >> 16):
                unsafe.append(name)
            members.append({"name": "".join(filter(str.isprintable, name))[:200], "bytes": member.file_size})
        if any(member.flag_bits & 1 for member in listed):
            problems.append("The archive is protected by a password: pack it without one and send it again.")
    if unsafe:
        named = ", ".join(map(repr, unsafe[:5])) + (", ..." if len(unsafe) > 5 else "")
        problems.append(f"The archive wants to write outside its folder and those members must be left alone: {named}.")
    if len(members) > MOST_MEMBERS:
        problems.append(f"The archive has {len(members):,} files; the first {MOST_MEMBERS} are named.")
    return {"members": members[:MOST_MEMBERS], "problems": problems}
