try:
    "aé€b".encode("ascii")
except UnicodeEncodeError as e:
    print(e.encoding, e.object, e.start, e.end, e.reason, isinstance(e, ValueError))  # expect: ascii aé€b 1 3 ordinal not in range(128) True
print(UnicodeDecodeError("utf-8", b"\x80x", 0, 1, "why"))  # expect: 'utf-8' codec can't decode byte 0x80 in position 0: why
print(UnicodeEncodeError("ascii", "é", 0, 1, "why"))  # expect: 'ascii' codec can't encode character '\xe9' in position 0: why
print(UnicodeTranslateError("aé", 1, 2, "why"))  # expect: can't translate character '\xe9' in position 1: why
