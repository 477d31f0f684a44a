"""Ends what passed a limit: gently first, so that variables survive where they can."""

import time

BUSY_INTERVAL = 0.2
IDLE_INTERVAL = 1.0
SECOND_CHANCE = 0.4             # for an interrupted kernel to let go of its memory
OF_DISK = 1.5                   # it fills more slowly: time for the second interrupt


class Enforcement:
    def __init__(self, watch, kernels, commands, sweep):
        self._watch = watch
        self._kernels = kernels
        self._commands = commands
        self._sweep = sweep
        self._looked = 0.0
        self._cost = 0.0
        self._settling = False          # calls that filled the disk are still ending
        self._reason = None             # of the last finding
        self._found = 0                 # findings in a row for that reason
        self._warned = 0.0              # when the first of them was

    def tick(self, now, busy):
        """Looks, when it is time to; says whether it did. A dear look is taken less often."""
        if self._settling and not any(worker.stopping() for worker in self._workers()):
            self._watch.accept()        # what they wrote until their end is not the next call's doing
            self._settling = False
        pause = min(max(BUSY_INTERVAL, 5 * self._cost), IDLE_INTERVAL) if busy else max(IDLE_INTERVAL, 20 * self._cost)
        if now < self._looked + pause:
            return False
        self._enforce(now)
        self._looked = time.monotonic()
        self._cost = self._looked - now
        return True

    def _enforce(self, now):
        finding = self._watch.look({kernel.pid for kernel in self._kernels.values()})
        if not finding or finding.reason != self._reason:
            self._found = 0
        self._reason = finding and finding.reason
        if not finding:
            return
        self._found += 1
        if self._found == 1:
            self._warned = now
        patience = OF_DISK if finding.of_disk else SECOND_CHANCE
        hard = (finding.severe and not self._settling) or (self._found > 1 and now - self._warned > patience)
        if finding.of_disk:             # what is there now may stay, or the next call could not even remove it
            self._watch.accept()
            self._settling = True
        if hard:
            self._end_kernels(finding.reason)
        if finding.of_disk or not hard:
            self._end_gently(finding.reason)

    def _end_gently(self, reason):
        """Ends all but the kernels, and interrupts those."""
        for worker in self._workers():
            worker.stop(reason)
        for command in list(self._commands):
            command.kill()
        self._sweep()

    def _end_kernels(self, reason):
        """Their variables are what is too much, or a thread of theirs goes on."""
        self._found = 0
        for kernel in self._kernels.values():
            kernel.kill(reason)

    def _workers(self):
        return list(self._kernels.values()) + list(self._commands)
