"""Shell commands: those a call waits for, and tasks that run on while others are called."""

import os
import selectors
import signal
import time

from . import confine
from .call import BLOCK, CRAMPED, DRAINED, Call, readable
from .paths import Refused

TASKS_AT_ONCE = 8
TASKS_REMEMBERED = 50
GRACE = 0.3                     # for a child left behind that holds the pipes
PATIENCE = 1.0                  # between SIGTERM and SIGKILL


class Command:
    """One `/bin/sh -c`; `done` is called with it when it has ended and its output is complete."""

    def __init__(self, request, seconds, starts, sweep, done):
        self.call = Call(request, starts.config.limits)
        self.exit_code = None
        self.result = None
        self._seconds = seconds
        self._selector = selector = starts.selector
        self._sweep = sweep
        self._done = done
        self._grace = None
        (out, out_end), (err, err_end) = os.pipe(), os.pipe()
        try:
            self.process = starts.start(["/bin/sh", "-c", request["command"]], stdout=out_end, stderr=err_end)
        except Exception:
            os.close(out)
            os.close(err)
            raise
        finally:
            os.close(out_end)
            os.close(err_end)
        self.call.begin(seconds)
        if self.process.cramped:
            self.call.err.note(CRAMPED)
        self._outputs = {out: self.call.out, err: self.call.err}
        for fd in self._outputs:
            os.set_blocking(fd, False)
            selector.register(fd, selectors.EVENT_READ, self._on_output)
        self._exit = confine.watch_exit(self.process.pid)
        if self._exit is not None:
            selector.register(self._exit, selectors.EVENT_READ, self._on_exit)

    def running(self):
        return self.exit_code is None

    def stopping(self):
        return self.running() and bool(self.call.reason)

    def stop(self, reason):
        self.call.stop(reason)

    def kill(self):
        try:
            os.killpg(self.process.pid, signal.SIGKILL)
        except OSError:
            pass

    def tick(self, now):
        if not self.running():
            return
        if self.process.poll() is not None:
            self._end_soon(now)
        elif now > self.call.deadline:
            self.call.stop("The time of %s for one call is over" % readable(self._seconds))
            try:
                os.killpg(self.process.pid, signal.SIGKILL if self.call.interrupts else signal.SIGTERM)
            except OSError:
                pass
            self.call.interrupts += 1
            self.call.deadline = now + PATIENCE

    def _on_exit(self, fd):
        self._selector.unregister(fd)
        os.close(fd)
        self._exit = None
        self.process.wait()
        self._end_soon(time.monotonic())

    def _end_soon(self, now):
        """Ends when all output has come, or soon after the process has: a child may hold the pipes."""
        if self._grace is None:
            self._grace = now + GRACE
        for fd in list(self._outputs):
            for _ in range(DRAINED // BLOCK):
                if not self._read(fd):
                    break
        if not self._outputs or now > self._grace or self.call.reason:
            self._end()

    def _on_output(self, fd):
        self._read(fd)
        if not self._outputs and self.process.poll() is not None:
            self._end()

    def _read(self, fd):
        try:
            data = os.read(fd, BLOCK)
        except BlockingIOError:
            return False
        if data:
            self._outputs[fd].add(data)
            return True
        self._close(fd)
        return False

    def _close(self, fd):
        del self._outputs[fd]
        self._selector.unregister(fd)
        os.close(fd)

    def _end(self):
        for fd in list(self._outputs):
            self._close(fd)
        if self._exit is not None:
            self._selector.unregister(self._exit)
            os.close(self._exit)
        code = self.process.returncode
        self.exit_code = code if code >= 0 else 128 - code
        if self.call.reason:
            self._sweep(self.process)
            self.call.err.note(self.call.reason + ".")
            self.exit_code = self.exit_code or 1
        self.result = self.call.result(self.exit_code)
        self._done(self)


class Tasks:
    """Commands by number, with the states the service has for them."""

    STOPPED = "Stopped on request"

    def __init__(self, start, changed):
        self._start = start
        self._changed = changed
        self._all = {}
        self._last = 0

    def start(self, request):
        if self.running() >= TASKS_AT_ONCE:
            raise Refused("At most %d tasks run at one time: stop one of them first." % TASKS_AT_ONCE)
        self._last += 1
        name = "task-%d" % self._last
        self._all[name] = self._start(request, self._on_done)
        for old in [n for n, c in self._all.items() if not c.running()][:-TASKS_REMEMBERED]:
            del self._all[old]
        self._changed(self.running())
        return {"taskId": name, "taskStatus": "submitted"}

    def get(self, name):
        command = self._find(name)
        result = command.result or command.call.result(None)
        return dict(result, taskId=name, taskStatus=self._status(command))

    def stop(self, name):
        command = self._find(name)
        if command.running():
            command.stop(self.STOPPED)
        status = self._status(command)
        return {"taskId": name, "taskStatus": status if status in ("completed", "failed") else "canceled"}

    def running(self):
        return sum(1 for command in self._all.values() if command.running())

    def _on_done(self, _command):
        self._changed(self.running())

    def _find(self, name):
        if name not in self._all:
            raise Refused("There is no task %s in this session." % name[:100])
        return self._all[name]

    def _status(self, command):
        if command.call.reason == self.STOPPED:
            return "canceled"
        if command.running():
            return "working"
        return "completed" if command.exit_code == 0 else "failed"
