"""The session's main loop: speaks with the host on 0 and 1, holds limits, timers, files and output.

It never runs user code, so a limit, a crash or an attack in a kernel leaves it, and the files, alone.
"""

import os
import selectors
import signal
import sys
import time

from . import frames, processes
from .config import Config
from .files import Files
from .kernel import Kernel, python_argv
from .paths import Refused

BUSY_TICK = 0.05
IDLE_TICK = 1.0


class Supervisor:
    def __init__(self, config):
        self._config = config
        self._selector = selectors.DefaultSelector()
        self._files = Files(config.work, config.limits.file)
        self._reader = frames.Reader()
        self._host_in, self._host_out = _take_over_host()
        self._kernels = {"python": self._kernel("python", python_argv(config))}
        self._selector.register(self._host_in, selectors.EVENT_READ, self._on_host)

    def run(self):
        self._kernels["python"].start()
        self._reply({"event": "hello", "tier": self._config.tier})
        while True:
            for key, _ in self._selector.select(BUSY_TICK if self._busy() else IDLE_TICK):
                if self._is_live(key):
                    key.data(key.fileobj)
            now = time.monotonic()
            for kernel in self._kernels.values():
                kernel.tick(now)

    def _is_live(self, key):
        """An earlier event of this round may have closed what this one speaks of."""
        return self._selector.get_map().get(key.fileobj) is key

    def _busy(self):
        return any(kernel.busy() for kernel in self._kernels.values())

    def _kernel(self, language, argv):
        return Kernel(language, argv, self._config, self._selector, self._reply)

    def _reply(self, message):
        frames.write(self._host_out, message)

    def _on_host(self, fd):
        data = os.read(fd, 1 << 20)
        if not data:
            self._end()
        for request in self._reader.feed(data):
            try:
                getattr(self, "_do_" + request["op"])(request)
            except Refused as refused:
                self._reply({"id": request["id"], "error": str(refused)})
            except Exception as error:
                self._reply({"id": request["id"], "error": "%s: %s" % (type(error).__name__, error)})

    def _end(self):
        processes.end_all(everything_is_ours=self._config.tier != "none")
        os._exit(0)

    def _do_run(self, request):
        self._kernels[request["language"]].submit(request)

    def _do_write(self, request):
        self._files.write(request["files"])
        self._reply({"id": request["id"]})

    def _do_read(self, request):
        found = [self._files.read(path, request.get("blobs", False)) for path in request["paths"]]
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
    signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    processes.adopt_orphans()
    processes.close_to_others()
    Supervisor(Config.parse(sys.argv[1])).run()
