"""One sandboxed session: a supervisor that never runs user code, and the processes that do.

Standard library only, Python 3.9 or newer. Started by the host as `python -I -B -c ... CONFIG`.
"""
