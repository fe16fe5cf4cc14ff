"""The import machinery of the pure-Python library, set up for use beside the interpreter's own importing.

Its modules are embedded under the names that CPython has them frozen under. This module replaces itself with the real
one, so that both names mean the same module, as in CPython.
"""

import sys

import _imp
import _thread
import _warnings
import _weakref
import _frozen_importlib
import _frozen_importlib_external


def _set_up():
    """What the machinery's own _install does, except that it makes no specs: a module's is made when asked for."""
    real = _frozen_importlib
    real.sys = sys
    real._imp = _imp
    real._thread = _thread
    real._warnings = _warnings
    real._weakref = _weakref
    real._blocking_on = real._WeakValueDictionary()
    sys.meta_path.extend((real.BuiltinImporter, real.FrozenImporter))
    real._install_external_importers()


def _spec_of(module):
    """The spec of a module that the interpreter imported: made when a program asks for it."""
    name = module.__name__
    path = getattr(module, "__path__", None)
    file = getattr(module, "__file__", None)
    real = _frozen_importlib
    if file is None and path is not None:
        spec = real.ModuleSpec(name, None, is_package=True)
        spec.submodule_search_locations = path
        return spec
    if file is None:
        return real.ModuleSpec(name, real.BuiltinImporter, origin="built-in", is_package=path is not None)
    if file.startswith("<taipan>/"):
        spec = real.ModuleSpec(name, real.FrozenImporter, origin=file, is_package=path is not None)
        spec.has_location = True
    else:
        spec = _frozen_importlib_external.spec_from_file_location(name, file)
    if path is not None:
        spec.submodule_search_locations = path
    return spec


_set_up()
_frozen_importlib._spec_of = _spec_of
for _name, _module in (("_bootstrap", _frozen_importlib), ("_bootstrap_external", _frozen_importlib_external)):
    _module.__package__ = "importlib"
    _module.__name__ = "importlib." + _name
    sys.modules["importlib." + _name] = _module
