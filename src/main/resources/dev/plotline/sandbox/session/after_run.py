"""After each run of code: the figures it made and the files it left."""
import unicodedata

from _plotline import drawing, files, fonts, images, place
from _plotline.describe import describe
from _plotline.kept import os
from _plotline.rendering import is_empty, render
from _plotline.state import counted, keep, state

MOST_FIGURES = 20
MOST_SMALL = 10
MOST_FILES = 500
LONGEST_NAME = 60
NOTHING = {"title": None, "axes": []}

paths = os.path


class Found:
    """An image to report: where it is, its name for people, whether the code saved it itself, whether it was shown or
    left open, so that a notebook displays it."""

    def __init__(self, turn, path, name, saved, description, shown):
        self.turn, self.path, self.name, self.saved, self.description = turn, path, name, saved, description
        self.shown = shown


def capture(may_ask=False):
    """What the run has made. Where a figure can't be drawn for want of a font, {"needsFont": true} first, if that may
    be answered: nothing is closed or forgotten then, and the caller asks again."""
    problems, found = [], []
    log = drawing.log
    left = log.left()
    if may_ask and left and _lacks_font([figure for _, figure in left]):
        return {"needsFont": True}
    saved = _saved_images(log)
    seen = {one.figure for one in saved}
    unsaved = [(turn, figure) for turn, figure in left if log.token(figure) not in seen and not is_empty(figure)]
    room = MOST_FIGURES
    try:
        shown = {log.token(figure) for _, figure in left}
        outside = _outside(log, seen | shown, problems)
        found = [Found(one.turn, one.path, paths.basename(one.path), True, one.description, one.figure in shown)
                 for one in saved] + outside
        room = max(0, MOST_FIGURES - len(found))
        for turn, figure in unsaved[:room]:
            found += _drawn(turn, figure, log, problems)
    finally:
        if left:
            log.last = left[-1][1]
        drawing.close_figures()
        too_many = max(0, len(unsaved) - room) + log.not_kept
        log.clear()
    if too_many:
        problems.append(f"{too_many} more figures were open and were closed unseen: "
                        f"at most {MOST_FIGURES} are taken after a run.")
    return _report(found, problems)


def _lacks_font(figures):
    try:
        return fonts.lacks(figures)
    except Exception:
        return False


def _saved_images(log):
    """The last savefig to each image file that still exists; the same figure in two formats counts once."""
    latest = {}
    for one in log.saved:
        path = place.relative(one.path)
        if path is not None and path.lower().endswith(images.ENDINGS) and paths.isfile(one.path):
            latest[path] = one
    once = {}
    for path, one in latest.items():
        one.path = path
        once.setdefault((one.figure, paths.splitext(path)[0]), one)
    return list(once.values())


def _outside(log, elsewhere, problems):
    """Images that were saved outside the working folder, where nobody can fetch them, are copied."""
    copies = []
    for one in {one.path: one for one in log.saved}.values():
        stem, ending = paths.splitext(paths.basename(one.path))
        if one.figure in elsewhere or ending.lower() not in images.ENDINGS or place.relative(one.path) is not None:
            continue
        try:
            if paths.isfile(one.path) and os.stat(one.path).st_size <= images.MOST_FILE_BYTES:
                name = f"figure-{counted('figure')}{ending.lower()}"
                with open(one.path, "rb") as source, open(place.ours(name), "wb") as copy:
                    copy.write(source.read())
                copies.append(Found(one.turn, f"{place.OURS}/{name}", _free_name(stem, ending), False, one.description,
                                    False))
        except OSError as fault:
            problems.append(f"{one.path!r} could not be read: {fault.strerror}.")
    return copies


def _drawn(turn, figure, log, problems):
    name = f"figure-{counted('figure')}.png"
    try:
        description = describe(figure)
    except Exception:
        description = NOTHING
    try:
        render(figure, place.ours(name))
    except Exception as fault:
        reason = " ".join(str(fault).split())[:200]
        problems.append(f"A figure could not be drawn ({type(fault).__name__}: {reason}).")
        return []
    document = next((one.path for one in log.saved if one.figure == log.token(figure)), None)
    stem = paths.splitext(paths.basename(document))[0] if document else description["title"]
    return [Found(turn, f"{place.OURS}/{name}", _free_name(stem or name[:-4], ".png"), False, description,
                  True)]


def _free_name(text, ending):
    """A file name that keeps the letters of every script and that no other figure of the session has."""
    letters = (letter if unicodedata.category(letter)[0] in "LMN" else "-"
               for letter in unicodedata.normalize("NFC", text).lower())
    stem = "-".join(filter(None, "".join(letters).split("-")))[:LONGEST_NAME].strip("-") or "figure"
    taken = {*state()["names"], *(paths.basename(path) for path in state()["files"])}
    name, number = stem + ending, 1
    while name in taken:
        number += 1
        name = f"{stem[:LONGEST_NAME - len(str(number)) - 1]}-{number}{ending}"
    state()["names"].append(name)
    return name


def _report(found, problems):
    changes = files.look()
    problems += changes.problems
    _forget_small()
    now = state()["files"]
    found = [one for one in found if not one.saved or one.path in now]
    known = {one.path for one in found}
    twins = {paths.splitext(path)[0] for path in known}
    others = [path for path in changes.changed if path.lower().endswith(images.ENDINGS)
              and path not in known and paths.splitext(path)[0] not in twins]
    candidates = sorted(found, key=lambda one: one.turn)
    candidates += [Found(0, path, paths.basename(path), True, NOTHING, False)
                   for path in sorted(others, key=lambda path: (now[path][1], path))]
    if len(candidates) > MOST_FIGURES:
        problems.append(f"{len(candidates) - MOST_FIGURES} more images were made; "
                        f"the first {MOST_FIGURES} are shown, the rest are among the files.")
    figures = []
    for one in candidates[:MOST_FIGURES]:
        try:
            figures.append(_figure(one, len(figures) < MOST_SMALL))
        except images.Broken as fault:
            problems.append(f"{one.path!r}: {fault}")
        except (OSError, ImportError) as fault:
            reason = getattr(fault, "strerror", None) or "Pillow is missing"
            problems.append(f"{one.path!r} could not be read: {reason}.")
    shown = {figure["path"] for figure in figures}
    listed = [{"path": path, "bytes": size, "sha256": digest}
              for path, (size, digest) in changes.changed.items() if path not in shown]
    if len(listed) > MOST_FILES:
        problems.append(f"{len(listed):,} files were made or changed; the first {MOST_FILES} are listed.")
    if figures:
        keep()
    return {"figures": figures, "files": listed[:MOST_FILES], "removed": changes.removed[:MOST_FILES],
            "problems": problems}


def _forget_small():
    """The copies made for the last run have been read by now."""
    folder = place.ours("")
    for name in os.listdir(folder):
        if name.startswith("small-"):
            os.unlink(folder + name)


def _figure(one, with_small):
    measured = images.measure(one.path)
    small = f"{place.OURS}/{images.shrink(one.path, 'small-' + str(counted('small')))}" if with_small else None
    size = os.stat(place.inside(one.path)).st_size
    return {"path": one.path, "name": one.name, "saved": one.saved, "shown": one.shown, "small": small, **measured,
            "bytes": size, "sha256": files.hashed(one.path), **one.description}
