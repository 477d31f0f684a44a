"""What every process that runs user code is bound by, set between fork and exec."""

import os
import resource
import signal

from . import changes, landlock, processes, seccomp

NICE = 5
OPEN_FILES = 512
LOCKED = 1 << 20


def network_mode(config):
    if config.network:
        return "inet"
    return "own" if config.tier == "bubblewrap" else "none"


def supervisor(config):
    """Confines this process; what it starts can only have less. Raises when that cannot be done."""
    try:
        os.setsid()
    except OSError:                     # a leader already
        pass
    processes.adopt_orphans()
    processes.close_to_others()
    if config.tier == "landlock":
        landlock.confine_supervisor(config)
    if config.tier != "none":
        seccomp.confine_all(network_mode(config))


def child(config, mark, file_limit, channel=None):
    """A function for subprocess's preexec_fn. With `channel` it sends the descriptor on which changes
    of files wait for an answer."""
    above = os.getpid()
    groups = {above, os.getpgrp()}
    others = 0 if config.tier == "bubblewrap" else processes.of_user()

    def bind():
        os.setsid()
        for number in (signal.SIGINT, signal.SIGHUP, signal.SIGTERM):
            signal.signal(number, signal.SIG_DFL)       # a shell cannot trap what it found ignored
        processes.die_with_parent()
        processes.open_to_others()      # the watch reads what it uses
        _limit("CORE", 0)
        _limit("FSIZE", file_limit)
        _limit("NOFILE", OPEN_FILES)
        _limit("NPROC", config.limits.processes + others)
        _limit("DATA", config.limits.memory * 7 // 8)    # AS would stop node, which reserves 10 GB
        _limit("MEMLOCK", LOCKED)
        _limit(processes.MARK, mark)
        os.nice(NICE)                   # the host's work comes first
        if config.tier == "landlock":
            landlock.confine_child(config)
            changes.hand_over(channel, seccomp.confine_child_beside_others(above, groups))
        elif config.tier != "none":
            seccomp.confine_child(above, groups)

    return bind


def watch_exit(pid):
    """A descriptor that becomes readable when the child ends; None where there is no such thing."""
    try:
        return os.pidfd_open(pid)
    except (AttributeError, OSError):
        return None


def _limit(name, value):
    kind = getattr(resource, "RLIMIT_" + name, None)
    if kind is None:
        return
    try:
        resource.setrlimit(kind, (value, value))
    except (ValueError, OSError):       # the host's own limit is lower still
        pass
