"""The profile of a file that somebody sent: what it is, the tables in it, and what is wrong with it."""
import signal
import threading
import warnings
import zipfile
from contextlib import contextmanager

from _plotline import bombs, delimited, detect, documents, place, records, workbook_load, workbooks
from _plotline.answer import sentence
from _plotline.kept import os

LONGEST_SECONDS = 90
PASSWORD = "The file is protected by a password: save it without one and send it again."
WORKBOOK_NAMES = {"xlsx", "xlsm", "xls", "ods"}
KINDS = {"csv": "table", "tsv": "table", "json": "json", "jsonl": "json", "pdf": "document", "docx": "document",
         "zip": "archive", "png": "image", "jpg": "image", "jpeg": "image", "gif": "image", "txt": "text", "md": "text",
         **dict.fromkeys(WORKBOOK_NAMES, "workbook")}
CALLED = {"xlsx": "an Excel workbook", "xls": "an old Excel workbook", "ods": "an OpenDocument spreadsheet",
          "delimited": "a text with separators", "html": "a web page", "json": "JSON", "pdf": "a PDF",
          "docx": "a Word document", "zip": "a ZIP archive", "image": "an image", "text": "a text",
          "parquet": "a Parquet file"}
FITTING = {"xlsx": {"xlsx", "xlsm", "xltx", "xltm"}, "xls": {"xls", "xlt"}, "ods": {"ods"}, "pdf": {"pdf"},
           "html": {"html", "htm", "xhtml"}, "json": {"json", "jsonl", "ndjson", "geojson", "ipynb", "txt"},
           "docx": {"docx", "docm"}, "zip": {"zip"}, "parquet": {"parquet", "pq"}}


class _TooLong(BaseException):
    """No Exception, because the libraries catch those."""


def profile(path):
    """As it is told to the model; never raises for what a file holds."""
    answer = {"file": path if isinstance(path, str) else "", "kind": "binary", "bytes": 0, "tables": [], "problems": []}
    try:
        with place.opened(path) as file:
            answer["bytes"] = os.fstat(file.fileno()).st_size
    except FileNotFoundError:
        answer["problems"].append("The file is not in the working folder.")
        return answer
    except (OSError, place.Refused) as fault:
        answer["problems"].append(str(fault) if isinstance(fault, place.Refused) else "The file can't be opened.")
        return answer
    try:
        with _limited(), warnings.catch_warnings():
            warnings.simplefilter("ignore")
            _fill(path, answer)
    except _TooLong:
        answer["problems"].append(f"Reading the file took longer than {LONGEST_SECONDS} seconds and was given up.")
    except bombs.Bomb as fault:
        answer["problems"].append(str(fault))
    except MemoryError:
        answer["problems"].append("The file needs more memory than there is.")
    except ImportError as fault:
        answer["problems"].append("Reading this kind of file needs a library that is missing here "
                                  f"({sentence(fault)}).")
    except Exception as fault:
        answer["problems"].append(_damage(answer["kind"], fault))
    return answer


@contextmanager
def _limited():
    """Gives up after a while; only possible in the main thread, where sessions run their cells."""
    if threading.current_thread() is not threading.main_thread() or not hasattr(signal, "setitimer"):
        yield
        return

    def give_up(*_):
        raise _TooLong

    before = signal.signal(signal.SIGALRM, give_up)
    signal.setitimer(signal.ITIMER_REAL, LONGEST_SECONDS, 5)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def _fill(path, answer):
    named = detect.extension(path)
    answer["kind"] = KINDS.get(named, "binary")
    found = detect.type_of(path)
    READERS.get(found.name, _binary)(path, answer, found)
    fitting = FITTING.get(found.name)
    if fitting and named and named not in fitting and named in KINDS:
        answer["problems"].insert(0, f"The file is named .{named} but is {CALLED[found.name]}; it was read as that.")


def _damage(kind, fault):
    if kind == "workbook" and "ncrypted" in str(fault) or "password" in str(fault).lower():
        return PASSWORD
    if isinstance(fault, (zipfile.BadZipFile, EOFError)):
        return "The file is damaged or incomplete: send it again."
    return f"The file could not be read; it may be damaged ({sentence(fault)})."


def _empty(path, answer, found):
    answer["problems"].append("The file is empty.")


def _broken_zip(path, answer, found):
    answer["problems"].append("The file is incomplete or damaged, as after an interrupted upload: send it again.")


def _protected(path, answer, found):
    answer["kind"] = "workbook" if answer["kind"] == "binary" else answer["kind"]
    answer["problems"].append(PASSWORD)


def _workbook(path, answer, found):
    answer["kind"] = "workbook"
    if found.name in ("xlsx", "ods"):
        bombs.check(path, is_document=True)
    pages = getattr(workbooks, found.name)(path)
    answer["tables"], problems = workbook_load.load(path, pages)
    answer["problems"] += problems


def _delimited(path, answer, found):
    strict = found.name == "delimited?"
    read = delimited.read(path, strict)
    if read is None:
        answer["kind"] = "text"
        answer.update(documents.text(path))
        return
    answer["kind"] = "table"
    answer["tables"], problems = read
    answer["problems"] += problems
    named = detect.extension(path)
    if named in WORKBOOK_NAMES:
        answer["problems"].insert(0, f"The file is named .{named} but is a text with separators; it was read as that.")
    if not answer["tables"]:
        answer["problems"].append("The file holds no table.")
        answer.update(documents.text(path))


def _json(path, answer, found):
    try:
        answer["tables"], problems = records.read(path)
    except ValueError:
        _delimited(path, answer, detect.Type("delimited?"))
        answer["problems"].append("The file begins like JSON but is none: it may be cut off.")
        return
    answer["kind"] = "json"
    answer["problems"] += problems
    if not answer["tables"]:
        answer.update(documents.text(path))


def _html(path, answer, found):
    tables = documents.html(path)
    answer["kind"] = "table" if tables else "text"
    answer["tables"] = tables
    if not tables:
        answer.update(documents.text(path))


def _text(path, answer, found):
    answer["kind"] = "text"
    answer.update(documents.text(path))


def _pdf(path, answer, found):
    answer["kind"] = "document"
    answer.update(documents.pdf(path))


def _docx(path, answer, found):
    answer["kind"] = "document"
    bombs.check(path, is_document=True)
    answer.update(documents.docx(path))


def _image(path, answer, found):
    answer["kind"] = "image"
    answer.update(documents.image(path))


def _zip(path, answer, found):
    answer["kind"] = "archive"
    answer.update(documents.archive(path))
    bombs.check(path, is_document=False)


def _parquet(path, answer, found):
    from _plotline import convert, grid, loads
    answer["kind"] = "table"
    try:
        loaded = loads.run(f"df = pd.read_parquet({loads.literal(path)})", convert.Style())
    except ImportError:
        answer["problems"].append("Parquet files can't be read here, because the library pyarrow is missing: "
                                  "send the table as CSV or Excel.")
        return
    answer["tables"] = [loads.described(loaded, grid.Table(0, len(loaded.frame) - 1, 0, 0))]


def _binary(path, answer, found):
    if answer["kind"] not in ("image", "archive"):
        answer["kind"] = "binary"
    what = f"This is {found.detail}" if found.detail else "This is neither a table, a text, a document nor an image"
    answer["problems"].append(f"{what}, which can't be described here; code in the session can still open it. "
                              "If it holds a table, send that as CSV or Excel.")


READERS = {"empty": _empty, "broken zip": _broken_zip, "protected": _protected, "xlsx": _workbook, "xls": _workbook,
           "ods": _workbook, "delimited": _delimited, "delimited?": _delimited, "json": _json, "html": _html,
           "text": _text, "pdf": _pdf, "docx": _docx, "image": _image, "zip": _zip, "parquet": _parquet}
