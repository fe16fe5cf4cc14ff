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
    sys.meta_path = [real.BuiltinImporter, real.FrozenImporter]
    sys.path_hooks = []
    sys.path_importer_cache = {}
    real._install_external_importers()
    sys.path_hooks.insert(0, _zip_hook)


def _zip_hook(path):
    """The finder for an archive on the path. Only a path that is no directory is worth the import of zipimport."""
    if not _frozen_importlib_external._path_isfile(path.partition(".zip")[0] + ".zip" if ".zip/" in path else path):
        raise ImportError("only archives are supported", path=path)
    import zipimport

    return zipimport.zipimporter(path)


def _entry_finder(entry):
    """The finder that the hooks have for an entry of the path."""
    return _frozen_importlib_external.PathFinder._path_importer_cache(entry)


def _namespace_spec(name, portions):
    """The spec of a package whose parts lie in several directories, none of which has an __init__.py."""
    external = _frozen_importlib_external
    spec = _frozen_importlib.ModuleSpec(name, None, is_package=True)
    find = external.PathFinder._get_spec
    spec.submodule_search_locations = external._NamespacePath(name, portions, find)
    return spec


def _loader_of(module):
    """The loader of the script that is run, which has no spec."""
    file = getattr(module, "__file__", None)
    if file is None:
        return _frozen_importlib.BuiltinImporter
    return _frozen_importlib_external.SourceFileLoader(module.__name__, file)


def _spec_of(module, name):
    """The spec of a module that the interpreter imported: made when a program asks for it."""
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
_frozen_importlib._loader_of = _loader_of
_frozen_importlib._entry_finder = _entry_finder
_frozen_importlib._namespace_spec = _namespace_spec
_frozen_importlib._standard_finders = tuple(sys.meta_path)
_frozen_importlib._standard_hooks = tuple(sys.path_hooks)
for _name, _module in (("_bootstrap", _frozen_importlib), ("_bootstrap_external", _frozen_importlib_external)):
    _module.__package__ = "importlib"
    _module.__name__ = "importlib." + _name
    sys.modules["importlib." + _name] = _module
