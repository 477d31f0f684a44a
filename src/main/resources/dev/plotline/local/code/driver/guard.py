"""The process around a supervisor that has no process name space: whatever happens to the
supervisor, nothing of the session outlives it."""

import os
import signal
import sys

from . import processes, supervisor


def main():
    processes.adopt_orphans()
    child = os.fork()
    if child == 0:
        processes.die_with_parent(signal.SIGTERM)     # upon which the supervisor ends all
        supervisor.main()
        os._exit(1)
    for number in (signal.SIGINT, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    def end_supervisor(*_):
        try:
            os.kill(child, signal.SIGKILL)
        except ProcessLookupError:      # told again: each thread of a killed JVM may say it once
            pass

    signal.signal(signal.SIGTERM, end_supervisor)
    processes.die_with_parent(signal.SIGTERM)         # a supervisor that hangs would not see its input close
    null = os.open(os.devnull, os.O_RDWR)
    for fd in (0, 1):                   # the host must see the pipes close with the supervisor
        os.dup2(null, fd)
    _, status = os.waitpid(child, 0)
    signal.signal(signal.SIGTERM, signal.SIG_IGN)     # its number may be another's by now
    processes.end_all()
    sys.exit(os.waitstatus_to_exitcode(status) & 255)
