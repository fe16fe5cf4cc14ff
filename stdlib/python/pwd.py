"""The system's users, as /etc/passwd lists them."""

import collections as _collections


class struct_passwd(
    _collections.namedtuple("struct_passwd", "pw_name pw_passwd pw_uid pw_gid pw_gecos pw_dir pw_shell", module="pwd")
):
    __slots__ = ()

    def __repr__(self):
        return "pwd." + super().__repr__()


def getpwall():
    found = []
    try:
        lines = open("/etc/passwd", encoding="utf-8", errors="surrogateescape")
    except OSError:
        return found
    with lines:
        for line in lines:
            parts = line.rstrip("\n").split(":")
            if len(parts) == 7 and parts[2].isdigit() and parts[3].isdigit():
                parts[2:4] = int(parts[2]), int(parts[3])
                found.append(struct_passwd._make(parts))
    return found


def getpwnam(name, /):
    if not isinstance(name, str):
        raise TypeError(f"getpwnam() argument must be str, not {type(name).__name__}")
    for entry in getpwall():
        if entry.pw_name == name:
            return entry
    raise KeyError(f"getpwnam(): name not found: {name!r}")


def getpwuid(uidobj, /):
    for entry in getpwall():
        if entry.pw_uid == uidobj:
            return entry
    raise KeyError(f"getpwuid(): uid not found: {uidobj}")
