for make in (lambda: 2**40 * (1, 2), lambda: [None] * 2**45, lambda: list(range(2**44))):
    try:
        make()
    except MemoryError as error:
        print(repr(error))

# expect:
# MemoryError()
# MemoryError()
# MemoryError()
