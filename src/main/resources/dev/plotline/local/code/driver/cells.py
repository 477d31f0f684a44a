"""Runs cells one after the other in one name space that lasts: the Python in which user code lives."""

import ast
import builtins
import linecache
import os
import sys
import types

from . import magics, tracebacks

RESULT = 20000
KEPT_SOURCES = 200
AWAITS = 0x80                   # inspect.CO_COROUTINE, without an import that most cells never need


class Cells:
    def __init__(self, work):
        self.running = False            # whether an interrupt may be raised right now
        self._work = work
        self._count = 0
        self._loop = None
        self._streams = (sys.stdout, sys.stderr)
        self._main = types.ModuleType("__main__")
        self._main.__dict__["__builtins__"] = builtins
        sys.modules["__main__"] = self._main
        builtins.input = _no_input
        builtins.display = _display
        setattr(builtins, magics.NAME, _shell)
        self._first = dict(self._main.__dict__)

    def run(self, code, clear=False):
        """Runs a cell and gives its exit code; all that it prints, a traceback too, goes to 1 and 2."""
        sys.stdout, sys.stderr = self._streams
        try:
            try:
                self.running = True
                if clear:
                    self._clear()
                self._run(code)
                exit_code = 0
            finally:
                self.running = False
        except SystemExit as end:
            exit_code = self._left(end)
        except BaseException as error:
            exit_code = 1
            _write(2, tracebacks.text(error))
        return exit_code

    def _clear(self):
        names = self._main.__dict__
        names.clear()                   # may run __del__ methods of the user: inside the call's time
        names.update(self._first)
        os.chdir(self._work)

    def _run(self, code):
        self._count += 1
        name = "<cell %d>" % self._count
        linecache.cache.pop("<cell %d>" % (self._count - KEPT_SOURCES), None)
        linecache.cache[name] = (len(code), None, code.splitlines(True), name)
        tree, code = magics.parse(code, name)
        linecache.cache[name] = (len(code), None, code.splitlines(True), name)
        last = None
        if tree.body and isinstance(tree.body[-1], ast.Expr) and not code.rstrip().endswith(";"):
            last = ast.Expression(tree.body.pop().value)
        parts = [_compiled(tree, name, "exec")] + ([_compiled(last, name, "eval")] if last else [])
        if any(part.co_flags & AWAITS for part in parts):
            value = self._await(parts)
        else:
            value = [eval(part, self._main.__dict__) for part in parts][-1]
        if last:
            self._show(value)

    def _await(self, parts):
        """Runs all of a cell inside the loop when a part of it awaits at top level."""
        import asyncio

        async def whole():
            value = None
            for part in parts:
                value = eval(part, self._main.__dict__)
                if part.co_flags & AWAITS:
                    value = await value
            return value

        if self._loop is None or self._loop.is_closed():
            self._loop = asyncio.new_event_loop()
        asyncio.set_event_loop(self._loop)
        task = self._loop.create_task(whole())
        try:
            return self._loop.run_until_complete(task)
        except KeyboardInterrupt:       # or it would go on in the next cell that awaits
            task.cancel()
            self._loop.run_until_complete(asyncio.wait([task]))
            raise

    def _show(self, value):
        if value is None or _is_drawing(value):
            return
        self._main.__dict__["_"] = value
        print(_shown(value) + "\n", end="")     # one write, where print makes two

    @staticmethod
    def _left(end):
        if end.code is None or isinstance(end.code, int):
            return (end.code or 0) & 255
        _write(2, "%s\n" % (end.code,))
        return 1


def _compiled(tree, name, mode):
    return compile(tree, name, mode, ast.PyCF_ALLOW_TOP_LEVEL_AWAIT, dont_inherit=True)


def _shown(value):
    text = repr(value)
    if len(text) <= RESULT:
        return text
    return "%s... [%d more characters]" % (text[:RESULT], len(text) - RESULT)


def _is_drawing(value):
    """What a plotting call returns says nothing to a reader: `[<matplotlib.lines.Line2D object>]`."""
    if isinstance(value, (list, tuple)) and value:
        value = value[0]
    return type(value).__module__.partition(".")[0] == "matplotlib"


def _display(*values, **_):
    for value in values:
        if not _is_drawing(value):
            print(_shown(value))


def _no_input(prompt=""):
    raise EOFError("input() has nobody to ask here: put the value into the code.")


def _shell(command, keep=False):
    """Runs a line given to `!` or `%pip`; with `keep` its output comes back as lines."""
    import subprocess

    cell = sys._getframe(1)
    command = magics.expanded(command, {**cell.f_globals, **cell.f_locals})
    for stream in (sys.stdout, sys.stderr):
        stream.flush()
    if keep:
        return subprocess.run(command, shell=True, stdout=subprocess.PIPE, text=True).stdout.splitlines()
    subprocess.run(command, shell=True)
    return None


def _write(fd, text):
    data = memoryview(text.encode("utf-8", "backslashreplace"))
    try:
        while data:
            data = data[os.write(fd, data):]
    except OSError:                     # the user closed it
        pass
