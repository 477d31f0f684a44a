"""The processes below the supervisor: who they are, and how all of them end."""

import ctypes
import os
import signal
import sys
import time

LINUX = sys.platform.startswith("linux")
PAGE = os.sysconf("SC_PAGESIZE")
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
    for name in os.listdir("/proc") if LINUX else ():
        try:
            if name.isdigit() and os.stat("/proc/" + name).st_uid == me:
                count += len(os.listdir("/proc/%s/task" % name))
        except OSError:                 # ended meanwhile
            pass
    return count


def die_with_parent(number=signal.SIGKILL):
    prctl(_PARENT_DEATH, number, 0, 0, 0)


class Process:
    __slots__ = ("pid", "parent", "session", "state", "threads", "resident")

    def __init__(self, pid, fields):
        self.pid = pid
        self.state = fields[0]
        self.parent = int(fields[1])
        self.session = int(fields[3])
        self.threads = int(fields[17])
        self.resident = int(fields[21]) * PAGE


def descendants():
    """Our children and theirs, zombies left out."""
    children = {}
    for name in os.listdir("/proc") if LINUX else ():
        if not name.isdigit():
            continue
        try:
            with open("/proc/%s/stat" % name, "rb") as file:
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


def end_all(keep=(), keep_sessions=(), everything_is_ours=False):
    """Ends every descendant but those named by number or by process session; gives how many it met.

    `everything_is_ours` says that kill(-1) reaches nobody else: a name space or a Landlock domain of
    our own. That one call is atomic, which a fork bomb cannot outrun. Otherwise all are stopped
    before any is ended.
    """
    met = 0
    for _ in range(100):
        if everything_is_ours and not keep and not keep_sessions:
            try:
                os.kill(-1, signal.SIGKILL)
            except OSError:
                pass
        found = [p for p in descendants() if p.pid not in keep and p.session not in keep_sessions]
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
    for name in os.listdir("/proc") if LINUX else ():
        if name.isdigit():
            try:
                with open("/proc/%s/stat" % name, "rb") as file:
                    fields = file.read().rpartition(b")")[2].split()
            except OSError:
                continue
            if fields[0] == b"Z" and fields[1] == me:
                yield int(name)
