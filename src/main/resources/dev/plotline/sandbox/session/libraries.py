"""What a session runs code with."""
import platform
from importlib import metadata


def versions(modules):
    """{"python": "3.11.2", "libraries": {"pandas": "2.2.3"}}, of those modules that are no part of Python, without
    importing any."""
    known = metadata.packages_distributions() if hasattr(metadata, "packages_distributions") else {}
    libraries = {}
    for module in modules:
        for name in known.get(module, [module])[:1]:
            try:
                libraries[name] = metadata.version(name)
            except metadata.PackageNotFoundError:
                pass
    return {"python": platform.python_version(), "libraries": libraries}
