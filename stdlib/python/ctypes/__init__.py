"""The simple C types, as far as they are numbers. Loading C libraries, pointers and structures are not supported.

Many packages want no more than the size of a C type or the place where a number wraps around.
"""

import struct as _struct


class _SimpleCData:
    """A C number: a value that wraps around as its type does."""

    _format = "i"
    __slots__ = ("_value",)

    def __init__(self, value=0):
        self.value = value

    @property
    def value(self):
        return self._value

    @value.setter
    def value(self, value):
        self._value = self._converted(value)

    @classmethod
    def _converted(cls, value):
        if not isinstance(value, int):
            raise TypeError(f"an integer is required (got type {type(value).__name__})")
        bits = 8 * _struct.calcsize(cls._format)
        value &= (1 << bits) - 1
        return value - (1 << bits) if cls._format.islower() and value >> (bits - 1) else value

    def __repr__(self):
        return f"{type(self).__name__}({self.value!r})"

    def __bool__(self):
        return bool(self.value)


class _Floating(_SimpleCData):
    __slots__ = ()

    @classmethod
    def _converted(cls, value):
        return _struct.unpack(cls._format, _struct.pack(cls._format, value))[0]


def _simple(name, format, base=_SimpleCData):
    globals()[name] = type(name, (base,), {"_format": format, "_type_": format, "__slots__": (), "__module__": "ctypes"})


for _name, _format in {
    "c_byte": "b", "c_ubyte": "B", "c_short": "h", "c_ushort": "H", "c_int": "i", "c_uint": "I", "c_long": "l",
    "c_ulong": "L", "c_size_t": "N", "c_ssize_t": "n", "c_wchar": "i", "c_bool": "B",
}.items():
    _simple(_name, _format)
for _name, _format in {"c_float": "f", "c_double": "d"}.items():
    _simple(_name, _format, _Floating)

c_int8, c_uint8, c_int16, c_uint16 = c_byte, c_ubyte, c_short, c_ushort
c_int32, c_uint32, c_int64, c_uint64 = c_int, c_uint, c_long, c_ulong
c_longlong, c_ulonglong, c_time_t = c_long, c_ulong, c_long


def sizeof(thing):
    """The size of a C type, or of a value of one, in bytes."""
    try:
        return _struct.calcsize(thing._format)
    except AttributeError:
        raise TypeError("this type has no size") from None


def _refuse(*args, **kwargs):
    raise OSError("Taipan cannot load C libraries (module ctypes)")


class CDLL:
    """A C library: none can be loaded."""

    def __init__(self, name, *args, **kwargs):
        _refuse()


class PyDLL(CDLL):
    """Another kind of library, which cannot be loaded either."""


class LibraryLoader:
    """Loads libraries as attributes; here it refuses to."""

    def __init__(self, dlltype):
        self._dlltype = dlltype

    def __getattr__(self, name):
        if name.startswith("_"):
            raise AttributeError(name)
        _refuse()

    LoadLibrary = __getitem__ = _refuse


cdll = LibraryLoader(CDLL)
pydll = LibraryLoader(PyDLL)


class _Refused:
    """What has to do with the memory of C: the type is there to be named and derived from, but has no objects."""

    def __init__(self, *args, **kwargs):
        raise NotImplementedError(f"Taipan's ctypes has numbers only: no objects of {type(self).__name__!r} can be made")


for _name in "Array BigEndianStructure LittleEndianStructure Structure Union c_char_p c_void_p c_wchar_p py_object".split():
    globals()[_name] = type(_name, (_Refused,), {"__module__": "ctypes"})


def _refuse_memory(*args, **kwargs):
    raise NotImplementedError("Taipan's ctypes has numbers only")


def _type_of_a_pointer(*args, **kwargs):
    return type("pointer", (_Refused,), {"__module__": "ctypes"})


POINTER = CFUNCTYPE = PYFUNCTYPE = _type_of_a_pointer
addressof = alignment = byref = cast = create_string_buffer = create_unicode_buffer = memmove = memset = pointer = (
    resize
) = string_at = wstring_at = get_errno = set_errno = _refuse_memory


class ArgumentError(Exception):
    """An argument does not have the type that a C function wants."""
