"""What sysconfig says of how the interpreter was built: little, since nothing can be built for it."""

build_time_vars = {
    "Py_DEBUG": 0,
    "Py_GIL_DISABLED": 0,
    "SHLIB_SUFFIX": ".so",
    "SIZEOF_VOID_P": 8,
    "TZPATH": "/usr/share/zoneinfo:/usr/lib/zoneinfo:/usr/share/lib/zoneinfo:/etc/zoneinfo",
    "WITH_PYMALLOC": 0,
}
