"""Importing from within programs.

Importing itself is the interpreter's own business. The machinery that this package is known for (specs, finders,
loaders) is the pure-Python library's, and is set up when it is first asked for: see _bootstrap.
"""

import sys
from builtins import __import__

__all__ = ["__import__", "import_module", "invalidate_caches", "reload"]


def __getattr__(name):
    if name in ("_bootstrap", "_bootstrap_external"):
        return import_module("importlib." + name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def invalidate_caches():
    """Forget what finders remember of directories. The interpreter itself remembers nothing."""
    for finder in sys.meta_path:
        if hasattr(finder, "invalidate_caches"):
            finder.invalidate_caches()


def import_module(name, package=None):
    """Import a module by its name, which may be relative to a package."""
    if name.startswith("."):
        if not package:
            raise TypeError(f"the 'package' argument is required to perform a relative import for {name!r}")
        stem = name.lstrip(".")
        level = len(name) - len(stem)
        base = package.rsplit(".", level - 1)
        if len(base) < level:
            raise ImportError("attempted relative import beyond top-level package")
        name = f"{base[0]}.{stem}" if stem else base[0]
    if not name:
        raise ValueError("Empty module name")
    __import__(name)
    return sys.modules[name]


_reloading = {}


def reload(module):
    """Run a module's source again in its namespace, and return it."""
    name = getattr(getattr(module, "__spec__", None), "name", None) or getattr(module, "__name__", None)
    if name is None:
        raise TypeError("reload() argument must be a module")
    if sys.modules.get(name) is not module:
        raise ImportError(f"module {name} not in sys.modules", name=name)
    if name in _reloading:
        return _reloading[name]
    from importlib import _bootstrap

    _reloading[name] = module
    try:
        parent = name.rpartition(".")[0]
        if parent and parent not in sys.modules:
            raise ImportError(f"parent {parent!r} not in sys.modules", name=parent)
        path = sys.modules[parent].__path__ if parent else None
        spec = module.__spec__ = _bootstrap._find_spec(name, path, module)
        if spec is None:
            raise ModuleNotFoundError(f"spec not found for the module {name!r}", name=name)
        _bootstrap._exec(spec, module)
        return sys.modules[name]
    finally:
        _reloading.pop(name, None)
