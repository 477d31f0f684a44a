"""Puts the driver on the path, as the sandbox does."""

import os
import sys

ROOT = os.path.dirname(os.path.abspath(__file__))
for _ in range(4):
    ROOT = os.path.dirname(ROOT)
sys.path.insert(0, os.path.join(ROOT, "src/main/resources/dev/plotline/local/code"))
sys.dont_write_bytecode = True


def in_child(work):
    """What `work` returns, or the name of what it raises, in a process of its own: it may confine it."""
    read, write = os.pipe()
    pid = os.fork()
    if pid == 0:
        try:
            answer = str(work())
        except BaseException as error:
            answer = type(error).__name__ + ": " + str(error)
        os.write(write, answer.encode())
        os._exit(0)
    os.close(write)
    with os.fdopen(read, "rb") as pipe:
        answer = pipe.read().decode()
    os.waitpid(pid, 0)
    return answer
