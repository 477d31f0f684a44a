"""What the variables of a session hold, as digests: two sessions of the same state have the same. A name whose value
can't be told apart for sure has the digest of its type only, so that nothing is called different that may be equal."""
import sys
import types

from _plotline.kept import monotonic, sha256

MOST_NAMES = 500
MOST_ITEMS = 20_000
MOST_BYTES = 64 << 20
DEPTH = 6
SECONDS = 2.0
OF_THE_SHELL = {"In", "Out", "exit", "quit", "get_ipython"}


class TooMuch(Exception):
    pass


class Digest:
    """Of one value; gives up on what is too large or takes too long."""

    def __init__(self, deadline):
        self.hash = sha256()
        self.items = 0
        self.bytes = 0
        self.deadline = deadline

    def add(self, *parts):
        for part in parts:
            data = part if isinstance(part, bytes) else str(part).encode("utf-8", "surrogatepass")
            self.bytes += len(data)
            if self.bytes > MOST_BYTES:
                raise TooMuch
            self.hash.update(len(data).to_bytes(8, "big"))
            self.hash.update(data)

    def value(self, value, depth=0):
        self.items += 1
        if self.items > MOST_ITEMS or depth > DEPTH or monotonic() > self.deadline:
            raise TooMuch
        kind = type(value)
        self.add(kind.__module__, kind.__qualname__)
        if value is None or kind in (bool, int, float, complex, str):
            self.add(repr(value))
        elif kind in (bytes, bytearray):
            self.add(bytes(value))
        elif kind in (list, tuple):
            for one in value:
                self.value(one, depth + 1)
        elif kind is dict:
            for key, one in value.items():
                self.value(key, depth + 1)
                self.value(one, depth + 1)
        elif kind in (set, frozenset):
            self.add(*sorted(self.nested(one, depth + 1) for one in value))
        elif isinstance(value, types.ModuleType):
            self.add(value.__name__)
        elif kind is types.FunctionType:
            self.function(value, depth)
        elif isinstance(value, type):
            self.type(value, depth)
        else:
            self.other(value, kind, depth)

    def nested(self, value, depth):
        inner = Digest(self.deadline)
        inner.value(value, depth)
        self.items += inner.items
        return inner.hash.hexdigest()

    def function(self, value, depth):
        self.code(value.__code__)
        self.value(value.__defaults__, depth + 1)
        self.value(value.__kwdefaults__, depth + 1)

    def code(self, code):
        """Without the file and the lines: the same code comes from another cell."""
        self.add(code.co_code, code.co_names, code.co_varnames)
        for constant in code.co_consts:
            if isinstance(constant, types.CodeType):
                self.code(constant)
            elif isinstance(constant, frozenset):
                self.add(*sorted(map(repr, constant)))
            else:
                self.add(repr(constant))

    def type(self, value, depth):
        self.add(value.__module__, value.__qualname__)
        if value.__module__ != "__main__":
            return
        for name, one in sorted(vars(value).items()):
            if isinstance(one, types.FunctionType):
                self.add(name)
                self.function(one, depth + 1)
            elif not name.startswith("__"):
                self.add(name)
                self.value(one, depth + 1)

    def other(self, value, kind, depth):
        library = kind.__module__.partition(".")[0]
        if library == "numpy":
            import numpy
            array = numpy.asarray(value)
            self.add(array.dtype, array.shape)
            if array.dtype.hasobject:
                self.value(array.tolist(), depth + 1)
            elif array.nbytes <= MOST_BYTES:
                self.add(array.tobytes())
        elif library == "pandas":
            self.frame(value, depth)
        elif library in ("datetime", "decimal", "fractions", "uuid", "pathlib"):
            self.add(repr(value))
        elif kind.__module__ == "__main__" and hasattr(value, "__dict__"):
            self.value(dict(vars(value)), depth + 1)

    def frame(self, value, depth):
        import pandas
        if isinstance(value, (pandas.DataFrame, pandas.Series, pandas.Index)):
            if value.size > 5_000_000:
                self.add(value.shape)
                return
            if isinstance(value, pandas.DataFrame):
                self.value([str(column) for column in value.columns], depth + 1)
                self.add(*map(str, value.dtypes))
            self.add(pandas.util.hash_pandas_object(value).to_numpy().tobytes())
        elif isinstance(value, (pandas.Timestamp, pandas.Timedelta, pandas.Period)):
            self.add(repr(value))


def digests(names):
    """{name: digest} of what code has put into a session's name space; the state of random numbers, once any were
    drawn, as names that no variable can have."""
    deadline = monotonic() + SECONDS
    found = {}
    for name, value in list(names.items()):
        if name.startswith("_") or name in OF_THE_SHELL or len(found) >= MOST_NAMES:
            continue
        found[name] = _digest(value, deadline)
    found.update(_random(deadline))
    return {"variables": found}


def _digest(value, deadline):
    one = Digest(deadline)
    try:
        one.value(value)
    except BaseException:  # too much, or a value whose own methods fail: its type is all that is known
        one = Digest(deadline)
        one.add(type(value).__module__, type(value).__qualname__)
    return one.hash.hexdigest()[:32]


def _random(deadline):
    """A generator that nothing was drawn from stands at the end of its block of 624 numbers, numpy's one before."""
    found = {}
    random = sys.modules.get("random")
    if random is not None:
        state = random.getstate()
        if state[1][-1] != 624:
            found["random numbers"] = _digest(state, deadline)
    numpy = sys.modules.get("numpy")
    if numpy is not None:
        state = numpy.random.get_state()
        if state[2] not in (623, 624):
            found["numpy's random numbers"] = _digest(list(state), deadline)
    return found
