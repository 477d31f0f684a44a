"""The main loop of the process in which Python cells run."""

import ctypes
import gc
import os
import select
import signal
import struct
import sys

from . import frames
from .cells import Cells
from .config import packages

IDLE_BEFORE_PRELOAD = 0.03


FIRST = ["traceback", "asyncio", "subprocess"]


def main(control, work, preload):
    signal.signal(signal.SIGINT, signal.SIG_IGN)       # until a cell runs: an import is not to be cut off
    preload = FIRST + preload
    _own_path(work)
    cells = Cells(work)
    libc = ctypes.CDLL(None)

    def interrupted(_signal, _frame):
        if cells.running:
            raise KeyboardInterrupt

    me = os.getpid()
    frames.write(control, {"event": "ready"})
    while True:
        _wait(control, preload)
        request = _receive(control)
        signal.signal(signal.SIGINT, interrupted)      # user code may have changed it
        exit_code = cells.run(request["code"], request.get("clear", False))
        if os.getpid() != me:                           # forked by the cell, and fell off its end
            os._exit(0)
        _flush(libc)
        frames.write(control, {"event": "done", "id": request["id"], "exitCode": exit_code})


def _own_path(work):
    """The working folder comes last: an uploaded pandas.py never replaces the library."""
    here = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    sys.path[:] = [p for p in sys.path if p and os.path.abspath(p) != here]
    sys.path += [packages(work), work]
    for name in [name for name in sys.modules if name.partition(".")[0] == __package__]:
        del sys.modules[name]
    sys.argv[:] = [""]


def _wait(control, preload):
    """Imports what most cells need while nobody waits for an answer."""
    while preload and not select.select([control], [], [], IDLE_BEFORE_PRELOAD)[0]:
        try:
            __import__(preload.pop(0))
        except Exception:               # the cell that needs it will say so
            pass
        if not preload:
            gc.collect()
            gc.freeze()
            frames.write(control, {"event": "warm"})


def _receive(control):
    (length,) = struct.unpack(">I", _exactly(control, 4))
    return frames.json.loads(_exactly(control, length))


def _exactly(control, count):
    data = bytearray()
    while len(data) < count:
        try:
            piece = os.read(control, min(1 << 20, count - len(data)))
        except OSError:
            piece = b""
        if not piece:
            os._exit(0)                 # the supervisor is gone
        data += piece
    return bytes(data)


def _flush(libc):
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except Exception:               # closed or replaced by the user
            pass
    libc.fflush(None)
