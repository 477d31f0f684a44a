"""Looks at what a session uses where no kernel limit counts: memory of all processes together,
bytes and files on disk, the number of processes."""

import errno
import os
import stat

from . import processes

CLEARLY_OVER = 1.25             # beyond this there is no time for a gentle end
SLACK = 1 << 20
FULL = 2                        # times the limit: from there on nothing is written any more, only removed
UNCOUNTABLE = 10                # times the limit: more files than that are not even counted
TOO_LONG = object()             # instead of the status of what no path can name


class Finding:
    """A limit that was passed, in words; `severe` when the kernels themselves are so far beyond it that
    they cannot be asked to stop, or when the disk was full already."""

    def __init__(self, reason, severe=False, of_disk=False):
        self.reason = reason
        self.severe = severe
        self.of_disk = of_disk


class Watch:
    def __init__(self, config):
        self._limits = config.limits
        self._roots = [os.path.realpath(root) for root in config.counted]
        self.full = False               # at the last look: the disk holds twice what it may
        self.accept()                   # a session that comes back has its files

    def accept(self):
        """Takes what is on disk now for given: only what makes it more is refused from here on. Else a
        session that passed a limit could not even remove its files."""
        self._accepted = self._measured()

    def room(self):
        """Bytes and files that may still be added; never negative."""
        used, count = self._measured()
        return max(0, self._limits.workspace - used), max(0, self._limits.files - count)

    def is_full(self):
        """The same by a look of its own."""
        self._measured()
        return self.full

    def look(self, kernels):
        """The first limit that is passed; None for none. `kernels` are the processes to be spared."""
        below = processes.descendants()
        return self._memory(below, kernels) or self._count(below) or self._disk()

    def _memory(self, below, kernels):
        limit = self._limits.memory
        if sum(p.resident + processes.swapped(p) for p in below) <= limit:
            return None
        used = {p.pid: _proportional(p) for p in below}
        if sum(used.values()) <= limit:
            return None
        of_kernels = sum(count for pid, count in used.items() if pid in kernels)
        return Finding("More than %s of memory were used" % size(limit), of_kernels > limit * CLEARLY_OVER)

    def _count(self, below):
        """Where the kernel counts otherwise than we do: by user, not by name space."""
        if sum(p.threads for p in below) > self._limits.processes * 3 // 2:
            return Finding("More than %d processes were running" % self._limits.processes)
        return None

    def _disk(self):
        limits = self._limits
        used, count = self._measured()
        self._accepted = accepted, accepted_count = min(self._accepted[0], used), min(self._accepted[1], count)
        severe = self._is_full(accepted, accepted_count)
        if used > max(limits.workspace, accepted + SLACK):
            return Finding("More than %s were written to the working folder" % size(limits.workspace), severe, True)
        if count > max(limits.files, accepted_count) or count > UNCOUNTABLE * limits.files:
            return Finding("More than %d files and folders are in the working folder" % limits.files, severe, True)
        return None

    def _is_full(self, used, count):
        return used > FULL * self._limits.workspace or count > FULL * self._limits.files

    def _measured(self):
        used, count = self._on_disk()
        self.full = self._is_full(used, count)
        return used, count

    def _on_disk(self):
        used = count = 0
        for root in self._roots:
            more_used, more_count = self._tree(root)
            used, count = used + more_used, count + more_count
        return used + _deleted_but_open(), count

    def _tree(self, root):
        used = count = 0
        waiting = [root]
        while waiting:
            folder = waiting.pop()
            for entry in _entries(folder):
                count += 1
                status = _status(entry, folder)
                if status is None:
                    continue
                if status is TOO_LONG:
                    count += self._limits.files
                    continue
                used += status.st_blocks * 512
                if stat.S_ISDIR(status.st_mode):
                    waiting.append(entry.path)
            if count > UNCOUNTABLE * self._limits.files:
                break
        return used, count


def _entries(folder):
    """The entries of a folder; one that user code closed to itself, and so to us, is opened."""
    for _ in range(2):
        try:
            with os.scandir(folder) as found:
                return list(found)
        except PermissionError:
            _open(folder)
        except OSError:
            break
    return []


def _status(entry, folder):
    for _ in range(2):
        try:
            return entry.stat(follow_symlinks=False)
        except PermissionError:
            _open(folder)
        except OSError as error:
            return TOO_LONG if error.errno == errno.ENAMETOOLONG else None
    return None


def _open(folder):
    """Lets us in, unless it lies elsewhere by now: code may have put a link in its place or above it."""
    if not processes.LINUX:
        return
    try:
        found = os.open(folder, os.O_PATH | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC)
    except OSError:
        return
    try:
        itself = "/proc/self/fd/%d" % found
        if os.readlink(itself) == folder:
            os.chmod(itself, 0o700)
    except OSError:
        pass
    finally:
        os.close(found)


def _proportional(process):
    """Memory with shared pages split among their users; all that it maps when that is hidden."""
    shares = processes.kilobytes(process, "smaps_rollup", (b"Pss:", b"SwapPss:"))
    return shares or process.resident + processes.swapped(process)


def _deleted_but_open():
    """Bytes of files that have no name any more but still fill the disk."""
    seen = {}
    for process in processes.descendants():
        folder = "%s/%d/fd" % (processes.PROC, process.pid)
        try:
            names = os.listdir(folder)
        except OSError:
            continue
        for name in names:
            try:
                status = os.stat("%s/%s" % (folder, name))
            except OSError:
                continue
            if stat.S_ISREG(status.st_mode) and status.st_nlink == 0:
                seen[status.st_dev, status.st_ino] = status.st_blocks * 512
    return sum(seen.values())


def size(count):
    for unit, name in ((1 << 30, "GiB"), (1 << 20, "MiB"), (1 << 10, "KiB")):
        if count >= unit:
            return "%g %s" % (round(count / unit, 1), name)
    return "%d bytes" % count
