"""Runs pieces of code for tests, each in a fork of a process that has pandas loaded already.

One JSON object a line in ({"code", "folder", "figures"}), one out ({"stdout", "stderr", "exitCode"}).
Only for code that the analyst wrote itself: nothing here keeps it in.
"""
import contextlib
import io
import json
import os
import sys
import traceback
import warnings

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt
import pandas as pd  # noqa: F401


def run(job):
    os.chdir(job["folder"])
    out, err, code = io.StringIO(), io.StringIO(), 0
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        try:
            warnings.simplefilter("always")
            exec(compile(job["code"], "<cell>", "exec"), {"__name__": "__main__"})
            for number in plt.get_fignums():
                path = "%s-%d.png" % (job["figures"], number)
                plt.figure(number).savefig(path, dpi=100)
        except BaseException:
            traceback.print_exc()
            code = 1
    return {"stdout": out.getvalue(), "stderr": err.getvalue(), "exitCode": code}


for line in sys.stdin:
    reader, writer = os.pipe()
    if os.fork() == 0:
        with os.fdopen(writer, "w") as pipe:
            json.dump(run(json.loads(line)), pipe)
        os._exit(0)
    os.close(writer)
    with os.fdopen(reader) as pipe:
        answer = pipe.read()
    os.wait()
    print(answer or json.dumps({"stdout": "", "stderr": "the fork died", "exitCode": 1}), flush=True)
