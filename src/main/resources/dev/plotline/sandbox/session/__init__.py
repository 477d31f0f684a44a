"""What Plotline asks of a session. Every call prints one line: its token, JSON, its token. None of them raises. No
module may have the name of a function here: importing it would put it in the function's place."""
from _plotline import after_run as _after_run
from _plotline import files as _files
from _plotline.answer import answer as _answer


def snapshot(nonce):
    _answer(nonce, lambda: {"files": _files.look().count})


def capture(nonce, may_ask=False):
    _answer(nonce, _after_run.capture, may_ask)


def use_font(nonce, path):
    def work():
        from _plotline.fonts import use_font as call
        return call(path)
    _answer(nonce, work)


def has_cjk_font(nonce):
    def work():
        from _plotline.fonts import has_cjk_font as call
        return {"available": call()}
    _answer(nonce, work)


def profile(nonce, path):
    def work():
        from _plotline.profiles import profile as call
        return call(path)
    _answer(nonce, work)


def preview(nonce, path, longest_side, most_bytes):
    def work():
        from _plotline.images import preview as call
        return call(path, longest_side, most_bytes)
    _answer(nonce, work)


def slice_out(nonce, path, offset, length):
    def work():
        from _plotline.transfer import slice_out as call
        return call(path, offset, length)
    _answer(nonce, work)


def join(nonce, parts, path):
    def work():
        from _plotline.transfer import join as call
        return call(parts, path)
    _answer(nonce, work)


def fetch(nonce, url, path, size):
    def work():
        from _plotline.transfer import fetch as call
        return call(url, path, size)
    _answer(nonce, work)


def prepare(nonce, paths):
    def work():
        from _plotline.transfer import prepare as call
        return call(paths)
    _answer(nonce, work)


def unpack(nonce, path):
    def work():
        from _plotline.unpacking import unpack as call
        return call(path)
    _answer(nonce, work)


def versions(nonce, modules):
    def work():
        from _plotline.libraries import versions as call
        return call(modules)
    _answer(nonce, work)


def variables(nonce):
    import sys
    names = sys._getframe(1).f_globals

    def work():
        from _plotline.digests import digests as call
        return call(names)
    _answer(nonce, work)
