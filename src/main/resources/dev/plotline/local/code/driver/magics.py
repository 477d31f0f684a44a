"""IPython's `!command`, `%pip` and the few other magics that notebooks are full of."""

import ast
import re

ASSIGNED = re.compile(r"^(\s*)([A-Za-z_]\w*)\s*=\s*!(.*)$")
IGNORED = ("matplotlib", "time", "timeit", "config", "load_ext", "autoreload", "precision")
NAME = "__plotline_shell__"
IN_COMMANDS = re.compile(r"(?<!\$)\{[^{}]+\}|\$\$|\$[A-Za-z_]\w*")


def parse(code, name):
    """The tree of a cell and its source after the magics were replaced.

    Only a line at which the parser itself stops is taken for a magic, so a `%` in the middle of an
    expression and a `!` in a string stay what they are.
    """
    for _ in range(code.count("\n") + 2):
        try:
            return ast.parse(code, name), code
        except SyntaxError as error:
            replaced = _replace(code, error.lineno)
            if replaced is None:
                raise
            code = replaced
    return ast.parse(code, name), code


def expanded(command, names):
    """A command with `{expression}` and `$name` of the cell put in; what is none is the shell's."""
    def value(match):
        text = match.group()
        if text == "$$":
            return "$"
        inner = text.strip("{}$")
        if inner.isidentifier() and inner not in names:
            return text
        try:
            return str(eval("f" + repr(text), {}, names)) if text[0] == "{" else str(names[inner])
        except Exception:
            return text

    return IN_COMMANDS.sub(value, command)


def _replace(code, number):
    lines = code.split("\n")
    if not number or number > len(lines):
        return None
    line = lines[number - 1]
    text = line.lstrip()
    indent = line[:len(line) - len(text)]
    assigned = ASSIGNED.match(line)
    if assigned:
        lines[number - 1] = "%s%s = %s(%r, True)" % (
            assigned.group(1), assigned.group(2), NAME, assigned.group(3).strip())
    elif text.startswith("!"):
        lines[number - 1] = "%s%s(%r)" % (indent, NAME, text.lstrip("!").strip())
    elif text.startswith("%"):
        lines[number - 1] = indent + _magic(text.lstrip("%").strip(), text.startswith("%%"))
    else:
        return None
    return "\n".join(lines)


def _magic(text, of_cell):
    word, _, rest = text.partition(" ")
    rest = rest.strip()
    if word in ("pip", "sh", "system"):
        return "%s(%r)" % (NAME, ("pip " + rest) if word == "pip" else rest)
    if word == "cd":
        return "__import__('os').chdir(%r)" % rest
    if word == "pwd":
        return "print(__import__('os').getcwd())"
    if word in ("time", "timeit") and rest and not of_cell:
        return rest
    if word in IGNORED:
        return "pass"
    return "raise NotImplementedError(%r)" % (
        "The magic %" + word + " is not available here; write it in plain Python.")
