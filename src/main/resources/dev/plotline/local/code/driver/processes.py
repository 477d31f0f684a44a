"""The processes below the supervisor: who they are, and how all of them end."""

import ctypes
import os
import resource
import signal
import sys
import time

LINUX = sys.platform.startswith("linux")
PAGE = os.sysconf("SC_PAGESIZE")
PROC = "/proc"
MARK = "RTTIME"                 # the limit that tells whose a process is; see Marks
_SUBREAPER, _DUMPABLE, _PARENT_DEATH = 36, 4, 1


def prctl(*arguments):
    if LINUX:
        return ctypes.CDLL(None).prctl(*[ctypes.c_ulong(a) for a in arguments])
    return 0


def adopt_orphans():
    """Every descendant that loses its parent becomes our child: none can leave the tree."""
    prctl(_SUBREAPER, 1, 0, 0, 0)


def close_to_others():
    """Our /proc entries (memory, environment, files) are closed to processes of the same user."""
    prctl(_DUMPABLE, 0, 0, 0, 0)


def open_to_others():
    prctl(_DUMPABLE, 1, 0, 0, 0)


def of_user():
    """Threads that this user runs by now, which the kernel counts against the same limit."""
    count, me = 0, os.getuid()
    for name in os.listdir(PROC) if LINUX else ():
        try:
            if name.isdigit() and os.stat("%s/%s" % (PROC, name)).st_uid == me:
                count += len(os.listdir("%s/%s/task" % (PROC, name)))
        except OSError:                 # ended meanwhile
            pass
    return count


def die_with_parent(number=signal.SIGKILL):
    prctl(_PARENT_DEATH, number, 0, 0, 0)


class Marks:
    """Numbers that say which call started a process, whatever became of its parents: the limit of
    time for tasks with real-time priority, which none can have. It is inherited and can't be raised."""

    def __init__(self):
        self._kind = getattr(resource, "RLIMIT_" + MARK, None)
        highest = resource.getrlimit(self._kind)[1] if self._kind is not None else 0
        self._first = self._next = highest if 0 < highest < 1 << 40 else 1 << 40

    def another(self):
        self._next -= 1
        return self._next

    def is_of(self, process, mark):
        """Whether it belongs to the call of that mark, or to nobody because it changed its own."""
        try:
            found = resource.prlimit(process.pid, self._kind)[1]
        except (OSError, AttributeError):       # it has ended
            return False
        return found == mark or not self._next <= found < self._first


class Process:
    """`resident` are the bytes in memory; what was moved to the disk is asked for when it counts."""

    __slots__ = ("pid", "parent", "state", "threads", "resident")

    def __init__(self, pid, fields):
        self.pid = pid
        self.state = fields[0]
        self.parent = int(fields[1])
        self.threads = int(fields[17])
        self.resident = int(fields[21]) * PAGE


def swapped(process):
    """Bytes of it that were moved out of memory, which code can ask for."""
    return kilobytes(process, "status", (b"VmSwap:",))


def kilobytes(process, file, names):
    """The sum of some lines of a process's file, in bytes; 0 when it cannot be read."""
    try:
        with open("%s/%d/%s" % (PROC, process.pid, file), "rb") as lines:
            return sum(int(line.split()[1]) << 10 for line in lines if line.startswith(names))
    except (OSError, ValueError, IndexError):
        return 0


def descendants():
    """Our children and theirs, zombies left out."""
    children = {}
    for name in os.listdir(PROC) if LINUX else ():
        if not name.isdigit():
            continue
        try:
            with open("%s/%s/stat" % (PROC, name), "rb") as file:
                found = Process(int(name), file.read().rpartition(b")")[2].split())
        except (OSError, IndexError, ValueError):
            continue
        children.setdefault(found.parent, []).append(found)
    below, waiting = [], [os.getpid()]
    while waiting:
        for child in children.get(waiting.pop(), ()):
            waiting.append(child.pid)
            if child.state != b"Z":
                below.append(child)
    return below


def end_all(chosen=None, everything_is_ours=False):
    """Ends every descendant, or those that are `chosen`; gives how many it met.

    `everything_is_ours` says that kill(-1) reaches nobody else: a name space or a Landlock domain of
    our own. That one call is atomic, which a fork bomb cannot outrun. Otherwise all are stopped
    before any is ended.
    """
    met = 0
    for _ in range(100):
        if everything_is_ours and not chosen:
            try:
                os.kill(-1, signal.SIGKILL)
            except OSError:
                pass
        found = [process for process in descendants() if not chosen or chosen(process)]
        if not found:
            break
        met += len(found)
        for number in (signal.SIGSTOP, signal.SIGKILL):
            for process in found:
                try:
                    os.kill(process.pid, number)
                except OSError:
                    pass
        time.sleep(0.002)
    return met


def reap(known):
    """Takes up the orphans that ended; the children in `known` are waited for by their owners."""
    for process in _zombies():
        if process not in known:
            try:
                os.waitpid(process, os.WNOHANG)
            except OSError:
                pass


def _zombies():
    me = b"%d" % os.getpid()
    for name in os.listdir(PROC) if LINUX else ():
        if name.isdigit():
            try:
                with open("%s/%s/stat" % (PROC, name), "rb") as file:
                    fields = file.read().rpartition(b")")[2].split()
            except OSError:
                continue
            if fields[0] == b"Z" and fields[1] == me:
                yield int(name)
