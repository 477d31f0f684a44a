"""The session's main loop: speaks with the host on 0 and 1, holds limits, timers, files and output.

It never runs user code, so a limit, a crash or an attack in a kernel leaves it, and the files, alone.
"""

import os
import selectors
import signal
import sys
import time

from . import confine, frames, processes
from .command import Command, Tasks
from .config import Config
from .enforce import Enforcement
from .files import Files
from .kernel import Kernel, node_argv, python_argv
from .paths import Refused
from .starts import Starts
from .watch import Watch

BUSY_TICK = 0.05
IDLE_TICK = 1.0


class Supervisor:
    def __init__(self, config):
        self._config = config
        self._selector = selectors.DefaultSelector()
        self._reader = frames.Reader()
        self._host_in, self._host_out = _take_over_host()
        watch = Watch(config)
        self._starts = Starts(config, self._selector, watch)
        self._kernels = {"python": self._kernel("python", python_argv(config))}
        if config.node:
            self._kernels["javascript"] = self._kernel("javascript", node_argv(config))
        self._commands = []
        self._tasks = Tasks(self._start_task, lambda running: self._reply({"event": "tasks", "running": running}))
        self._files = Files(config.work, config.limits.file, watch.room)
        self._enforcement = Enforcement(watch, self._kernels, self._commands, self._sweep_all)
        self._selector.register(self._host_in, selectors.EVENT_READ, self._on_host)

    def run(self):
        try:
            self._loop()
        except Exception:
            import traceback

            self._reply({"event": "failed", "error": traceback.format_exc()})
            self.end()

    def _loop(self):
        self._kernels["python"].start()
        self._reply({"event": "hello", "tier": self._config.tier})
        while True:
            for key, _ in self._selector.select(BUSY_TICK if self._busy() else IDLE_TICK):
                if self._is_live(key):
                    key.data(key.fileobj)
            now = time.monotonic()
            for worker in list(self._kernels.values()) + self._commands:
                worker.tick(now)
            if self._enforcement.tick(now, self._busy()):
                self._reap()

    def _is_live(self, key):
        """An earlier event of this round may have closed what this one speaks of."""
        return self._selector.get_map().get(key.fileobj) is key

    def _busy(self):
        return bool(self._commands) or any(kernel.busy() for kernel in self._kernels.values())

    def _kernel(self, language, argv):
        return Kernel(language, argv, self._starts, self._reply, self._sweep)

    def _sweep(self, process):
        """Ends what a stopped call left behind, and nothing of the other calls."""
        self._starts.end_of(process.mark, self._kernel_pids())
        self._reap()

    def _sweep_all(self):
        """Ends all but the kernels: whoever passed a limit of the session, it is passed."""
        kernels = self._kernel_pids()
        processes.end_all(lambda process: process.pid not in kernels)
        self._reap()

    def _reap(self):
        """Zombies count as processes: those that nobody waits for are taken up."""
        processes.reap(self._kernel_pids() | {command.process.pid for command in self._commands})

    def _kernel_pids(self):
        return {kernel.pid for kernel in self._kernels.values() if kernel.pid}

    def _reply(self, message):
        frames.write(self._host_out, message)

    def _on_host(self, fd):
        data = os.read(fd, 1 << 20)
        if not data:
            self.end()
        for request in self._reader.feed(data):
            try:
                getattr(self, "_do_" + request["op"])(request)
            except Refused as refused:
                self._reply({"id": request["id"], "error": str(refused)})
            except Exception as error:
                self._reply({"id": request["id"], "error": "%s: %s" % (type(error).__name__, error)})

    def end(self):
        processes.end_all(everything_is_ours=self._config.tier != "none")
        os._exit(0)

    def _do_run(self, request):
        language = "python" if request["language"] == "python" else "javascript"
        if language not in self._kernels:
            raise Refused("JavaScript and TypeScript are not available here: install Node.js 20 or newer and start again.")
        self._kernels[language].submit(request)

    def _do_command(self, request):
        seconds = self._config.limits.seconds
        self._commands.append(Command(request, seconds, self._starts, self._sweep, self._on_command_done))

    def _on_command_done(self, command):
        self._commands.remove(command)
        self._reply(command.result)

    def _do_start_task(self, request):
        self._reply(dict(self._tasks.start(request), id=request["id"]))

    def _start_task(self, request, done):
        def ended(command):
            self._commands.remove(command)
            done(command)

        command = Command(request, self._config.limits.task_seconds, self._starts, self._sweep, ended)
        self._commands.append(command)
        return command

    def _do_task(self, request):
        self._reply(dict(self._tasks.get(request["taskId"]), id=request["id"]))

    def _do_stop_task(self, request):
        self._reply(dict(self._tasks.stop(request["taskId"]), id=request["id"]))

    def _do_write(self, request):
        self._files.write(request["files"])
        self._reply({"id": request["id"]})

    def _do_read(self, request):
        found = self._files.read(request["paths"], request.get("blobs", False))
        self._reply({"id": request["id"], "files": found})

    def _do_list(self, request):
        self._reply({"id": request["id"], "entries": self._files.list(request["path"])})

    def _do_remove(self, request):
        for path in request["paths"]:
            self._files.remove(path)
        self._reply({"id": request["id"]})


def _take_over_host():
    """Moves the host's pipes away from 0 and 1, which children inherit by habit."""
    host_in, host_out = os.dup(0), os.dup(1)
    null = os.open(os.devnull, os.O_RDWR)
    for fd in (0, 1, 2):
        os.dup2(null, fd)
    os.close(null)
    return host_in, host_out


def main():
    os.umask(0o022)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGHUP, signal.SIG_IGN)
    config = Config.parse(sys.argv[1])
    confine.supervisor(config)
    supervisor = Supervisor(config)
    signal.signal(signal.SIGTERM, lambda *_: supervisor.end())
    supervisor.run()
