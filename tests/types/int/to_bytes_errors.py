def error(f):
    try:
        f()
    except Exception as e:
        return f"{type(e).__name__}: {e}"
print(error(lambda: (256).to_bytes(1, "big")))  # expect: OverflowError: int too big to convert
print(error(lambda: (-1).to_bytes(1, "big")))  # expect: OverflowError: can't convert negative int to unsigned
print(error(lambda: (128).to_bytes(1, "big", signed=True)))  # expect: OverflowError: int too big to convert
print(error(lambda: (1).to_bytes(1, "middle")))  # expect: ValueError: byteorder must be either 'little' or 'big'
print(error(lambda: (1).to_bytes(-1, "big")))  # expect: ValueError: length argument must be non-negative
