"""Names inside the workspace: relative only, and never through a link that leaves it."""

import os

DEPTH = 32


class Refused(Exception):
    """Something asked for cannot be done; the message is for people."""


def parts(path):
    pieces = [p for p in path.split("/") if p not in ("", ".")]
    if path.startswith("/") or ".." in pieces or "\0" in path:
        raise Refused("Invalid file path: potential path traversal detected")
    if not pieces or len(pieces) > DEPTH:
        raise Refused("Invalid file path: %r" % path[:200])
    return [p.encode("utf-8", "surrogateescape") for p in pieces]


def folder(workspace, pieces):
    """An open folder below the open folder `workspace`; the caller closes it."""
    fd = os.dup(workspace)
    for piece in pieces:
        try:
            below = os.open(piece, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC, dir_fd=fd)
        finally:
            os.close(fd)
        fd = below
    return fd
