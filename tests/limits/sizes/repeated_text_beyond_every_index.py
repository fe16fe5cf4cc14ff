for text in ["a", "ab", "é", b"a", b"ab", bytearray(b"ab")]:
    try:
        text * (2**63 - 1)
    except (MemoryError, OverflowError) as e:
        print(repr(e))

# expect:
# MemoryError()
# OverflowError('repeated string is too long')
# MemoryError()
# MemoryError()
# OverflowError('repeated bytes are too long')
# MemoryError()
