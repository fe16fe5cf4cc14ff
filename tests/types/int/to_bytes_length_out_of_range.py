for length in (10**20, -(10**20), -1):
    try:
        (5).to_bytes(length)
    except (OverflowError, ValueError) as error:
        print(type(error).__name__, error)

# expect:
# OverflowError Python int too large to convert to C ssize_t
# OverflowError Python int too large to convert to C ssize_t
# ValueError length argument must be non-negative
