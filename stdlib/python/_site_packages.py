"""What the .pth files of a directory with packages say: more directories for sys.path, and lines to be run."""

import sys
from posix import listdir, stat


def add(directory):
    """Read the .pth files of a directory, in the order of their names."""
    try:
        names = sorted(name for name in listdir(directory) if name.endswith(".pth") and not name.startswith("."))
    except OSError:
        return
    for name in names:
        addpackage(directory, name)


def addpackage(sitedir, name):
    """Do what one .pth file says. Its lines may look for `sitedir` among the variables of this frame."""
    fullname = f"{sitedir}/{name}"
    try:
        with open(fullname, encoding="utf-8-sig") as f:
            lines = f.read().splitlines()
    except (OSError, UnicodeDecodeError):
        return
    for number, line in enumerate(lines, 1):
        line = line.rstrip()
        if not line or line.startswith("#"):
            continue
        try:
            if line.startswith(("import ", "import\t")):
                exec(line)
            else:
                add_directory(line if line.startswith("/") else f"{sitedir}/{line}")
        except Exception:
            complain(number, fullname)
            break


def add_directory(path):
    from posixpath import normpath

    path = normpath(path)
    if path in sys.path:
        return
    try:
        stat(path)
    except OSError:
        return
    sys.path.append(path)


def complain(number, fullname):
    """Say what a line of a file raised: the rest of the file is not read."""
    import traceback

    print(f"Error processing line {number} of {fullname}:\n", file=sys.stderr)
    for line in traceback.format_exc().splitlines():
        print("  " + line, file=sys.stderr)
    print("\nRemainder of file ignored", file=sys.stderr)
