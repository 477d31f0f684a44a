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
    signal.signal(signal.SIGTERM, lambda *_: os.kill(child, signal.SIGKILL))
    processes.die_with_parent(signal.SIGTERM)         # a supervisor that hangs would not see its input close
    null = os.open(os.devnull, os.O_RDWR)
    for fd in (0, 1):                   # the host must see the pipes close with the supervisor
        os.dup2(null, fd)
    _, status = os.waitpid(child, 0)
    processes.end_all()
    sys.exit(os.waitstatus_to_exitcode(status) & 255)
