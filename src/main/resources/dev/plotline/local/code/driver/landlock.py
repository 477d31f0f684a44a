"""Landlock: the kernel's own wall around a process tree, for places that refuse name spaces.

Two domains, one in the other. The supervisor's may read /proc, because it watches its processes;
that of user code may not, and neither signals nor traces what is outside of it.
"""

import ctypes
import os
import struct

NEEDED = 6                      # from ABI 6 on, signals and abstract sockets stay inside

_EXECUTE, _WRITE, _READ, _READ_FOLDER = 1, 2, 4, 8
_TRUNCATE, _DEVICE_IOCTL = 1 << 14, 1 << 15
_ALL = (1 << 16) - 1
_OF_FILES = _EXECUTE | _WRITE | _READ | _TRUNCATE | _DEVICE_IOCTL
_BIND_AND_CONNECT, _SIGNALS_AND_ABSTRACT_SOCKETS = 3, 3

SYSTEM = ("/usr", "/bin", "/lib", "/lib64", "/sbin", "/etc/alternatives", "/etc/debian_version",
          "/etc/os-release", "/etc/fonts", "/etc/ld.so.cache",
          "/etc/localtime", "/etc/matplotlibrc", "/etc/mime.types", "/etc/nsswitch.conf", "/etc/passwd",
          "/etc/group", "/etc/ssl/openssl.cnf", "/var/cache/fontconfig", "/sys/devices/system/cpu")
OF_THE_NETWORK = ("/etc/resolv.conf", "/etc/hosts", "/etc/ssl", "/etc/pki", "/etc/ca-certificates",
                  "/run/systemd/resolve")
# Not /dev/zero: mapping it makes shared memory that cannot be counted.
DEVICES = ("/dev/null", "/dev/full", "/dev/random", "/dev/urandom")
OF_PROC = tuple("/proc/" + name for name in ("cpuinfo", "meminfo", "stat", "loadavg", "version", "filesystems"))


def abi():
    """The kernel's version of it; 0 for none."""
    try:
        return _call(444, None, 0, 1)
    except OSError:
        return 0


def confine_supervisor(config):
    _confine(config, ("/proc",))


def confine_child(config):
    _confine(config, OF_PROC)


def _confine(config, of_proc):
    version = abi()
    if version < NEEDED:
        raise OSError("Landlock ABI %d is too old, %d is needed" % (version, NEEDED))
    network = 0 if config.network else _BIND_AND_CONNECT
    attributes = struct.pack("QQQ", _ALL, network, _SIGNALS_AND_ABSTRACT_SOCKETS)
    rules = _call(444, attributes, len(attributes), 0)
    system = SYSTEM + (OF_THE_NETWORK if config.network else ())
    here = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    for path in system + (here,) + tuple(config.readable):
        _allow(rules, path, _EXECUTE | _READ | _READ_FOLDER)
    for path in of_proc:
        _allow(rules, path, _READ | _READ_FOLDER)
    for path in DEVICES:
        _allow(rules, path, _READ | _WRITE)
    for path in (config.work, config.tmp):
        _allow(rules, path, _ALL)
    ctypes.CDLL(None).prctl(38, ctypes.c_ulong(1), 0, 0, 0)
    _call(446, rules, 0)
    os.close(rules)


def _allow(rules, path, rights):
    try:
        fd = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except OSError:                     # not on this system
        return
    if not os.path.isdir(path):
        rights &= _OF_FILES
    _call(445, rules, 1, struct.pack("=Qi", rights, fd), 0)
    os.close(fd)


def _call(number, *arguments):
    libc = ctypes.CDLL(None, use_errno=True)
    result = libc.syscall(ctypes.c_long(number), *[
        ctypes.c_long(a) if isinstance(a, int) else ctypes.c_char_p(a) for a in arguments])
    if result < 0:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
    return result
