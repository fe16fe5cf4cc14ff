"""The system's groups, as /etc/group lists them."""

import collections as _collections


class struct_group(_collections.namedtuple("struct_group", "gr_name gr_passwd gr_gid gr_mem", module="grp")):
    __slots__ = ()

    def __repr__(self):
        return "grp." + super().__repr__()


def getgrall():
    found = []
    try:
        lines = open("/etc/group", encoding="utf-8", errors="surrogateescape")
    except OSError:
        return found
    with lines:
        for line in lines:
            parts = line.rstrip("\n").split(":")
            if len(parts) == 4 and parts[2].isdigit():
                members = parts[3].split(",") if parts[3] else []
                found.append(struct_group(parts[0], parts[1], int(parts[2]), members))
    return found


def getgrnam(name):
    for entry in getgrall():
        if entry.gr_name == name:
            return entry
    raise KeyError(f"getgrnam(): name not found: {name!r}")


def getgrgid(id):
    for entry in getgrall():
        if entry.gr_gid == id:
            return entry
    raise KeyError(f"getgrgid(): gid not found: {id}")
