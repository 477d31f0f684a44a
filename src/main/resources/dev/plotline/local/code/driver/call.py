"""What a call to an interpreter or a command has printed and how long it may go on."""

import time

from .output import Stream

BLOCK = 1 << 16
DRAINED = 1 << 20              # the most that a pipe holds: what comes later was written after the end
CRAMPED = "The working folder holds far too much: nothing can be written until files are removed."


class Call:
    def __init__(self, request, limits):
        self.id = request["id"]
        self.request = request
        self.started = time.monotonic()
        self.deadline = None
        self.out = Stream(limits.output)
        self.err = Stream(limits.output)
        self.reason = None
        self.interrupts = 0

    def begin(self, seconds):
        self.started = time.monotonic()
        self.deadline = self.started + seconds

    def stop(self, reason):
        """Ends the call for a reason; the first reason is the one that is told."""
        self.reason = self.reason or reason
        self.deadline = 0

    def result(self, exit_code):
        return {
            "id": self.id,
            "stdout": self.out.text(),
            "stderr": self.err.text(),
            "exitCode": exit_code,
            "executionTime": round(time.monotonic() - self.started, 6),
        }


def readable(seconds):
    if seconds >= 120 and seconds % 60 == 0:
        return "%d min" % (seconds // 60)
    return "%g s" % seconds
