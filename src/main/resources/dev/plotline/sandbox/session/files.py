"""Which files of the working folder are new, changed or gone since the last look."""
import stat

from _plotline import place
from _plotline.kept import os, sha256, time_ns
from _plotline.state import keep, state

MOST = 20_000
HASHED = 64 * place.MEBIBYTE
HASHED_AT_ONCE = 1024 * place.MEBIBYTE
SKIPPED = {"node_modules", "__pycache__"}
# The service keeps these at the top of its own working folder; its JavaScript runs write there.
SKIPPED_AT_TOP = {"log", "nodejs-js-execution", "nodejs-ts-execution"}
# File times advance in ticks of up to 10 ms: a file as young as its snapshot may change again without a new time.
TICK = 50_000_000


class Changes:
    """changed: {path: (bytes, sha256 or None)}, removed: [path], problems: [sentence], count: files now."""

    def __init__(self, changed, removed, problems, count):
        self.changed, self.removed, self.problems, self.count = changed, removed, problems, count


def look():
    """Compares the folder with the last snapshot and takes a new one."""
    now = time_ns()
    remembered = state()
    before, young = remembered["files"], remembered["taken"] - TICK
    found, problems, whole = _walk()
    after, changed, budget = {}, {}, HASHED_AT_ONCE
    for path, times in found.items():
        old = before.get(path)
        if old is not None and tuple(old[:4]) == times and max(times[1], times[2]) < young:
            after[path] = old
            continue
        digest = None
        if times[0] <= min(HASHED, budget):
            digest = hashed(path)
            budget -= times[0]
        after[path] = [*times, digest]
        if old is None or _differs(old, times, digest):
            changed[path] = (times[0], digest)
    removed = sorted(path for path in before if path not in found) if whole else []
    if not whole:
        after = {**before, **after}
    touched = after != before
    remembered.update(files=after, taken=now)
    if touched or young < 0:
        keep()
    return Changes(changed, removed, problems, len(found))


def _differs(old, times, digest):
    if digest is not None and old[4] is not None:
        return digest != old[4]
    return old[0] != times[0] or old[1] != times[1]


def hashed(path):
    """The SHA-256 of a file, or None when it can't be read."""
    try:
        digest = sha256()
        with place.opened(path) as file:
            while block := file.read(place.MEBIBYTE):
                digest.update(block)
        return digest.hexdigest()
    except (OSError, place.Refused):
        return None


def _walk():
    """({path: (size, mtime_ns, ctime_ns, inode)}, problems, whether all was seen), folders near the top first."""
    found, odd, folders = {}, 0, [""]
    while folders:
        deeper = []
        for folder in folders:
            try:
                with os.scandir(os.path.join(place.ROOT, folder)) as listing:
                    entries = sorted(listing, key=lambda entry: entry.name)
            except OSError:
                continue
            for entry in entries:
                if _skipped(entry.name, folder):
                    continue
                path = f"{folder}/{entry.name}" if folder else entry.name
                try:
                    path.encode()
                    status = entry.stat(follow_symlinks=False)
                except UnicodeEncodeError:
                    odd += 1
                    continue
                except OSError:
                    continue
                if stat.S_ISDIR(status.st_mode):
                    deeper.append(path)
                elif stat.S_ISREG(status.st_mode):
                    if len(found) == MOST:
                        return found, [f"The working folder holds more than {MOST:,} files; "
                                       "changes are followed in the first ones only."], False
                    found[path] = (status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino)
        folders = deeper
    problems = [f"{odd} files or folders whose names are not valid UTF-8 were left out: rename them."] if odd else []
    return found, problems, True


def _skipped(name, folder):
    return name.startswith(".") or name in SKIPPED or not folder and name in SKIPPED_AT_TOP
