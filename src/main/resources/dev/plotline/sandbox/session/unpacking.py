"""Unpacks an archive that somebody sent into a folder of its own. Nothing in it is believed: not its names, not its
sizes, not that it ends."""
import re
import shutil
import stat
import tempfile
import unicodedata
import zipfile
import zlib

from _plotline import bombs, place
from _plotline.kept import os
from _plotline.state import keep, state

MOST_MEMBERS = 1000
MOST_BYTES = 500 * 1000 * 1000
MOST_READABLE = 20
MOST_NAMED = 5
LONGEST_NAME = 200
DEEPEST = 12
# What macOS and Windows put into archives, of no use to anybody.
JUNK = {"__macosx", ".ds_store", "thumbs.db", "desktop.ini"}
READABLE = ("csv tsv tab psv json jsonl ndjson xlsx xlsm xls ods parquet pdf docx txt md html htm").split()
JAPANESE = re.compile("[\u3000-\u30ff\u4e00-\u9fff\uff01-\uff60]{2}")
FOREIGN = re.compile("[^\x00-\x7f\u2010-\u33ff\u4e00-\u9fff\uff01-\uff9f]")

OUTSIDE = "they would be written outside the folder"
ODD = "they are links or devices"
LOCKED = "they are protected by a password"
PACKED = "they are packed more densely than anything but a harmful file"
DAMAGED = "they are damaged or packed in an unknown way"
CLASHING = "their names can't be used"
MANY = f"more than {MOST_MEMBERS:,} files are not unpacked"
LARGE = f"more than {MOST_BYTES // 1_000_000} MB are not unpacked"
FULL = "there is no room for them in the session"


class _LeftOut(Exception):
    """A member that is not unpacked; the message is the reason."""


def unpack(path):
    """{"folder": name or None, "files": count, "readable": [path], "problems": [sentence]}. The same archive again
    takes the place of its older version."""
    fresh = tempfile.mkdtemp(dir=place.ours(""))
    try:
        with place.opened(path) as file, zipfile.ZipFile(file) as archive:
            written, left = _members(archive, fresh)
        folder = _put(fresh, path) if written else None
    except (zipfile.BadZipFile, EOFError, ValueError, NotImplementedError, OverflowError):
        written, left, folder = [], {}, None
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
    problems = [f"Left out of the archive, because {reason}: {_named(names)}." for reason, names in left.items()]
    if not written and not problems:
        problems = ["The archive is empty or damaged: send it again."]
    nested = [name for name in written if name.lower().endswith(".zip")]
    if nested:
        problems.append(f"Archives inside the archive are not unpacked: {_named(nested)}.")
    readable = [f"{folder}/{name}" for name in written if name.lower().rpartition(".")[2] in READABLE]
    if len(readable) > MOST_READABLE:
        problems.append(f"The archive holds {len(readable):,} tables and documents; "
                        f"the first {MOST_READABLE} were looked at.")
    return {"folder": folder, "files": len(written), "readable": readable[:MOST_READABLE], "problems": problems}


def _members(archive, folder):
    """([path in the folder], {reason: [name]}), in the archive's order."""
    written, left, room = [], {}, MOST_BYTES
    members = [member for member in archive.infolist() if not member.is_dir()]
    for member, name in zip(members, _names(members)):
        try:
            parts = _parts(name)
            if not parts:
                continue
            _check(member, len(written), room)
            target = _free(folder, parts)
            room -= _write(archive, member, os.path.join(folder, *target))
            written.append("/".join(target))
        except _LeftOut as fault:
            left.setdefault(str(fault), []).append(name)
    return written, left


def _names(members):
    """The members' names. Without the flag for UTF-8 the encoding is anybody's guess, but one for all of them."""
    raw = [_undecoded(member) for member in members]
    unknown = [name for name in raw if name is not None and not name.isascii()]
    encoding = "cp437"
    if all(_decodes(name, "utf-8") for name in unknown):
        encoding = "utf-8"
    elif all(_decodes(name, "cp932") and not FOREIGN.search(name.decode("cp932")) for name in unknown) \
            and any(JAPANESE.search(name.decode("cp932")) for name in unknown):
        encoding = "cp932"
    return [member.filename if name is None else name.decode(encoding) for member, name in zip(members, raw)]


def _undecoded(member):
    """The name's bytes, or None when zipfile knew what they mean."""
    try:
        return None if member.flag_bits & 0x800 else member.filename.encode("cp437")
    except UnicodeEncodeError:
        return None


def _decodes(name, encoding):
    try:
        name.decode(encoding)
        return True
    except UnicodeDecodeError:
        return False


def _parts(name):
    """The components of a member's path, cleaned; none for what is of no use."""
    names = re.split(r"[/\\]", name)
    if not names[0] or re.match(r"[A-Za-z]:", name) or ".." in names:
        raise _LeftOut(OUTSIDE)
    if JUNK & {one.lower() for one in names}:
        return []
    names = [one for one in map(_clean, names) if one]
    if not names or len(names) > DEEPEST or any(len(one.encode()) > LONGEST_NAME for one in names):
        raise _LeftOut(CLASHING)
    return names


def _clean(name):
    letters = (letter for letter in unicodedata.normalize("NFC", name)
               if unicodedata.category(letter) not in ("Cc", "Cf", "Cs", "Zl", "Zp"))
    return "".join(letters).strip().lstrip(".~ ")


def _check(member, count, room):
    kind = stat.S_IFMT(member.external_attr >> 16)
    if kind not in (0, stat.S_IFREG):
        raise _LeftOut(ODD)
    if member.flag_bits & 1:
        raise _LeftOut(LOCKED)
    if count >= MOST_MEMBERS:
        raise _LeftOut(MANY)
    if member.file_size > bombs.LARGE and member.file_size > bombs.MOST_RATIO * max(1, member.compress_size):
        raise _LeftOut(PACKED)
    if member.file_size > room:
        raise _LeftOut(LARGE)


def _free(folder, parts):
    """The same path, or the last name with a number when it is taken."""
    stem, dot, ending = parts[-1].rpartition(".")
    stem, ending = (stem, dot + ending) if stem else (parts[-1], "")
    number, name = 1, parts[-1]
    while os.path.lexists(os.path.join(folder, *parts[:-1], name)):
        number += 1
        name = f"{stem} ({number}){ending}"
    return [*parts[:-1], name]


def _write(archive, member, target):
    """The bytes written; zipfile gives out no more than the member declares."""
    written = 0
    try:
        os.makedirs(os.path.dirname(target), exist_ok=True)
        with archive.open(member) as packed, open(target, "xb") as file:
            while block := packed.read(place.MEBIBYTE):
                file.write(block)
                written += len(block)
        return written
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError):
        os.path.exists(target) and os.unlink(target)
        raise _LeftOut(DAMAGED) from None
    except (FileExistsError, NotADirectoryError):
        raise _LeftOut(CLASHING) from None
    except OSError:
        os.path.exists(target) and os.unlink(target)
        raise _LeftOut(FULL) from None


def _put(fresh, path):
    """Moves what was unpacked to where the archive's older version was unpacked, else to a name that is free."""
    older = state()["unpacked"].get(path)
    if older is not None:
        shutil.rmtree(place.inside(older), ignore_errors=True)
    name = older or _clean(os.path.basename(path).rpartition(".")[0]) or "archive"
    folder = _free(place.ROOT, [name])[0]
    os.rename(fresh, place.inside(folder))
    state()["unpacked"][path] = folder
    keep()
    return folder


def _named(names):
    shown = ", ".join(repr("".join(filter(str.isprintable, name))[:100]) for name in names[:MOST_NAMED])
    return shown + (f" and {len(names) - MOST_NAMED:,} more" if len(names) > MOST_NAMED else "")
