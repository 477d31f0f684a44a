"""Ends what passed a limit: gently first, so that variables survive where they can."""

import time

from . import processes

BUSY_INTERVAL = 0.2
IDLE_INTERVAL = 1.0
SECOND_CHANCE = 0.4             # for an interrupted kernel to let go of its memory


class Enforcement:
    def __init__(self, config, watch, kernels, commands, sweep):
        self._watch = watch
        self._tier = config.tier
        self._kernels = kernels
        self._commands = commands
        self._sweep = sweep
        self._next = 0.0
        self._warned = None             # when the gentle end began
        self._remembered = False

    def tick(self, now, busy):
        """Looks, when it is time to; says whether it did."""
        if now < self._next:
            return False
        if busy:
            self._remembered = False
        self._enforce(now, busy)
        if not busy and not self._remembered:
            self._watch.remember()
            self._remembered = True
        cost = time.monotonic() - now
        self._next = now + max(BUSY_INTERVAL if busy else IDLE_INTERVAL, 5 * cost)
        return True

    def _enforce(self, now, busy):
        finding = self._watch.look({kernel.pid for kernel in self._kernels.values()})
        if not finding or (finding.of_disk and not busy):
            self._warned = None
            return
        if finding.of_disk:             # what is there now may stay, or the next call could not even remove it
            self._watch.remember()
        if finding.severe or (self._warned is not None and now - self._warned > SECOND_CHANCE):
            self._end_at_once(finding.reason)
        elif self._warned is None:
            self._warned = now
            self._end_gently(finding.reason)

    def _end_gently(self, reason):
        """Ends all but the kernels, and interrupts those."""
        for worker in self._workers():
            worker.stop(reason)
        for command in list(self._commands):
            command.kill()
        self._sweep()

    def _end_at_once(self, reason):
        self._warned = None
        for worker in self._workers():
            worker.stop(reason)
        processes.end_all(everything_is_ours=self._tier != "none")

    def _workers(self):
        return list(self._kernels.values()) + list(self._commands)
