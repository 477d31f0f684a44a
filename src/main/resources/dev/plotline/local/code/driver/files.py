"""Reads and writes the workspace for the host, so that the host itself never walks into it."""

import base64
import errno
import os
import stat
import sys

from .paths import Refused, folder, parts

READ_LIMIT = 15000000          # one JSON string of the answer holds 20,000,000 characters of base64
READ_LIMIT_TOTAL = 70000000    # an answer has at most 100 MB
CONTROLS = bytes(set(range(32)) - set(b"\b\t\n\f\r")) + b"\x7f"


class Files:
    """`room` says how many bytes and files may still be added."""

    def __init__(self, work, file_limit, room):
        self._root = os.open(work, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        self._file_limit = file_limit
        self._room = room

    def write(self, files):
        """All or nothing as far as names go: every name is checked before the first byte is written."""
        ready = [(file["path"], parts(file["path"]), _bytes(file)) for file in files]
        room, count = self._room()
        if sum(len(data) for _, _, data in ready) > room or len(ready) > count:
            raise Refused("The working folder has no room for this: remove files first.")
        for path, pieces, data in ready:
            if len(data) > self._file_limit:
                raise Refused("%s: a file may have at most %d bytes, this one has %d"
                              % (path, self._file_limit, len(data)))
            os.close(self._folder(path, pieces[:-1]))
        for path, pieces, data in ready:
            parent = self._folder(path, pieces[:-1])
            try:
                self._replace(path, parent, pieces[-1], data)
            finally:
                os.close(parent)

    def read(self, paths, as_blob=False):
        left = READ_LIMIT_TOTAL
        found = []
        for path in paths:
            file, length = self._read(path, as_blob)
            left -= length
            if left < 0:
                raise Refused("The files have too many bytes for one answer (at most %d): read fewer at a time"
                              % READ_LIMIT_TOTAL)
            found.append(file)
        return found

    def _read(self, path, as_blob):
        pieces = parts(path)
        parent = self._folder(path, pieces[:-1])
        try:
            fd = os.open(pieces[-1], os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC, dir_fd=parent)
        except OSError as error:
            raise _told(path, error)
        finally:
            os.close(parent)
        status = os.fstat(fd)
        if not stat.S_ISREG(status.st_mode):
            os.close(fd)
            raise Refused("%s: not a file" % path)
        with os.fdopen(fd, "rb") as file:
            if status.st_size > READ_LIMIT:
                raise Refused("%s: %d bytes are too many for one answer (at most %d); read it in parts"
                              % (path, status.st_size, READ_LIMIT))
            data = file.read(READ_LIMIT)
        return dict(_typed(path), **_content(data, as_blob)), len(data)

    def list(self, path):
        pieces = parts(path) if path not in ("", ".", "./") else []
        fd = self._folder(path, pieces)
        try:
            names = sorted(os.listdir(fd))
            return [entry for entry in (_entry(fd, os.fsencode(name)) for name in names) if entry]
        finally:
            os.close(fd)

    def remove(self, path):
        pieces = parts(path)
        parent = self._folder(path, pieces[:-1])
        try:
            status = os.stat(pieces[-1], dir_fd=parent, follow_symlinks=False)
            if not stat.S_ISDIR(status.st_mode):
                os.unlink(pieces[-1], dir_fd=parent)
                return
            import shutil

            if sys.version_info >= (3, 11):
                shutil.rmtree(pieces[-1], dir_fd=parent)
            else:
                shutil.rmtree(b"/proc/self/fd/%d/" % parent + pieces[-1])
        except OSError as error:
            raise _told(path, error)
        finally:
            os.close(parent)

    def _folder(self, path, pieces):
        try:
            return folder(self._root, pieces)
        except OSError as error:
            raise _told(path, error)

    @staticmethod
    def _replace(path, parent, name, data):
        """A link or a pipe of that name is replaced, never followed."""
        try:
            try:
                if not stat.S_ISREG(os.stat(name, dir_fd=parent, follow_symlinks=False).st_mode):
                    os.unlink(name, dir_fd=parent)
            except FileNotFoundError:
                pass
            flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
            fd = os.open(name, flags, 0o644, dir_fd=parent)
            with os.fdopen(fd, "wb") as file:
                file.write(data)
        except OSError as error:
            raise _told(path, error)


def _bytes(file):
    if "blob" in file:
        return base64.b64decode(file["blob"])
    return file["text"].encode("utf-8", "replace")


def _typed(path):
    import mimetypes            # late, as shutil: a session starts sooner

    kind = mimetypes.guess_type(path)[0]
    return {"path": path, "mimeType": kind or "application/octet-stream"}


def _content(data, as_blob):
    """Text when it is UTF-8 without NUL and has few control characters, else a blob: each of those takes
    six bytes in JSON."""
    controls = len(data) - len(data.translate(None, CONTROLS))
    if not as_blob and b"\0" not in data and controls <= len(data) // 4:
        try:
            return {"text": data.decode("utf-8")}
        except UnicodeDecodeError:
            pass
    return {"blob": base64.b64encode(data).decode("ascii")}


def _entry(parent, name):
    try:
        status = os.stat(name, dir_fd=parent, follow_symlinks=False)
    except OSError:                     # gone meanwhile
        return None
    shown = name.decode("utf-8", "replace")
    return dict(_typed(shown), name=shown, folder=stat.S_ISDIR(status.st_mode), size=status.st_size)


def _told(path, error):
    if error.errno == errno.ELOOP:
        return Refused("%s: a symbolic link" % path)
    if error.errno == errno.ENOTDIR:
        return Refused("%s: not in a folder of the workspace" % path)
    return Refused("%s: %s" % (path, os.strerror(error.errno)))
