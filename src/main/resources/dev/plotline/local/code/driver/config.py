"""What the host tells a session at its start: where it is, what it may use, how much."""

import json


class Limits:
    def __init__(self, memory=2 << 30, processes=128, file=256 << 20, workspace=1 << 30, files=20000,
                 output=256 << 10, seconds=900.0, task_seconds=28800.0):
        self.memory = memory            # bytes, all processes together
        self.processes = processes      # threads count as well
        self.file = file                # bytes of one file
        self.workspace = workspace      # bytes on disk
        self.files = files              # files and folders
        self.output = output            # bytes kept of each stream
        self.seconds = seconds          # of one call
        self.task_seconds = task_seconds


class Config:
    """tier: bubblewrap, landlock or none. readable: folders beside the system's that code may read.
    counted: the folders whose bytes and files are limited. swc: the folder of a TypeScript compiler."""

    def __init__(self, work, tmp, tier, network=False, limits=None, preload=(), node=None, swc=None,
                 readable=(), counted=(), path="/usr/bin:/bin"):
        self.work = work
        self.tmp = tmp
        self.tier = tier
        self.network = network
        self.limits = Limits(**(limits or {}))
        self.preload = list(preload)
        self.node = node
        self.swc = swc
        self.readable = list(readable)
        self.counted = list(counted) or [work]
        self.path = path

    @staticmethod
    def parse(text):
        return Config(**json.loads(text))

    def environment(self):
        """All that user code finds in its environment."""
        return {
            "PATH": self.path,
            "HOME": self.work,
            "TMPDIR": self.tmp,
            "LANG": "C.UTF-8",
            "MPLBACKEND": "Agg",
            "MPLCONFIGDIR": self.tmp + "/.matplotlib",
            "OPENBLAS_NUM_THREADS": "2",
            "OMP_NUM_THREADS": "2",
            "MALLOC_ARENA_MAX": "2",
            "PYTHONDONTWRITEBYTECODE": "1",
            "PYTHONUNBUFFERED": "1",
            "PYTHONPATH": packages(self.work),
            "PIP_TARGET": packages(self.work),
            "PIP_BREAK_SYSTEM_PACKAGES": "1",
            "PIP_DISABLE_PIP_VERSION_CHECK": "1",
            "PIP_RETRIES": "3" if self.network else "0",
        }


def packages(work):
    """Where `pip install` puts things: the interpreter's own folder cannot be written."""
    return work + "/.packages"
