"""Moving bytes in and out of the working folder in pieces that fit into one call of the service."""
from _plotline import place
from _plotline.kept import os, sha256
from _plotline.place import MEBIBYTE, OURS, Refused

SLICE = "slice"


def slice_out(path, offset, length):
    if not (isinstance(offset, int) and isinstance(length, int) and offset >= 0 and length >= 0):
        raise Refused("Offset and length must be whole numbers from 0 on.")
    target = place.ours(SLICE)
    place.vanish(target)
    digest, left = sha256(), length
    with place.opened(path) as source, open(target, "wb") as slice_file:
        total = os.fstat(source.fileno()).st_size
        source.seek(offset)
        while left and (block := source.read(min(left, MEBIBYTE))):
            slice_file.write(block)
            digest.update(block)
            left -= len(block)
    return {"slice": f"{OURS}/{SLICE}", "bytes": length - left, "size": total, "sha256": digest.hexdigest()}


def join(parts, path):
    """The parts become the file only when all are there, and are removed with it."""
    target = place.inside(path)
    for part in parts:
        if place.parts(part)[0] != OURS or len(place.parts(part)) != 2:
            raise Refused(f"{part!r} is no part in {OURS}.")
    joined = place.ours("join")
    place.vanish(joined)
    digest, size = sha256(), 0
    with open(joined, "wb") as file:
        for part in parts:
            with place.opened(part) as source:
                while block := source.read(MEBIBYTE):
                    file.write(block)
                    digest.update(block)
                    size += len(block)
    os.makedirs(os.path.dirname(target), exist_ok=True)
    os.replace(joined, target)
    for part in set(parts):
        os.unlink(place.inside(part))
    return {"bytes": size, "sha256": digest.hexdigest()}


def fetch(url, path, size):
    """Gets a file by a signed link, for sessions that reach it. What is there stays until the new one is whole."""
    from urllib.request import urlopen
    target = place.inside(path)
    fetched = place.ours("fetched")
    place.vanish(fetched)
    digest, left = sha256(), size
    try:
        with urlopen(url, timeout=30) as source, open(fetched, "wb") as file:
            while left >= 0 and (block := source.read(min(left + 1, MEBIBYTE))):
                file.write(block)
                digest.update(block)
                left -= len(block)
    except OSError as fault:
        # Never its words: they can hold the link.
        raise Refused(f"The link could not be read ({type(fault).__name__}).") from None
    if left:
        raise Refused("The link gave another number of bytes than was said.")
    os.makedirs(os.path.dirname(target), exist_ok=True)
    os.replace(fetched, target)
    return {"bytes": size, "sha256": digest.hexdigest()}


def prepare(paths):
    """Makes the folders that the paths need and clears links and pipes out of their way."""
    refused = []
    for path in paths:
        try:
            target = place.inside(path)
            if path.split("/")[0] == OURS:
                place.ours("")
            os.makedirs(os.path.dirname(target), exist_ok=True)
            place.vanish(target)
        except (Refused, OSError) as fault:
            reason = str(fault) if isinstance(fault, Refused) else f"{path!r}: {fault.strerror}."
            refused.append({"path": path, "problem": reason})
    return {"refused": refused}
