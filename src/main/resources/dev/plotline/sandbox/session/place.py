"""The working folder: which paths belong to it, and the hidden folder in it that holds what is ours."""
import stat

from _plotline.kept import os

ROOT = None  # set once, by install
OURS = ".plotline"
MEBIBYTE = 1 << 20


class Refused(Exception):
    """A path that must not be used; the message says why."""


def parts(path):
    """The components of a relative path, or Refused."""
    if not isinstance(path, str) or not path or "\0" in path:
        raise Refused("A path must be a text that is not empty.")
    names = path.split("/")
    if any(name in ("", ".", "..") for name in names):
        raise Refused(f"{path!r} must be a plain path inside the working folder.")
    return names


def inside(path):
    """The absolute form of a path in the working folder. Refuses a link anywhere on the way; the last component may
    be missing, or be a link, because those who write there replace it and those who read open it with O_NOFOLLOW."""
    names = parts(path)
    folder = ROOT
    for name in names[:-1]:
        folder = os.path.join(folder, name)
        try:
            mode = os.lstat(folder).st_mode
        except FileNotFoundError:
            break
        if not stat.S_ISDIR(mode):
            raise Refused(f"{path!r} leads through something that is not a folder.")
    return os.path.join(ROOT, *names)


def relative(path):
    """The path below the root of an absolute one, or None when it lies elsewhere or under a hidden name."""
    path = os.path.realpath(path)
    if not path.startswith(ROOT + "/"):
        return None
    path = path[len(ROOT) + 1:]
    return None if any(name.startswith(".") for name in path.split("/")) else path


def ours(name):
    """The absolute path of a name in the hidden folder, which is made when something else or nothing is there."""
    folder = os.path.join(ROOT, OURS)
    try:
        if not stat.S_ISDIR(os.lstat(folder).st_mode):
            os.unlink(folder)
            os.mkdir(folder)
    except FileNotFoundError:
        os.mkdir(folder)
    return os.path.join(folder, name)


def opened(path):
    """A regular file of the working folder, open for reading: no link is followed and no pipe is waited for."""
    descriptor = os.open(inside(path), os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise Refused(f"{path!r} is not a file.")
    return os.fdopen(descriptor, "rb")


def vanish(path):
    """Removes what is at an absolute path when it is neither a regular file nor a folder, so that a later write can't
    follow a link or wait for a pipe."""
    try:
        mode = os.lstat(path).st_mode
    except FileNotFoundError:
        return
    if not stat.S_ISREG(mode) and not stat.S_ISDIR(mode):
        os.unlink(path)
