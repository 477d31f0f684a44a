"""What is remembered from run to run. It is also kept on disk, because a kernel can be restarted in between; what is
on disk can have been written by anybody, so that nothing in it is trusted to have the right form."""
from _plotline import place
from _plotline.kept import decode, encode, os

FILE = "state.json"
NUMBERS = ("figure", "small", "taken")

_state = None


def state():
    """{"files": {path: [size, mtime_ns, ctime_ns, inode, sha256 or None]}, "taken": ns, "figure": n, "small": n,
    "names": [..], "unpacked": {archive: folder}, "font": path or None}"""
    global _state
    if _state is None:
        _state = _read()
    return _state


def keep():
    """Writes the state to disk. Without success it still holds in memory, so a full disk is no reason to fail."""
    try:
        new = place.ours(FILE + ".new")
        place.vanish(new)
        with open(new, "w", encoding="ascii") as file:
            file.write(encode(_state))
        os.replace(new, place.ours(FILE))
    except OSError:
        pass


def counted(name):
    """The next number of a counter that lasts as long as the session."""
    state()[name] += 1
    return _state[name]


def _read():
    fresh = {"files": {}, "names": [], "unpacked": {}, "font": None, **dict.fromkeys(NUMBERS, 0)}
    try:
        with place.opened(f"{place.OURS}/{FILE}") as file:
            found = decode(file.read(64 * place.MEBIBYTE))
        fresh.update({name: int(found[name]) for name in NUMBERS})
        fresh["files"] = {path: list(entry) for path, entry in found["files"].items() if len(entry) == 5}
        fresh["names"] = [name for name in found["names"] if isinstance(name, str)]
        fresh["unpacked"] = {archive: folder for archive, folder in found["unpacked"].items() if isinstance(folder, str)}
        fresh["font"] = found["font"] if isinstance(found["font"], str) else None
    except (OSError, place.Refused, ValueError, TypeError, KeyError, AttributeError, RecursionError):
        pass
    return fresh
