"""The encodings of East Asia: error handlers, incremental use and streams around the tables of _multibyte."""

import codecs as _codecs
import _multibyte

# What CPython calls them, and the tables that stand for them.
_TABLES = {
    "shift_jis": "shift_jis", "cp932": "shift_jis", "euc_jp": "euc-jp", "iso2022_jp": "iso-2022-jp", "gb2312": "gbk",
    "gbk": "gbk", "gb18030": "gb18030", "big5": "big5", "cp950": "big5", "big5hkscs": "big5", "euc_kr": "euc-kr",
    "cp949": "euc-kr",
}


class MultibyteCodec:
    """encode() and decode() of one encoding."""

    def __init__(self, name):
        self.name, self._table = name, _TABLES[name]

    def encode(self, input, errors="strict"):
        """The text in bytes, and the number of its characters."""
        done, at = [], 0
        while True:
            data, n = _multibyte.encode(self._table, input[at:])
            done.append(data)
            at += n
            if at == len(input):
                return b"".join(done), len(input)
            error = UnicodeEncodeError(self.name, input, at, at + 1, "illegal multibyte sequence")
            more, at = _codecs.lookup_error(errors or "strict")(error)
            at += len(input) if at < 0 else 0
            done.append(more if isinstance(more, bytes) else _multibyte.encode(self._table, more)[0])

    def decode(self, input, errors="strict"):
        """The text, and the number of bytes."""
        text, n = self._decode(bytes(input), errors, True)
        return text, n

    def _decode(self, data, errors, final):
        done, at = [], 0
        while True:
            text, n, wrong = _multibyte.decode(self._table, data[at:])
            done.append(text)
            at += n
            if not wrong:
                return "".join(done), len(data)
            incomplete = at + wrong >= len(data) and data[at] >= 0x80
            if incomplete and not final:
                return "".join(done), at
            why = "incomplete multibyte sequence" if incomplete else "illegal multibyte sequence"
            error = UnicodeDecodeError(self.name, data, at, at + (wrong if incomplete else 1), why)
            more, at = _codecs.lookup_error(errors or "strict")(error)
            at += len(data) if at < 0 else 0
            done.append(more)


def __create_codec(name):
    if name not in _TABLES:
        raise LookupError("no such codec is supported.")
    return MultibyteCodec(name)


_create = __create_codec


class MultibyteIncrementalEncoder:
    """Encodes piece by piece."""

    def __init__(self, errors="strict"):
        self.errors = errors

    def encode(self, input, final=False):
        return self.codec.encode(input, self.errors)[0]

    def reset(self):
        pass

    def getstate(self):
        return 0

    def setstate(self, state):
        pass


class MultibyteIncrementalDecoder:
    """Decodes piece by piece; what is not whole waits for the next piece."""

    def __init__(self, errors="strict"):
        self.errors, self._rest = errors, b""

    def decode(self, input, final=False):
        data = self._rest + bytes(input)
        if self.codec.name.startswith("iso2022") and not final:
            # What the bytes mean depends on all before them: nothing is whole before the end.
            self._rest = data
            return ""
        text, n = self.codec._decode(data, self.errors, final)
        self._rest = data[n:]
        return text

    def reset(self):
        self._rest = b""

    def getstate(self):
        return self._rest, 0

    def setstate(self, state):
        self._rest = state[0]


class MultibyteStreamReader:
    """Reads text from a stream of bytes."""

    def __init__(self, stream, errors="strict"):
        self.stream, self.errors, self._rest = stream, errors, b""

    def _text(self, data, final):
        text, n = self.codec._decode(self._rest + data, self.errors, final)
        self._rest = (self._rest + data)[n:]
        return text

    def read(self, size=-1):
        if size is None or size < 0:
            return self._text(self.stream.read(), True)
        data = self.stream.read(size)
        return self._text(data, not data)

    def readline(self, size=-1):
        data = self.stream.readline()
        return self._text(data, not data)

    def readlines(self, sizehint=-1):
        return self.read().splitlines(True)

    def reset(self):
        self._rest = b""


class MultibyteStreamWriter:
    """Writes text to a stream of bytes."""

    def __init__(self, stream, errors="strict"):
        self.stream, self.errors = stream, errors

    def write(self, text):
        self.stream.write(self.codec.encode(text, self.errors)[0])

    def writelines(self, lines):
        for line in lines:
            self.write(line)

    def reset(self):
        pass
