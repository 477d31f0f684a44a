"""Starts what runs user code: confined, in the working folder, marked as belonging to one call."""

import socket
import subprocess

from . import changes, confine, processes


class Starts:
    def __init__(self, config, selector, watch):
        self.config = config
        self.selector = selector
        self._watch = watch
        self._marks = processes.Marks()

    def start(self, argv, **how):
        """A process with two more attributes: `mark`, and `cramped`, when it can write no files because
        the disk holds too much already."""
        mark, cramped = self._marks.another(), self.full()
        limit = 0 if cramped else self.config.limits.file
        if self.config.tier == "landlock":
            process = self._start_answered(argv, mark, limit, how)
        else:
            process = self._start(argv, confine.child(self.config, mark, limit), how)
        process.mark, process.cramped = mark, cramped
        return process

    def _start_answered(self, argv, mark, limit, how):
        mine, its = socket.socketpair()
        with mine, its:
            process = self._start(argv, confine.child(self.config, mark, limit, its), how)
            changes.Changes(mine, self.selector, (self.config.work, self.config.tmp))
            return process

    def _start(self, argv, bind, how):
        return subprocess.Popen(argv, stdin=subprocess.DEVNULL, cwd=self.config.work, env=self.config.environment(),
                                preexec_fn=bind, **how)

    def full(self):
        """Whether nothing more may be written; looked up anew, because somebody may have tidied up."""
        return self._watch.full and self._watch.is_full()

    def end_of(self, mark, spared):
        """Ends what belongs to a call but the processes with the numbers `spared`."""
        processes.end_all(lambda process: process.pid not in spared and self._marks.is_of(process, mark))
