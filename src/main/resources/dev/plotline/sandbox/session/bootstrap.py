# The first cell of a session: puts the package _plotline into memory. The quoted token below is replaced by base64 of
# the JSON object {"module name": "source"}. Leaves no name behind and prints nothing. A comment, since a docstring
# would become __doc__ in the namespace of the person's code.
def _plotline_bootstrap():
    import base64
    import builtins
    import json

    sources = json.loads(base64.b64decode("@@PLOTLINE_MODULES@@"))
    names = {"__name__": "_plotline.install", "__builtins__": dict(vars(builtins))}
    exec(compile(sources["install"], "<_plotline.install>", "exec", dont_inherit=True), names)
    names["install"](sources)


try:
    _plotline_bootstrap()
finally:
    del _plotline_bootstrap
