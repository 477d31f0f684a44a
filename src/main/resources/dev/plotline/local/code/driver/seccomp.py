"""The filters of system calls: one for all of the sandbox, a second for what runs user code.

A list of refusals, not of permissions: libraries of every kind must run, and the name spaces or
Landlock are the wall behind it.
"""

import ctypes
import errno
import os
import struct

from . import syscalls

_LOAD, _EQUAL, _AT_LEAST, _ANY_BIT, _AND, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x54, 0x06
_ALLOW, _KILL, _ERRNO, _NOTIFY = 0x7FFF0000, 0x80000000, 0x00050000, 0x7FC00000
_NEW_LISTENER, _WAIT_KILLABLE = 8, 32
_NUMBER, _ARCHITECTURE, _ARGUMENTS = 0, 4, 16

_NEW_NAMESPACES = 0x7E020080
_TERMINAL_INPUT, _OWNERS = (0x5412, 0x541C), (0x8901, 0x8902)
# What concerns the caller's own descriptors: TCGETS, TIOCGWINSZ, FIONREAD, FIONBIO, FIONCLEX, FIOCLEX.
# Others change a file's flags, or make folders, through a descriptor that may only read.
_HARMLESS_CONTROLS = (0x5401, 0x5413, 0x541B, 0x5421, 0x5450, 0x5451)
_SET_OWNER, _SET_SIGNAL, _SET_OWNER_EX, _SET_DUMPABLE = 8, 10, 15, 4
_UNIX, _INET, _INET6 = 1, 2, 10
_SHARED, _ANONYMOUS = (1, 3), 0x20          # MAP_SHARED and MAP_SHARED_VALIDATE, MAP_ANONYMOUS
_STREAM, _SEQPACKET = 1, 5
_X32 = 0x40000000


class Unsupported(Exception):
    pass


def confine_all(network_mode):
    """network_mode: own (a network name space of ours), inet (the host's, IP only) or none."""
    _install(_common(network_mode))


def confine_child(supervisor, groups):
    """Refuses in addition whatever reaches the supervisor, which has the same user."""
    _install(_child(supervisor, groups) + _tuning([supervisor, 1], _ERRNO | errno.EPERM, _ALLOW))


def confine_child_beside_others(supervisor, groups):
    """The same where other processes and files of the user are in reach: for Landlock, which knows
    neither priorities nor modes. Gives a descriptor on which changes of modes wait for an answer."""
    return _install(_child(supervisor, groups) + _tuning([0, os.getpid()], _ALLOW, _ERRNO | errno.EPERM) + _beside_others(),
                    _NEW_LISTENER | _WAIT_KILLABLE)


def _common(network_mode):
    column, _ = architecture()
    rules = []
    if column == 0:
        rules += [(_AT_LEAST, 0, 1, _X32), _refuse(errno.EPERM)]
    for number in sorted(n[column] for n in syscalls.REFUSED.values()):
        rules += _rule(number, [_refuse(errno.EPERM)])
    for number in syscalls.ONLY_X86 if column == 0 else ():
        rules += _rule(number, [_refuse(errno.EPERM)])
    rules += _rule(syscalls.CLONE3[column], [_refuse(errno.ENOSYS)])      # glibc falls back to clone
    rules += _rule(syscalls.CLONE[column], _argument(0) + [
        (_ANY_BIT, 0, 1, _NEW_NAMESPACES), _refuse(errno.EPERM), (_RETURN, 0, 0, _ALLOW)])
    rules += _rule(syscalls.MMAP[column], _no_shared_memory())
    rules += _rule(syscalls.IOCTL[column], _refuse_these(1, _TERMINAL_INPUT + _OWNERS, errno.EPERM))
    return rules + _network(network_mode, column)


def _no_shared_memory():
    """Memory without a file that several map stays when all but a page of it is unmapped, and nobody
    can see how much that is. Files are counted on disk or lie on a tmpfs with a size."""
    return _argument(3) + [(_ANY_BIT, 0, 3, _ANONYMOUS), (_AND, 0, 0, 15)] + _compare(
        _SHARED, _ERRNO | errno.EPERM, _ALLOW)


def _network(mode, column):
    """Never vsock, netlink, packet or alg: a network name space does not hold the first of them.

    Where the host's own sockets could be met (paths under Landlock, abstract names in the host's
    network) there is no AF_UNIX socket but one half of a connected pair.
    """
    families = {"own": (_UNIX, _INET, _INET6), "inet": (_INET, _INET6), "none": ()}[mode]
    rules = _rule(syscalls.SOCKET[column], _allow_only(0, families, errno.EAFNOSUPPORT))
    if mode == "own":
        return rules + _rule(syscalls.SOCKETPAIR[column], _allow_only(0, (_UNIX,), errno.EAFNOSUPPORT))
    pairs = [(_AND, 0, 0, 15)]
    rules += _rule(syscalls.SOCKETPAIR[column],
                   _argument(1) + pairs + _compare((_STREAM, _SEQPACKET), _ALLOW, _ERRNO | errno.EAFNOSUPPORT))
    if mode == "none":
        for call in (syscalls.CONNECT, syscalls.BIND):
            rules += _rule(call[column], [_refuse(errno.EACCES)])
    return rules


def _child(supervisor, groups):
    column, _ = architecture()
    aimed = [supervisor, 1]
    everybody = [0xFFFFFFFF] + [0x100000000 - group for group in groups if group > 0]
    rules = _rule(syscalls.KILL[column], _refuse_these(0, aimed + everybody, errno.EPERM))
    for call in syscalls.AIMED:
        rules += _rule(call[column], _refuse_these(0, aimed, errno.EPERM))
    for call, process in syscalls.RANKED:
        rules += _rule(call[column], _argument(0) + [(_EQUAL, 1, 0, process), _refuse(errno.EPERM)]
                       + _allow_only(1, (0, os.getpid()), errno.EPERM))
    rules += _rule(syscalls.FALLOCATE[column], [_refuse(errno.EOPNOTSUPP)])
    rules += _rule(syscalls.PIDFD_SEND_SIGNAL[column], [_refuse(errno.EPERM)])
    rules += _rule(syscalls.FCNTL[column],
                   _refuse_these(1, (_SET_OWNER, _SET_SIGNAL, _SET_OWNER_EX), errno.EPERM))
    # A process that hides its memory from /proc would hide it from the watch.
    return rules + _rule(syscalls.PRCTL[column], _refuse_these(0, (_SET_DUMPABLE,), errno.EPERM))


def _tuning(processes, when_found, otherwise):
    column, _ = architecture()
    rules = []
    for call in syscalls.TUNED:
        rules += _rule(call[column], _argument(0) + _compare(processes, when_found, otherwise))
    return rules


def _beside_others():
    column, _ = architecture()
    rules = _rule(syscalls.IOCTL[column], _allow_only(1, _HARMLESS_CONTROLS, errno.ENOTTY))
    for calls, answer in ((syscalls.CHANGES, _NOTIFY), (syscalls.CHANGES_OTHERWISE, _ERRNO | errno.ENOSYS),
                          (syscalls.ATTRIBUTES, _ERRNO | errno.EOPNOTSUPP), (syscalls.INOTIFY, _ERRNO | errno.ENOSYS)):
        for call in calls:
            if call[column] is not None:
                rules += _rule(call[column], [(_RETURN, 0, 0, answer)])
    return rules


def _rule(number, body):
    return [(_EQUAL, 0, len(body), number)] + body


def _argument(index):
    return [(_LOAD, 0, 0, _ARGUMENTS + 8 * index)]


def _refuse(error):
    return (_RETURN, 0, 0, _ERRNO | error)


def _refuse_these(argument, values, error):
    return _argument(argument) + _compare(values, _ERRNO | error, _ALLOW)


def _allow_only(argument, values, error):
    return _argument(argument) + _compare(values, _ALLOW, _ERRNO | error)


def _compare(values, when_found, otherwise):
    jumps = [(_EQUAL, len(values) - i, 0, value) for i, value in enumerate(values)]
    return jumps + [(_RETURN, 0, 0, otherwise), (_RETURN, 0, 0, when_found)]


def architecture():
    found = syscalls.ARCHITECTURES.get(os.uname().machine)
    if not found:
        raise Unsupported("no system call filter for %s" % os.uname().machine)
    return found


class _Program(ctypes.Structure):
    _fields_ = [("length", ctypes.c_ushort), ("instructions", ctypes.c_void_p)]


def _install(rules, flags=0):
    column, machine = architecture()
    program = [(_LOAD, 0, 0, _ARCHITECTURE), (_EQUAL, 1, 0, machine), (_RETURN, 0, 0, _KILL),
               (_LOAD, 0, 0, _NUMBER)] + rules + [(_RETURN, 0, 0, _ALLOW)]
    code = ctypes.create_string_buffer(b"".join(struct.pack("HBBI", *step) for step in program))
    filter_ = _Program(len(program), ctypes.addressof(code))
    libc = ctypes.CDLL(None, use_errno=True)
    libc.prctl(38, ctypes.c_ulong(1), 0, 0, 0)                            # no new privileges
    result = libc.syscall(ctypes.c_long(syscalls.SECCOMP[column]), ctypes.c_ulong(1), ctypes.c_ulong(flags),
                          ctypes.byref(filter_))
    if result < 0:
        raise Unsupported("seccomp: %s" % os.strerror(ctypes.get_errno()))
    return result
