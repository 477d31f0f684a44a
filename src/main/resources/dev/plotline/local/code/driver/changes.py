"""Changes of modes, owners and dates under Landlock, which does not know them.

The kernel holds such a call of user code and asks the supervisor (seccomp's user notification). It
makes the change itself, and only on what lies in the session's own folders. To let the call go on
after a look would be no use: the path could be another by then.
"""

import ctypes
import errno
import fcntl
import os
import re
import select
import selectors
import socket
import struct

from . import processes, seccomp, syscalls

_RECEIVE, _SEND, _IS_VALID = 0xC0502100, 0xC0182101, 0x40082102
_REQUEST = struct.Struct("=QIIiIQ6Q")
_HERE, _NOT_THE_LINK, _NO_PATH = -100, 0x100, 0x1000
_BENEATH, _NO_MAGIC_LINKS = 0x08, 0x02
_OWN_DESCRIPTOR = re.compile(rb"/(?:proc/self|dev)/fd/(\d+)")


def hand_over(channel, listener):
    """In the child: gives its listener to the supervisor."""
    socket.send_fds(channel, [b"l"], [listener])
    os.close(listener)


class Changes:
    """Answers for one child and all that it starts, until the last of them has ended."""

    def __init__(self, channel, selector, roots):
        _, (self._listener, *_), _, _ = socket.recv_fds(channel, 1, 1)
        self._selector = selector
        self._roots = [os.path.realpath(root) for root in roots]
        selector.register(self._listener, selectors.EVENT_READ, self._on_call)

    def _on_call(self, listener):
        poll = select.poll()
        poll.register(listener, select.POLLIN)
        event = sum(event for _, event in poll.poll(0))
        if event & select.POLLHUP:
            self._selector.unregister(listener)
            os.close(listener)
            return
        if not event & select.POLLIN:   # a signal took the call back
            return
        buffer = bytearray(_REQUEST.size)
        try:
            fcntl.ioctl(listener, _RECEIVE, buffer)
        except OSError:                 # whoever called has ended
            return
        number, pid, _, call, _, _, *arguments = _REQUEST.unpack(buffer)
        error = self._answer(listener, number, pid, call, arguments)
        try:
            fcntl.ioctl(listener, _SEND, struct.pack("=QqiI", number, 0, -error, 0))
        except OSError:
            pass

    def _answer(self, listener, number, pid, call, arguments):
        try:
            caller = _Caller(pid)
            path, change = caller.meant(call, arguments)
            fcntl.ioctl(listener, _IS_VALID, struct.pack("=Q", number))  # else the number is somebody else's by now
            target = self._open(caller, *path)
            try:
                change(b"/proc/self/fd/%d" % target)
            finally:
                os.close(target)
            return 0
        except OSError as error:
            return error.errno or errno.EPERM
        except Exception:               # numbers of no sense
            return errno.EINVAL

    def _open(self, caller, folder, path, follow):
        """A descriptor of what is meant, which stays the same whatever is renamed meanwhile."""
        own = path and _OWN_DESCRIPTOR.fullmatch(path)
        if own:
            folder, path = int(own.group(1)), None
        if path is None:
            target = os.open(caller.descriptor(folder), os.O_PATH | os.O_CLOEXEC)
            if self._root_of(os.readlink(b"/proc/self/fd/%d" % target)):
                return target
            os.close(target)
            raise PermissionError(errno.EPERM, "outside")
        if not path:
            raise FileNotFoundError(errno.ENOENT, "no path")
        whole = path if path.startswith(b"/") else os.readlink(caller.descriptor(folder)) + b"/" + path
        root = self._root_of(whole)
        if not root:
            raise PermissionError(errno.EPERM, "outside")
        return _open_beneath(root, whole[len(root):].lstrip(b"/") or b".", follow)

    def _root_of(self, path):
        roots = map(os.fsencode, self._roots)
        return next((root for root in roots if path == root or path.startswith(root + b"/")), None)


class _Caller:
    def __init__(self, pid):
        self._folder = b"/proc/%d/" % pid

    def descriptor(self, number):
        return self._folder + (b"cwd" if number == _HERE else b"fd/%d" % number)

    def meant(self, call, arguments):
        """Which file, as (folder, path or None for the folder's descriptor itself, whether links are
        followed), and a function that makes the change on it."""
        column, _ = seccomp.architecture()
        call = next(names for names in syscalls.CHANGES if names[column] == call)
        a, b, c, d, e, _ = arguments
        if call == syscalls.FCHMOD:
            return (_signed(a), None, True), _mode(b)
        if call == syscalls.FCHOWN:
            return (_signed(a), None, True), _owner(b, c)
        if call == syscalls.CHMOD:
            return (_HERE, self._text(a), True), _mode(b)
        if call == syscalls.FCHMODAT:
            return (_signed(a), self._text(b), True), _mode(c)
        if call in (syscalls.CHOWN, syscalls.LCHOWN):
            return (_HERE, self._text(a), call == syscalls.CHOWN), _owner(b, c)
        if call == syscalls.FCHOWNAT:
            return self._at(a, b, e), _owner(c, d)
        return self._at(a, b, d), _dates(self._bytes(c, 32) if c else None)

    def _at(self, folder, path, flags):
        text = self._text(path) if path else None
        if text == b"" and flags & _NO_PATH:
            text = None
        return _signed(folder), text, not flags & _NOT_THE_LINK

    def _bytes(self, address, count):
        with open(self._folder + b"mem", "rb", 0) as memory:
            memory.seek(address)
            data = memory.read(count)
        if len(data) < count:
            raise OSError(errno.EFAULT, "no such memory")
        return data

    def _text(self, address):
        """Up to its NUL, page by page: the next one may not be there."""
        text = b""
        while b"\0" not in text and len(text) < 4096:
            text += self._bytes(address + len(text), processes.PAGE - (address + len(text)) % processes.PAGE)
        if b"\0" not in text[:4096]:
            raise OSError(errno.ENAMETOOLONG, "too long")
        return text[:text.index(b"\0")]


def _mode(mode):
    return lambda path: os.chmod(path, mode & 0o7777)


def _owner(user, group):
    return lambda path: os.chown(path, _signed(user), _signed(group))


def _dates(times):
    def change(path):
        libc = ctypes.CDLL(None, use_errno=True)
        if libc.utimensat(_HERE, path, times, 0) < 0:
            raise OSError(ctypes.get_errno(), "utimensat")

    return change


def _open_beneath(root, path, follow):
    folder = os.open(root, os.O_PATH | os.O_DIRECTORY | os.O_CLOEXEC)
    flags = os.O_PATH | os.O_CLOEXEC | (0 if follow else os.O_NOFOLLOW)
    libc = ctypes.CDLL(None, use_errno=True)
    how = struct.pack("=QQQ", flags, 0, _BENEATH | _NO_MAGIC_LINKS)
    try:
        found = libc.syscall(ctypes.c_long(syscalls.OPENAT2), ctypes.c_long(folder), ctypes.c_char_p(path), how,
                             ctypes.c_size_t(len(how)))
    finally:
        os.close(folder)
    if found < 0:
        error = ctypes.get_errno()
        raise OSError(errno.EPERM if error == errno.EXDEV else error, "openat2")
    return found


def _signed(number):
    number &= 0xFFFFFFFF
    return number - (1 << 32) if number & 1 << 31 else number
