"""Bytecode, of which Taipan has none: what other modules of the library want from here, and one clear line for the rest.
"""

from collections import namedtuple as _namedtuple

COMPILER_FLAG_NAMES = {
    1: "OPTIMIZED",
    2: "NEWLOCALS",
    4: "VARARGS",
    8: "VARKEYWORDS",
    16: "NESTED",
    32: "GENERATOR",
    64: "NOFREE",
    128: "COROUTINE",
    256: "ITERABLE_COROUTINE",
    512: "ASYNC_GENERATOR",
    0x4000000: "HAS_DOCSTRING",
    0x8000000: "METHOD",
}

Positions = _namedtuple(
    "Positions", ["lineno", "end_lineno", "col_offset", "end_col_offset"], defaults=[None] * 4
)


def get_instructions(x, **options):
    """No instructions: callers that only look for something find nothing."""
    return iter(())


def findlinestarts(code):
    """(offset, line) pairs; without offsets, the first line alone."""
    yield 0, code.co_firstlineno


def _no_bytecode(*args, **options):
    raise NotImplementedError("Taipan has no bytecode to show: the module dis is not supported")


dis = disassemble = distb = disco = show_code = code_info = findlabels = stack_effect = Bytecode = _no_bytecode


def __getattr__(name):
    if name.startswith("__"):
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    raise NotImplementedError(f"Taipan has no bytecode to show: dis.{name} is not supported")
