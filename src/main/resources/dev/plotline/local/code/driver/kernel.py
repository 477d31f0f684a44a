"""One interpreter that keeps its variables, seen from the supervisor: a child, its pipes, its queue."""

import os
import selectors
import signal
import socket
import sys
import time

from . import confine, frames
from .call import BLOCK, CRAMPED, DRAINED, Call, readable

PATIENCE = 1.0                  # between two interrupts, and before the kill
RESTART_AFTER = 0.5             # a kernel that dies sooner without work does not start at all
MESSAGE = 1 << 16               # a kernel's own messages are tiny; what is longer was forged

GONE = "variables are gone, files are kept"
KEPT = "variables and files are kept"


class Kernel:
    def __init__(self, language, argv, starts, reply, sweep):
        self.language = language
        self.call = None
        self.warm = False
        self._argv = argv
        self._starts = starts
        self._limits = starts.config.limits
        self._selector = starts.selector
        self._reply = reply
        self._sweep = sweep
        self._queue = []
        self._lost = None
        self._process = None
        self._ready = False

    @property
    def pid(self):
        """None while it does not run."""
        return self._process.pid if self._process else None

    def start(self):
        if self._process:
            return
        mine, its = socket.socketpair()
        pipes = [os.pipe(), os.pipe(), os.pipe()]
        (out, out_end), (err, err_end), (wake_end, wake) = pipes
        try:
            self._process = self._starts.start(
                self._argv(its.fileno(), wake_end), stdout=out_end, stderr=err_end, pass_fds=[its.fileno(), wake_end])
        except Exception:
            for fd in (out, err, wake):
                os.close(fd)
            mine.close()
            raise
        finally:
            its.close()
            for fd in (out_end, err_end, wake_end):
                os.close(fd)
        self._control, self._wake = mine, wake
        self._outputs = {out: "out", err: "err"}
        self._reader, self._ready, self.warm, self._unsent = frames.Reader(MESSAGE), False, False, b""
        self._born = time.monotonic()
        self._exit = confine.watch_exit(self._process.pid)
        if self._exit is not None:      # a child of it may hold the socket open: its end would not be seen
            self._selector.register(self._exit, selectors.EVENT_READ, lambda _: self._died())
        mine.setblocking(False)
        self._selector.register(mine.fileno(), selectors.EVENT_READ, self._on_control)
        for fd in self._outputs:
            os.set_blocking(fd, False)
            self._selector.register(fd, selectors.EVENT_READ, self._on_output)

    def submit(self, request):
        call = Call(request, self._limits)
        self._queue.append(call)
        if self._process and self._process.cramped and not self.call and not self._starts.full():
            self.kill("There is room for files again: the %s process was started anew" % self.language)
        try:
            self.start()
        except Exception as error:
            self._queue.remove(call)
            self._reply({"id": call.id, "error": "%s cannot be started here: %s" % (self.language, error)})
            return
        self._next()

    def busy(self):
        return self.call is not None

    def tick(self, now):
        """Ends a call whose time is over: two interrupts, then the kill."""
        call = self.call
        if not call or not self._process or now <= call.deadline:
            return
        call.stop("The time of %s for one call is over" % readable(self._limits.seconds))
        if call.interrupts < 2:
            self._signal(signal.SIGINT)
            if call.interrupts == 1 and self.language == "javascript":
                self._interrupt_loop()
            call.interrupts += 1
            call.deadline = now + PATIENCE
        else:
            self._signal(signal.SIGKILL)
            call.deadline = now + 5 * PATIENCE

    def _interrupt_loop(self):
        """A busy loop of JavaScript never sees the signal. Code may have closed the pipe: then the kill comes."""
        try:
            os.write(self._wake, b"i")
        except OSError:
            pass

    def stopping(self):
        return bool(self.call and self.call.reason)

    def stop(self, reason):
        if self.call:
            self.call.stop(reason)

    def kill(self, reason):
        """Ends the process; without a call of its own the next one is told why."""
        self.stop(reason)
        self._lost = reason
        if self._process:
            self._ready = False
            self._signal(signal.SIGKILL)

    def _signal(self, number):
        try:
            os.killpg(self._process.pid, number)
        except OSError:
            pass

    def _next(self):
        if self.call or not self._queue or not self._ready:
            return
        call = self.call = self._queue.pop(0)
        if self._lost:
            call.err.note("%s after the last call; %s." % (self._lost, GONE))
            self._lost = None
        if self._process.cramped:
            call.err.note(CRAMPED)
        call.begin(self._limits.seconds)
        self._unsent = memoryview(frames.encode(call.request))
        self._send()

    def _send(self):
        """As much of the request as it takes: it may be busy, and wait for us itself."""
        try:
            while self._unsent:
                self._unsent = self._unsent[self._control.send(self._unsent):]
        except BlockingIOError:
            pass
        except OSError:                 # its death arrives on the control socket
            self._unsent = b""
            self._signal(signal.SIGKILL)
        wanted = selectors.EVENT_READ | (selectors.EVENT_WRITE if self._unsent else 0)
        self._selector.modify(self._control.fileno(), wanted, self._on_control)

    def _on_output(self, fd):
        try:
            data = os.read(fd, BLOCK)
        except OSError:
            return False
        if not data:
            self._selector.unregister(fd)
            os.close(fd)
            del self._outputs[fd]
            return False
        if self.call:                   # what a thread prints between two calls belongs to none
            getattr(self.call, self._outputs[fd]).add(data)
        return True

    def _drain(self):
        """Takes what was written before the end; children may write on without one."""
        for fd in list(self._outputs):
            for _ in range(DRAINED // BLOCK):
                if not self._on_output(fd):
                    break

    def _on_control(self, _fd):
        if self._unsent:
            self._send()
        try:
            data = self._control.recv(1 << 20)
            messages = self._reader.feed(data)
        except BlockingIOError:
            return
        except (OSError, ValueError, RecursionError):   # garbage: user code wrote to our socket
            self._signal(signal.SIGKILL)
            data, messages = b"", []
        for message in messages:
            self._on_message(message)
        if not data:
            self._died()

    def _on_message(self, message):
        event = message.get("event")
        if event == "ready":
            self._ready = True
            self._next()
        elif event == "warm":
            self.warm = True
        elif event == "done" and self.call and message.get("id") == self.call.id:
            code = message.get("exitCode")
            self._finish(self._process, code if isinstance(code, int) else 1, KEPT)

    def _finish(self, process, exit_code, left):
        if self.call.reason:
            self._sweep(process)
        self._drain()
        call, self.call = self.call, None
        if call.reason:
            call.err.note("%s; %s." % (call.reason, left))
            exit_code = exit_code or 1
        self._reply(call.result(exit_code))
        self._next()

    def _died(self):
        process, self._process = self._process, None
        try:
            os.killpg(process.pid, signal.SIGKILL)
        except OSError:
            pass
        status = process.wait()
        self._sweep(process)
        self._drain()
        for fd in list(self._outputs):
            self._selector.unregister(fd)
            os.close(fd)
        for fd in [self._control.fileno()] + [self._exit] * (self._exit is not None):
            self._selector.unregister(fd)
        self._control.close()
        os.close(self._wake)
        if self._exit is not None:
            os.close(self._exit)
        self._ready = False
        self._after_death(process, status)

    def _after_death(self, process, status):
        ended = "The %s process ended (%s)" % (self.language, _end(status))
        at_once = not self.call and not self._lost and time.monotonic() - self._born < RESTART_AFTER
        if self.call:
            self.call.reason = self.call.reason or ended
            self._lost = None
            self._finish(process, 128 - status if status < 0 else status or 1, GONE)
        else:
            self._lost = self._lost or ended
        if at_once:                     # it does not start: no use in trying for ever
            for call in self._queue:
                self._reply({"id": call.id, "error": "%s does not start here (%s)" % (self.language, _end(status))})
            self._queue = []
        elif self._queue or (self.language == "python" and not process.cramped and not self._starts.full()):
            self.start()


def _end(status):
    if status >= 0:
        return "exit code %d" % status
    try:
        return signal.Signals(-status).name
    except ValueError:
        return "signal %d" % -status


def python_argv(config):
    """How the Python kernel is started: isolated, so that nothing in the workspace is imported by it."""
    root, package = os.path.split(os.path.dirname(os.path.abspath(__file__)))
    boot = "import sys; sys.path.insert(0, %r); from %s.python import main; main(int(sys.argv[1]), sys.argv[2], sys.argv[3:])" % (
        root, package)

    def argv(control, _wake):
        return [sys.executable, "-I", "-B", "-u", "-c", boot, str(control), config.work] + config.preload

    return argv


def node_argv(config):
    here = os.path.dirname(os.path.abspath(__file__))

    def argv(control, wake):
        return [config.node, "--no-warnings", os.path.join(here, "node", "kernel.js"), str(control), str(wake),
                config.swc or ""]

    return argv
