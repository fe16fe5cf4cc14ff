"""Files in memory: a copy of a file's contents that is written back as it changes.

What other processes change meanwhile is not seen, and they see changes of ours as those of any writer.
"""

import os as _os

ACCESS_DEFAULT, ACCESS_READ, ACCESS_WRITE, ACCESS_COPY = range(4)
MAP_SHARED, MAP_PRIVATE, MAP_ANONYMOUS, MAP_ANON = 1, 2, 32, 32
PROT_READ, PROT_WRITE, PROT_EXEC = 1, 2, 4
PAGESIZE = ALLOCATIONGRANULARITY = 4096
error = OSError


class mmap:
    """A file's contents, or memory without a file (file descriptor -1), as an array of bytes with a position."""

    def __init__(self, fileno, length, flags=MAP_SHARED, prot=PROT_READ | PROT_WRITE, access=ACCESS_DEFAULT, offset=0):
        if length < 0:
            raise OverflowError("memory mapped length must be positive")
        if offset < 0:
            raise OverflowError("memory mapped offset must be positive")
        if access and (flags != MAP_SHARED or prot != PROT_READ | PROT_WRITE):
            raise ValueError("mmap can't specify both access and flags, prot.")
        if not 0 <= access <= ACCESS_COPY:
            raise ValueError("mmap invalid access parameter.")
        if offset % ALLOCATIONGRANULARITY:
            raise OSError(22, "Invalid argument")
        self._writable = access != ACCESS_READ and bool(prot & PROT_WRITE)
        self._resizable = access not in (ACCESS_READ, ACCESS_COPY)
        self._fd, self._offset, self._position = -1, offset, 0
        if fileno == -1:
            self._data = bytearray(length)
            return
        size = _os.fstat(fileno).st_size
        if length == 0:
            if size == 0:
                raise ValueError("cannot mmap an empty file")
            if offset >= size:
                raise ValueError("mmap offset is greater than file size")
            length = size - offset
        elif offset > size or size - offset < length:
            raise ValueError("mmap length is greater than file size")
        # Reading with pread leaves the file's own position alone.
        self._data = bytearray(_os.pread(fileno, length, offset))
        self._data.extend(bytes(length - len(self._data)))
        if flags & MAP_SHARED and access != ACCESS_COPY and self._writable or access == ACCESS_READ:
            self._fd = _os.dup(fileno)

    def _open(self):
        if self._data is None:
            raise ValueError("mmap closed or invalid")
        return self._data

    def _changeable(self):
        if not self._writable:
            raise TypeError("mmap can't modify a readonly memory map.")
        return self._open()

    def _written(self, start, end):
        """Some bytes have changed: write them to the file."""
        if self._fd >= 0 and self._writable and start < end:
            _os.pwrite(self._fd, memoryview(self._data)[start:end], self._offset + start)

    def __buffer__(self, flags):
        view = memoryview(self._open())
        return view if self._writable else view.toreadonly()

    def __len__(self):
        return len(self._open())

    def __getitem__(self, index):
        data = self._open()
        if isinstance(index, slice):
            return bytes(data[index])
        try:
            return data[index]
        except IndexError:
            raise IndexError("mmap index out of range") from None

    def __setitem__(self, index, value):
        data = self._changeable()
        if isinstance(index, slice):
            start, stop, step = index.indices(len(data))
            if len(range(start, stop, step)) != len(value):
                raise IndexError("mmap slice assignment is wrong size")
            data[index] = value
            self._written(min(start, stop), max(start, stop))
            return
        try:
            data[index] = value
        except IndexError:
            raise IndexError("mmap index out of range") from None
        at = index % len(data)
        self._written(at, at + 1)

    def __contains__(self, value):
        return value in self._open()

    def __iter__(self):
        return (bytes((b,)) for b in bytes(self._open()))

    def __enter__(self):
        self._open()
        return self

    def __exit__(self, *error):
        self.close()

    def __del__(self):
        self.close()

    def __repr__(self):
        if self._data is None:
            return "<mmap.mmap closed=True>"
        access = "ACCESS_DEFAULT" if self._writable else "ACCESS_READ"
        return (
            f"<mmap.mmap closed=False, access={access}, length={len(self._data)}, pos={self._position}, "
            f"offset={self._offset}>"
        )

    @property
    def closed(self):
        return self._data is None

    def close(self):
        if getattr(self, "_data", None) is not None:
            self._data = None
            if self._fd >= 0:
                _os.close(self._fd)
                self._fd = -1

    def find(self, sub, start=None, end=None):
        return self._open().find(sub, self._position if start is None else start, end)

    def rfind(self, sub, start=None, end=None):
        return self._open().rfind(sub, self._position if start is None else start, end)

    def flush(self, offset=0, size=None):
        data = self._open()
        end = len(data) if size is None else offset + size
        if offset < 0 or end > len(data):
            raise ValueError("flush values out of range")
        self._written(offset, end)

    def madvise(self, option, start=0, length=None):
        self._open()

    def move(self, dest, src, count):
        data = self._changeable()
        if min(dest, src, count) < 0 or max(dest, src) + count > len(data):
            raise ValueError("source, destination, or count out of range")
        data[dest:dest + count] = data[src:src + count]
        self._written(dest, dest + count)

    def read(self, n=None):
        data, start = self._open(), self._position
        end = len(data) if n is None or n < 0 else min(len(data), start + n)
        self._position = max(start, end)
        return bytes(data[start:end])

    def read_byte(self):
        if self._position >= len(self._open()):
            raise ValueError("read byte out of range")
        self._position += 1
        return self._data[self._position - 1]

    def readline(self):
        end = self._open().find(b"\n", self._position) + 1
        return self.read(end - self._position if end else None)

    def write(self, data):
        target, at = self._changeable(), self._position
        data = bytes(data)
        if at + len(data) > len(target):
            raise ValueError("data out of range")
        target[at:at + len(data)] = data
        self._written(at, at + len(data))
        self._position += len(data)
        return len(data)

    def write_byte(self, byte):
        if self._position >= len(self._changeable()):
            raise ValueError("write byte out of range")
        self.write(bytes((byte,)))

    def tell(self):
        self._open()
        return self._position

    def seek(self, pos, whence=0):
        size = len(self._open())
        if whence not in (0, 1, 2):
            raise ValueError("unknown seek type")
        at = pos + (0, self._position, size)[whence]
        if not 0 <= at <= size:
            raise ValueError("seek out of range")
        self._position = at
        return at

    def seekable(self):
        return True

    def size(self):
        self._open()
        return _os.fstat(self._fd).st_size if self._fd >= 0 else len(self._data)

    def resize(self, newsize):
        data = self._open()
        if not self._resizable:
            raise TypeError("mmap can't resize a readonly or copy-on-write memory map.")
        if newsize < 0 or self._offset + newsize < 0:
            raise ValueError("new size out of range")
        if self._fd >= 0:
            _os.ftruncate(self._fd, self._offset + newsize)
        del data[newsize:]
        data.extend(bytes(newsize - len(data)))
