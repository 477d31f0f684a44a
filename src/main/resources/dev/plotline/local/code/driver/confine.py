"""What every process that runs user code is bound by, set between fork and exec."""

import os
import resource

from . import processes

NICE = 5
OPEN_FILES = 512
LOCKED = 1 << 20


def child(config):
    """A function for subprocess's preexec_fn."""

    def bind():
        os.setsid()
        _limit("CORE", 0)
        _limit("FSIZE", config.limits.file)
        _limit("NOFILE", OPEN_FILES)
        _limit("NPROC", config.limits.processes)
        _limit("DATA", config.limits.memory * 7 // 8)    # AS would stop node, which reserves 10 GB
        _limit("MEMLOCK", LOCKED)
        processes.prctl(4, 1, 0, 0, 0)
        try:
            os.nice(NICE)
            with open("/proc/self/oom_score_adj", "w") as file:
                file.write("1000")
        except OSError:
            pass

    return bind


def _limit(name, value):
    kind = getattr(resource, "RLIMIT_" + name, None)
    if kind is None:
        return
    try:
        resource.setrlimit(kind, (value, value))
    except (ValueError, OSError):       # the host's own limit is lower still
        pass
