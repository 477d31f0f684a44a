"""Runs pieces of code for tests, each in a fork of a process that has pandas loaded already.

One JSON object a line in ({"code", "folder", "figures"}), one out ({"stdout", "stderr", "exitCode",
"complaints" about its charts}).
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


def clashes(boxes):
    """Whether any two neighbours lie over each other."""
    return any(a.overlaps(b) for a, b in zip(boxes, boxes[1:]))


def look(figure):
    """What a person would complain about in a chart."""
    figure.canvas.draw()
    found = []
    if not (figure._suptitle or any(axes.get_title() for axes in figure.axes)):
        found.append("no title")
    for axes in figure.axes:
        plain = axes.get_label() != "<colorbar>" and not any(
            type(patch).__name__ == "Wedge" for patch in axes.patches)
        for axis, name in ((axes.xaxis, "x"), (axes.yaxis, "y")):
            labels = [label for label in axis.get_ticklabels() if label.get_visible() and label.get_text()]
            labels = [label for label in labels if label.get_rotation() % 90 == 0]
            if clashes([label.get_window_extent().shrunk(0.98, 0.9) for label in labels]):
                found.append("labels of %s overlap" % name)
        images = bool(axes.images)
        if plain and not images and axes is figure.axes[-1] and not axes.get_xlabel():
            found.append("x has no label")
        texts = [text for text in axes.texts if text.get_text()]
        edge = figure.bbox
        for text in [axes.title, *texts]:
            box = text.get_window_extent()
            if text.get_text() and (box.x0 < edge.x0 - 1 or box.x1 > edge.x1 + 1 or box.y1 > edge.y1 + 1):
                found.append("%r leaves the picture" % text.get_text())
        legend = axes.get_legend()
        if legend and (legend.get_window_extent().x1 > edge.x1 + 1 or legend.get_window_extent().y0 < edge.y0 - 1):
            found.append("the legend leaves the picture")
    return found


def run(job):
    os.chdir(job["folder"])
    out, err, code, complaints = io.StringIO(), io.StringIO(), 0, []
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        try:
            warnings.simplefilter("always")
            exec(compile(job["code"], "<cell>", "exec"), {"__name__": "__main__"})
            for number in plt.get_fignums():
                path = "%s-%d.png" % (job["figures"], number)
                complaints += look(plt.figure(number))
                plt.figure(number).savefig(path, dpi=100)
        except BaseException:
            traceback.print_exc()
            code = 1
    return {"stdout": out.getvalue(), "stderr": err.getvalue(), "exitCode": code, "complaints": complaints}


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
