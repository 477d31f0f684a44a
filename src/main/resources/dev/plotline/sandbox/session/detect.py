"""Tells what a file is from its bytes. The name is asked only where the bytes leave it open."""
import re
import zipfile

from _plotline import charset, place

HEAD = 64 * 1024
IMAGES = ((b"\x89PNG\r\n\x1a\n", "PNG"), (b"\xff\xd8\xff", "JPEG"), (b"GIF8", "GIF"), (b"BM", "BMP"),
          (b"II*\0", "TIFF"), (b"MM\0*", "TIFF"))
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
OLD_SHEETS = (b"\x09\x00\x04\x00", b"\x09\x02\x06\x00", b"\x09\x04\x06\x00", b"\x09\x08\x10\x00", b"\x09\x08\x08\x00")
NAMED = (("EncryptedPackage", "protected", None), ("Workbook", "xls", None), ("Book", "xls", None),
         ("WordDocument", "other", "an old Word document (.doc)"),
         ("PowerPoint Document", "other", "an old PowerPoint presentation (.ppt)"))
OTHERS = ((b"SQLite format 3\0", "an SQLite database"), (b"ARROW1", "an Arrow file"), (b"\x7fELF", "a program"),
          (b"MZ", "a Windows program"), (b"{\\rtf", "an RTF document"), (b"7z\xbc\xaf'\x1c", "a 7z archive"),
          (b"Rar!", "a RAR archive"), (b"\x1f\x8b", "a gzip file"), (b"BZh", "a bzip2 file"),
          (b"\xfd7zXZ\0", "an xz file"),
          (b"\x89HDF\r\n\x1a\n", "an HDF5 file"), (b"ORC", "an ORC file"), (b"ID3", "a sound"), (b"OggS", "a sound"),
          (b"\0asm", "a program"), (b"$FL2", "an SPSS file"), (b"<stata_dta>", "a Stata file"))
PROSE = {"txt", "text", "md", "markdown", "rst", "log", "py", "r", "sql", "js", "ts", "java", "sh", "html", "htm",
         "xml", "yaml", "yml", "toml", "ini", "cfg", "conf", "tex", "css", "ipynb", "eml", "svg"}
TABULAR = {"csv", "tsv", "tab", "psv", "ssv", "xls", "xlsx", "dat", "prn", "data"}


class Type:
    """name: what it is; detail: what to call it where the name is `other`, the format of an image."""

    def __init__(self, name, detail=None):
        self.name, self.detail = name, detail


def extension(path):
    name = path.rsplit("/", 1)[-1].lower()
    return name.rpartition(".")[2] if "." in name[1:] else ""


def type_of(path):
    with place.opened(path) as file:
        head = file.read(HEAD)
        if not head:
            return Type("empty")
        if head.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")):
            file.seek(0)
            return _in_zip(file)
        if head.startswith(OLE):
            file.seek(0)
            return _in_ole(file.read(64 * place.MEBIBYTE))
    if head.startswith(OLD_SHEETS):
        return Type("xls")
    if b"%PDF-" in head[:1024]:
        return Type("pdf")
    for signature, form in IMAGES:
        if head.startswith(signature):
            return Type("image", form)
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return Type("image", "WEBP")
    if head.startswith(b"PAR1"):
        return Type("parquet")
    for signature, detail in OTHERS:
        if head.startswith(signature):
            return Type("other", detail)
    if head[4:8] == b"ftyp":
        return Type("other", "a video or a picture of a phone")
    return _in_text(path, head)


def _in_zip(file):
    try:
        with zipfile.ZipFile(file) as archive:
            names = set(archive.namelist())
            if "mimetype" in names and archive.getinfo("mimetype").file_size < 200:
                form = archive.read("mimetype").decode("ascii", "replace")
                if form.startswith("application/vnd.oasis.opendocument."):
                    return Type("ods") if "spreadsheet" in form else Type("other", "an OpenDocument file")
    except (zipfile.BadZipFile, OSError, EOFError, NotImplementedError, RuntimeError, ValueError):
        return Type("broken zip")
    if "[Content_Types].xml" in names:
        for part, type_ in (("xl/workbook.xml", Type("xlsx")), ("word/document.xml", Type("docx")),
                            ("xl/workbook.bin", Type("other", "an Excel binary workbook (.xlsb)")),
                            ("ppt/presentation.xml", Type("other", "a PowerPoint presentation"))):
            if part in names:
                return type_
    return Type("zip")


def _in_ole(content):
    for name, type_, detail in NAMED:
        if name.encode("utf-16-le") + b"\0\0" in content:
            return Type(type_, detail)
    return Type("other", "an old Office file")


def _in_text(path, head):
    encoding = charset.encoding_of(place.inside(path))
    if encoding is None:
        return Type("binary")
    text = head.decode(encoding, "replace").lstrip("\ufeff \t\r\n")
    lower = text[:4096].lower()
    if re.match(r"(<!doctype html|<html|<table|<head|<body|<meta)", lower) or \
            lower.startswith(("<?xml", "<!--")) and "<html" in lower:
        return Type("html")
    if "urn:schemas-microsoft-com:office:spreadsheet" in lower:
        return Type("other", "an Excel 2003 XML workbook")
    named = extension(path)
    if text[:1] in "[{" and (named in ("json", "jsonl", "ndjson", "geojson") or _begins_like_json(text)):
        return Type("json")
    if named in TABULAR:
        return Type("delimited")
    return Type("text") if named in PROSE - {"txt", "text"} else Type("delimited?")


def _begins_like_json(text):
    return re.match(r'(\[\s*)*\{\s*("|\})|\[\s*[-\d"\[\]]', text) is not None \
        and text.rstrip()[-1:] in "]},\"0123456789"
