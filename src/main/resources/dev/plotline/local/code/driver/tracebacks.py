"""Tracebacks that show the user's lines and none of ours."""

import os
import sys

LINES = 60
WIDTH = 2000
OURS = os.path.dirname(os.path.abspath(__file__)) + os.sep


def text(error):
    try:
        return _text(error)
    except BaseException:               # out of memory, or an exception whose own methods raise
        return "%s\n" % type(error).__name__


def _text(error):
    import traceback            # late: the first result need not wait for it

    options = {"compact": True} if sys.version_info >= (3, 10) else {}
    shown = traceback.TracebackException(type(error), error, _users(error.__traceback__), **options)
    own_syntax = isinstance(error, SyntaxError) and _users(error.__traceback__) is None
    lines = "".join(shown.format_exception_only() if own_syntax else shown.format()).splitlines(True)
    if len(lines) > LINES:
        left_out = len(lines) - LINES + 10
        lines = lines[:LINES // 3] + ["  ... %d lines left out ...\n" % left_out] + lines[10 - LINES * 2 // 3:]
    return "".join(_narrow(line) for line in lines)


def _narrow(line):
    return line if len(line) <= WIDTH else line[:WIDTH * 3 // 4] + " ... " + line[-WIDTH // 5:]


def _users(tb):
    """Cuts our frames off: those above the cell, and our signal handler's at the bottom."""
    while tb is not None and not tb.tb_frame.f_code.co_filename.startswith("<cell "):
        tb = tb.tb_next
    last = tb
    while last is not None and last.tb_next is not None:
        if last.tb_next.tb_frame.f_code.co_filename.startswith(OURS):
            last.tb_next = None
        else:
            last = last.tb_next
    return tb
