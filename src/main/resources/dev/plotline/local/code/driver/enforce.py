"""Ends what passed a limit: gently first, so that variables survive where they can."""

import os
import signal
import time

from . import processes
from .watch import Watch

BUSY_INTERVAL = 0.2
IDLE_INTERVAL = 1.0
SECOND_CHANCE = 0.4             # for an interrupted kernel to let go of its memory


class Enforcement:
    def __init__(self, config, kernels, commands):
        self._watch = Watch(config)
        self._tier = config.tier
        self._kernels = kernels
        self._commands = commands
        self._next = 0.0
        self._warned = None             # when the gentle end began
        self._remembered = False

    def tick(self, now, busy):
        if now < self._next:
            return
        if busy:
            self._remembered = False
        self._enforce(now, busy)
        if not busy and not self._remembered:
            self._watch.remember()
            self._remembered = True
        cost = time.monotonic() - now
        self._next = now + max(BUSY_INTERVAL if busy else IDLE_INTERVAL, 5 * cost)

    def _enforce(self, now, busy):
        finding = self._watch.look()
        if not finding or (finding.of_disk and not busy):
            self._warned = None
            return
        if self._warned is None and not finding.severe:
            self._warned = now
            self._end_gently(finding.reason)
        elif finding.severe or now - self._warned > SECOND_CHANCE:
            self._end_at_once(finding.reason)
            self._warned = None

    def _end_gently(self, reason):
        """Ends all but the kernels, and interrupts those."""
        for worker in self._workers():
            worker.stop(reason)
        kernels = {kernel.session for kernel in self._kernels.values()}
        for process in processes.descendants():
            if process.pid not in kernels:
                try:
                    os.kill(process.pid, signal.SIGKILL)
                except OSError:
                    pass

    def _end_at_once(self, reason):
        for worker in self._workers():
            worker.stop(reason)
        processes.end_all(everything_is_ours=self._tier != "none")

    def _workers(self):
        return list(self._kernels.values()) + list(self._commands)
