"""What a figure shows, in the words of its own titles, labels and legends: for its name and its text alternative."""
MOST_AXES = 20
MOST_SERIES = 20
LONGEST = 200
NOTHING = ("None", "none", " ", "", None)


def describe(figure):
    """{"title", "axes": [{"title", "x", "y", "kinds": [..], "series": [{"name", "points"}]}]}; unknown is
    None, and 0 as a number of points."""
    shown = [axes for axes in figure.axes if axes.get_visible() and not _is_colorbar(axes)][:MOST_AXES]
    described = [axes for axes in map(_axes, shown) if axes["kinds"] or axes["title"]]
    title = words(figure._suptitle.get_text()) if getattr(figure, "_suptitle", None) else None
    titles = {axes["title"] for axes in described if axes["title"]}
    if title is None and len(titles) == 1:
        title = titles.pop()
    return {"title": title, "axes": described}


def words(text):
    """A text as one line of at most 200 characters, or None when there is nothing in it."""
    text = " ".join(str(text).encode("utf-8", "replace").decode().split())
    text = "".join(letter for letter in text if letter.isprintable())
    return (text if len(text) <= LONGEST else text[:LONGEST - 1] + "…") or None


def _is_colorbar(axes):
    return hasattr(axes, "_colorbar") or axes.get_label() == "<colorbar>"


def _axes(axes):
    kinds, series = [], []
    for find in (_bars, _pies, _boxes, _lines, _points, _images, _others):
        for kind, name, points in find(axes):
            if kind not in kinds:
                kinds.append(kind)
            if points is not None:
                series.append({"name": _name(name), "points": points})
    _take_names_from_legend(axes, series)
    titles = (axes.get_title(where) for where in ("center", "left", "right"))
    return {"title": next(filter(None, map(words, titles)), None), "x": words(axes.get_xlabel()),
            "y": words(axes.get_ylabel()), "kinds": kinds, "series": series[:MOST_SERIES]}


def _name(label):
    label = words(label) if isinstance(label, str) else None
    return None if label is None or label.startswith("_") else label


def _take_names_from_legend(axes, series):
    """`legend(["A", "B"])` names the series in the legend only."""
    legend = axes.get_legend()
    if legend is None or any(one["name"] for one in series):
        return
    names = [words(text.get_text()) for text in legend.get_texts()]
    if len(names) == len(series):
        for one, name in zip(series, names):
            one["name"] = name


def _containers(axes, name):
    return [container for container in axes.containers if type(container).__name__ == name]


def _bars(axes):
    for container in _containers(axes, "BarContainer"):
        label = container.get_label()
        if _name(label) is None and container.patches:
            label = container.patches[0].get_label()  # where `hist` puts it
        yield "hist" if _adjoin(container.patches) else "bar", label, len(container.patches)
    for patch in axes.patches:
        if type(patch).__name__ == "StepPatch":
            yield "hist", patch.get_label(), len(patch.get_data().values)


def _adjoin(bars):
    """The bars of a histogram leave no gap."""
    if len(bars) < 2:
        return False
    for across in (True, False):
        edges = [(bar.get_x(), bar.get_width()) if across else (bar.get_y(), bar.get_height()) for bar in bars]
        if all(width > 0 and abs(start + width - following) <= 1e-6 * width
               for (start, width), (following, _) in zip(edges, edges[1:])):
            return True
    return False


def _pies(axes):
    for wedge in axes.patches:
        if type(wedge).__name__ == "Wedge":
            yield "pie", wedge.get_label(), 1


def _boxes(axes):
    """A box is a closed line of five points, or a patch, with at least two whiskers, two caps and a median."""
    frames = [line for line in axes.lines if _is_box(line.get_xdata(False), line.get_ydata(False))]
    frames += [patch for patch in axes.patches if type(patch).__name__ == "PathPatch"]
    if frames and len(axes.lines) >= 5 * len(frames):
        yield "box", None, len(frames)


def _is_box(x, y):
    return len(x) == 5 and x[0] == x[4] and y[0] == y[4] and len(set(x)) == 2 and len(set(y)) == 2


def _lines(axes):
    if next(_boxes(axes), None):
        return
    labels, rest = {}, set()
    for container in _containers(axes, "ErrorbarContainer") + _containers(axes, "StemContainer"):
        data = container[0]
        if data is not None:
            labels[data] = container.get_label()
        others = container[1] if isinstance(container[1], tuple) else container[2:]
        rest.update(others)
    for line in axes.lines:
        if line in rest or _is_rule(line, axes):
            continue
        dots = line.get_linestyle() in NOTHING and line.get_marker() not in NOTHING and line not in labels
        yield "scatter" if dots else "line", labels.get(line, line.get_label()), len(line.get_xdata(False))


def _is_rule(line, axes):
    """A line across the whole axes marks a value and is no data."""
    # By identity: matplotlib finds transforms equal that are not the same here.
    return any(line.get_transform() is transform
               for transform in (axes.get_xaxis_transform("grid"), axes.get_yaxis_transform("grid")))


def _points(axes):
    for collection in axes.collections:
        if type(collection).__name__ in ("PathCollection", "Path3DCollection"):
            yield "scatter", collection.get_label(), len(collection.get_offsets())


def _images(axes):
    for image in axes.images:
        array = image.get_array()
        yield ("heatmap" if array is not None and array.ndim == 2 else "image"), None, None
    if any(type(collection).__name__ == "QuadMesh" for collection in axes.collections):
        yield "heatmap", None, None


def _others(axes):
    known = {"PathCollection", "Path3DCollection", "QuadMesh", "LineCollection"}
    areas = [collection for collection in axes.collections if type(collection).__name__ not in known]
    areas += [patch for patch in axes.patches if type(patch).__name__ == "Polygon"]
    for area in areas:
        yield "other", area.get_label(), None if _name(area.get_label()) is None else 0
